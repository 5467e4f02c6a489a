;; A number that one iteration stores and the next one loads, and in between a
;; store of another width to some of its bytes.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t narrow wide same | FileCheck %s
;; RUN: sinter compile -O3 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t narrow wide same | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1)
  ;; The byte at 14 is one of the eight from 10 on, which were stored at 18 in
  ;; the iteration before.
  (func (export "narrow") (param $p i32) (param $n i32) (result i32)
    (local $x i64) (local $i i32) (local $y i64)
    (loop $l
      (i32.store8 offset=14 (local.get $p) (local.get $i))
      (i64.store offset=18 (local.get $p) (local.get $y))
      (local.set $x (i64.xor (i64.rotl (local.get $x) (i64.const 5))
        (i64.load offset=10 (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
        (i32.const 20))))
    (i32.xor (i32.wrap_i64 (local.get $x))
      (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 32)))))
  ;; The byte is loaded again after eight bytes around it were stored.
  (func (export "wide") (param $p i32) (param $n i32) (result i32)
    (local $x i32) (local $i i32)
    (loop $l
      (i64.store offset=7 (local.get $p) (i64.extend_i32_u (local.get $x)))
      (local.set $x (i32.add (i32.rotl (local.get $x) (i32.const 3))
        (i32.load8_u offset=8 (local.get $p))))
      (i32.store8 offset=9 (local.get $p) (local.get $x))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
        (i32.const 20))))
    (local.get $x))
  ;; Of one width, but not at the same places.
  (func (export "same") (param $p i32) (param $n i32) (result i32)
    (local $x i64) (local $i i32) (local $y i64)
    (loop $l
      (i64.store offset=14 (local.get $p) (i64.extend_i32_u (local.get $i)))
      (i64.store offset=18 (local.get $p) (local.get $y))
      (local.set $x (i64.xor (i64.rotl (local.get $x) (i64.const 5)) (i64.load offset=10 (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20))))
    (i32.xor (i32.wrap_i64 (local.get $x)) (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 32))))))
