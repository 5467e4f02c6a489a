;; At -O0 what a local holds is not read again in the same block, but is in
;; another one and behind a call: there the value itself would come from the
;; stack. Branches compare; nothing says what only optimisation would ask for.
;; RUN: sinter compile --emit=llvm-ir -O0 --unoptimized --instances=many %wasm -o - | FileCheck %s --implicit-check-not="!range" --implicit-check-not="!noundef" --implicit-check-not="!invariant"
(module
  (memory (export "memory") 1)
  (global $g (mut i32) (i32.const 0))
  (func $f (export "f") (drop (memory.grow (i32.const 1))))

  ;; CHECK-LABEL: define {{.*}}block
  ;; CHECK:         store i32 %x, ptr %[[SLOT:x[0-9]*]]
  ;; CHECK-NOT:     load i32, ptr %[[SLOT]]
  ;; CHECK:         %[[SUM:.*]] = add i32 %x, %x
  ;; CHECK-NEXT:    store i32 %[[SUM]], ptr %[[SLOT]]
  ;; CHECK-NEXT:    mul i32 %[[SUM]], %[[SUM]]
  ;; CHECK:         call {{.*}}f
  ;; CHECK:         load i32, ptr %[[SLOT]]
  ;; CHECK:       end:
  ;; CHECK:         load i32, ptr %[[SLOT]]
  (func $block (export "block") (param $x i32) (result i32)
    (local.set $x (i32.add (local.get $x) (local.get $x)))
    (global.set $g (i32.mul (local.get $x) (local.get $x)))
    (call $f)
    (block $b
      (br_if $b (local.get $x)))
    (local.get $x))

  ;; CHECK-LABEL: define {{.*}}branch
  ;; CHECK-NOT:     zext i1
  ;; CHECK:         %[[C:.*]] = icmp sge i32 %x, %y
  ;; CHECK-NEXT:    br i1 %[[C]]
  ;; CHECK-NOT:     zext i1
  ;; CHECK:         %[[D:.*]] = fcmp uge double %{{.*}}, 0.000000e+00
  ;; CHECK-NEXT:    br i1 %[[D]]
  (func $branch (export "branch") (param $x i32) (param $y i32) (param $z f64)
    (block $b
      (br_if $b (i32.eqz (i32.lt_s (local.get $x) (local.get $y)))))
    (block $b
      (br_if $b (i32.eqz (f64.lt (local.get $z) (f64.const 0))))))

  ;; The number is still there where something else needs it.
  ;; CHECK-LABEL: define {{.*}}both
  ;; CHECK:         %[[C:.*]] = icmp slt i32 %x, %y
  ;; CHECK-NEXT:    %[[N:.*]] = zext i1 %[[C]] to i32
  ;; CHECK-NEXT:    store i32 %[[N]], ptr
  ;; CHECK-NEXT:    br i1 %[[C]]
  (func $both (export "both") (param $x i32) (param $y i32) (result i32)
    (block $b
      (br_if $b (local.tee $x (i32.lt_s (local.get $x) (local.get $y)))))
    (local.get $x)))
