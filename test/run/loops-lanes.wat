;; Loops whose addresses are lanes of vectors: around the edges of the memory
;; the same results, traps and stores as without optimisation.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 --verify-ir %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t linear clamped | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1 3)
  ;; p + 4 * (n * lane + i), so that single lanes are out of bounds; each stores
  ;; before the next one traps.
  (func (export "linear") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $x v128) (local $a v128)
    (local.set $x (i32x4.mul (i32x4.splat (local.get $n))
      (v128.const i32x4 0 1 2 3)))
    (loop $l
      (local.set $a (i32x4.add (i32x4.splat (local.get $p))
        (i32x4.shl (local.get $x) (i32.const 2))))
      (i32.store8 (i32x4.extract_lane 0 (local.get $a)) (local.get $i))
      (i32.store8 (i32x4.extract_lane 3 (local.get $a)) (i32.const 3))
      (i32.store8 (i32x4.extract_lane 1 (local.get $a)) (i32.const 1))
      (i32.store8 (i32x4.extract_lane 2 (local.get $a)) (i32.const 2))
      (local.set $x (i32x4.add (local.get $x) (i32x4.splat (i32.const 1))))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
        (i32.const 12))))
    (local.get $i))
  ;; Columns clamped to 0 .. n - 1, of rows from p on: signed, so none for n <= 0.
  (func (export "clamped") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $sum i32) (local $x v128) (local $c v128)
    (local.set $x (v128.const i32x4 -4 -3 -2 -1))
    (loop $l
      (local.set $c (i32x4.max_s (v128.const i32x4 0 0 0 0) (i32x4.min_s
        (local.get $x) (i32x4.splat (i32.sub (local.get $n) (i32.const 1))))))
      (local.set $c (i32x4.add (local.get $c) (i32x4.splat (local.get $p))))
      (local.set $sum (i32.add (local.get $sum)
        (i32.load8_u (i32x4.extract_lane 2 (local.get $c)))))
      (i32.store8 (i32x4.extract_lane 0 (local.get $c)) (local.get $sum))
      (i32.store8 (i32x4.extract_lane 3 (local.get $c)) (local.get $i))
      (local.set $sum (i32.add (local.get $sum)
        (i32.load8_u (i32x4.extract_lane 1 (local.get $c)))))
      (local.set $x (i32x4.add (local.get $x) (v128.const i32x4 4 4 4 4)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
        (i32.const 9))))
    (local.get $sum)))
