;; Masked indices lie in a table of constant address, also in a loop in front of
;; which the size of memory was loaded: one pass of -O2 is for ranges there.
;; (Known bits alone do not say so here.)
;; RUN: sinter compile -O2 %wasm --verify-ir --instances=one --emit=llvm-ir -o - | FileCheck %s
(module $m
  (memory 3)
  (func (export "grow") (drop (memory.grow (i32.const 1))))
  ;; The last byte that can be read is at 165535, of three pages.
  ;; CHECK-LABEL: define {{.*}}@m.texels(
  ;; CHECK:       loop:
  ;; CHECK-NOT:     icmp {{ugt|ult}} i64
  ;; CHECK:         load i32
  ;; CHECK-NOT:     icmp {{ugt|ult}} i64
  ;; CHECK:       {{^}}}
  (func (export "texels") (param $n i32) (param $x i32) (param $y i32) (result i32)
    (local $sum i32)
    (local.set $sum (i32.load (local.get $n)))
    (loop $next
      (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525))
        (i32.const 1013904223)))
      (local.set $y (i32.xor (local.get $y) (local.get $x)))
      (local.set $sum (i32.add (local.get $sum) (i32.load offset=100000
        (i32.add (i32.and (local.get $y) (i32.const 0xfe00))
          (i32.and (i32.shr_u (local.get $x) (i32.const 6)) (i32.const 0x1fc))))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  ;; Here it is the first behind them: the check stays in the loop that runs if
  ;; memory has not grown.
  ;; CHECK-LABEL: define {{.*}}@m.beyond(
  ;; CHECK:         icmp ugt i64 %mem.size, 196608
  ;; CHECK:       loop.exact:
  ;; CHECK:         icmp ugt i64 {{.*}}, %mem.size
  ;; CHECK:         load i32
  (func (export "beyond") (param $n i32) (param $x i32) (param $y i32) (result i32)
    (local $sum i32)
    (local.set $sum (i32.load (local.get $n)))
    (loop $next
      (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525))
        (i32.const 1013904223)))
      (local.set $y (i32.xor (local.get $y) (local.get $x)))
      (local.set $sum (i32.add (local.get $sum) (i32.load offset=131073
        (i32.add (i32.and (local.get $y) (i32.const 0xfe00))
          (i32.and (i32.shr_u (local.get $x) (i32.const 6)) (i32.const 0x1fc))))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
