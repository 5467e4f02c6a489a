;; A compiler unrolled a loop of an odd number of iterations by two: the exit is
;; in the middle. Bounds checks hide that. When they are gone, the loop is turned
;; so that it ends with its exit, and rolled up again; then it becomes vectors.
;; RUN: sinter compile -O2 %wasm --verify-ir --instances=one --emit=llvm-ir -o - | FileCheck %s
;; RUN: sinter compile -O3 %wasm --verify-ir --instances=one --emit=llvm-ir -o - | FileCheck %s
(module $m
  (memory 16)
  (func (export "grow") (drop (memory.grow (i32.const 1))))
  ;; for (row = 0; row < 200 * 960; row += 960)
  ;;   for (i = 0;; i += 8) {
  ;;     h[row + i] -= 0.5 * (e[row + i + 4] - e[row + i]);
  ;;     if (i == 952) break;
  ;;     h[row + i + 4] -= 0.5 * (e[row + i + 8] - e[row + i + 4]); }
  ;; CHECK-LABEL: define {{.*}}@m.field(
  ;; CHECK:         fmul <4 x float>
  ;; CHECK:         store <4 x float>
  (func (export "field")
    (local $row i32) (local $i i32) (local $a i32) (local $x f32) (local $y f32)
    (loop $rows
      (local.set $x (f32.load offset=387728 (local.get $row)))
      (local.set $i (i32.const 0))
      (block $done
        (loop $next
          (local.set $a (i32.add (i32.add (local.get $row) (local.get $i)) (i32.const 3732)))
          (f32.store (local.get $a)
            (f32.sub (f32.load (local.get $a))
              (f32.mul (f32.const 0.5)
                (f32.sub
                  (local.tee $y (f32.load
                    (i32.add (i32.add (local.get $row) (local.get $i)) (i32.const 387732))))
                  (local.get $x)))))
          (br_if $done (i32.eq (local.get $i) (i32.const 952)))
          (local.set $a (i32.add (i32.add (local.get $row) (local.get $i)) (i32.const 3736)))
          (f32.store (local.get $a)
            (f32.sub (f32.load (local.get $a))
              (f32.mul (f32.const 0.5)
                (f32.sub
                  (local.tee $x (f32.load
                    (i32.add (i32.add (local.get $row) (local.get $i)) (i32.const 387736))))
                  (local.get $y)))))
          (local.set $i (i32.add (local.get $i) (i32.const 8)))
          (br $next)))
      (br_if $rows (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 960)))
        (i32.const 192000))))))
