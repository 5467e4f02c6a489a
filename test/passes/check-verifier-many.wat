;; The verifier finds the fact about the last access among those about all that
;; came before it.
;; RUN: sinter compile -O2 --verify-ir %wasm -o %t.o
(module
  (memory 2 2)
  (func (export "f") (param $p i32) (param $q i32) (param $sum i64) (result i64)
    (local $at i32)
    (local.set $at
      (i32.add (i32.shl (i32.load8_u (local.get $p)) (i32.const 2))
               (local.get $q)))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=8 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=108 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=208 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=308 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=408 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=508 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=608 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=708 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=808 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=908 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=1008 (local.get $at))))
    (local.set $sum (i64.add (local.get $sum) (i64.load offset=1108 (local.get $at))))
    (local.get $sum)))
