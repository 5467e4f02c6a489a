;; Loops over a 64-bit memory, near its end, near 0 and around 2^64: the same
;; as without optimisation.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t up down stride offset | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") i64 1 4)
  (func (export "up") (param $p i32) (param $n i32) (result i32)
    (local $a i64) (local $i i64)
    (local.set $a (i64.extend_i32_s (local.get $p)))
    (local.set $i (i64.extend_i32_u (i32.mul (local.get $n) (i32.const 6))))
    (loop $l
      (i64.store (local.get $a) (i64.add (local.get $i) (i64.load (local.get $a))))
      (local.set $a (i64.add (local.get $a) (i64.const 8)))
      (br_if $l (i32.eqz (i64.eqz
        (local.tee $i (i64.sub (local.get $i) (i64.const 1)))))))
    (i32.wrap_i64 (local.get $a)))
  (func (export "down") (param $p i32) (param $n i32) (result i32)
    (local $a i64) (local $i i64)
    (local.set $a (i64.extend_i32_s (local.get $p)))
    (local.set $i (i64.extend_i32_u (i32.add (local.get $n) (i32.const 3))))
    (loop $l
      (i32.store (local.get $a) (i32.wrap_i64 (local.get $i)))
      (local.set $a (i64.sub (local.get $a) (i64.const 12)))
      (br_if $l (i32.eqz (i64.eqz
        (local.tee $i (i64.sub (local.get $i) (i64.const 1)))))))
    (i32.wrap_i64 (local.get $a)))
  (func (export "stride") (param $p i32) (param $n i32) (result i32)
    (local $a i64) (local $i i32) (local $step i64)
    (local.set $a (i64.extend_i32_s (local.get $p)))
    (local.set $step (i64.shl (i64.const -3)
      (i64.extend_i32_u (i32.mul (local.get $n) (i32.const 15)))))
    (local.set $i (i32.const 9))
    (loop $l
      (i32.store8 (local.get $a) (local.get $i))
      (local.set $a (i64.add (local.get $a) (local.get $step)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.wrap_i64 (local.get $a)))
  ;; A small offset and a large one.
  (func (export "offset") (param $p i32) (param $n i32) (result i32)
    (local $a i64) (local $i i32)
    (local.set $a (i64.extend_i32_s (local.get $p)))
    (local.set $i (i32.const 5))
    (loop $l
      (i32.store offset=24 (local.get $a) (local.get $i))
      (if (i32.eq (local.get $n) (local.get $i))
        (then (i32.store offset=0xfffffff0 (local.get $a) (local.get $i))))
      (local.set $a (i64.add (local.get $a) (i64.const 4)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.wrap_i64 (local.get $a))))
