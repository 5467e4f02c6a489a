;; Loops whose addresses are not linear but stay between two bounds: around the
;; edges of the memory the same results, traps and stores as without
;; optimisation.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 --verify-ir %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t table clamped rows below both | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1 3)
  ;; A table of 16 bit numbers for indices of n bits that are all over it.
  (func (export "table") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $sum i32) (local $at i32)
    (local.set $i (i32.const 40))
    (loop $l
      (local.set $at (i32.add (local.get $p) (i32.shl
        (i32.and (i32.mul (local.get $i) (i32.load8_u (local.get $i))) (i32.const 7))
        (i32.const 1))))
      (local.set $sum (i32.add (local.get $sum) (i32.load16_u (local.get $at))))
      (i32.store16 (local.get $at) (i32.add (local.get $i) (local.get $sum)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $sum))
  ;; Columns -2 .. 11, clamped to a row of 4 * n - 4 of them: less than none too.
  (func (export "clamped") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $x i32) (local $last i32) (local $sum i32)
    (local.set $last (i32.sub (i32.shl (local.get $n) (i32.const 2)) (i32.const 5)))
    (loop $l
      (local.set $x (i32.sub (local.get $i) (i32.const 2)))
      (local.set $x (select (local.get $x) (local.get $last)
        (i32.lt_s (local.get $x) (local.get $last))))
      (local.set $x (select (local.get $x) (i32.const 0)
        (i32.gt_s (local.get $x) (i32.const 0))))
      (local.set $x (i32.add (local.get $p) (i32.shl (local.get $x) (i32.const 2))))
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (i32.load (local.get $x))))
      (i32.store (local.get $x) (local.get $sum))
      (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 14))))
    (local.get $sum))
  ;; Rows 0 .. 7 with a pitch of -4, 0, .., 12, and 2^31 times as many.
  (func (export "rows") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $pitch i32) (local $at i32) (local $sum i32)
    (local.set $pitch (select (i32.const 0x80000000)
      (i32.sub (i32.shl (local.get $n) (i32.const 2)) (i32.const 4))
      (i32.eq (local.get $n) (i32.const 4))))
    (loop $l
      (local.set $at (i32.add (local.get $p) (i32.mul (local.get $pitch)
        (i32.and (i32.mul (local.get $i) (i32.load8_u (local.get $i))) (i32.const 7)))))
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $at))))
      (i32.store (local.get $at) (i32.add (local.get $i) (local.get $sum)))
      (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20))))
    (local.get $sum))
  ;; Below a pointer.
  (func (export "below") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $at i32)
    (loop $l
      (local.set $at (i32.sub (local.get $p)
        (i32.and (i32.mul (local.get $i) (i32.load8_u (local.get $i))) (i32.const 28))))
      (i32.store (local.get $at) (i32.add (local.get $i) (i32.load (local.get $at))))
      (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20))))
    (local.get $at))
  ;; A line up and something else down.
  (func (export "both") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $at i32)
    (loop $l
      (local.set $at (i32.add (i32.mul (local.get $i) (i32.const 3))
        (i32.sub (local.get $p)
          (i32.and (i32.load8_u (local.get $i)) (i32.const 31)))))
      (i32.store16 (local.get $at) (i32.add (local.get $i) (i32.load16_u (local.get $at))))
      (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1)))
        (i32.add (i32.shl (local.get $n) (i32.const 2)) (i32.const 1)))))
    (local.get $at)))
