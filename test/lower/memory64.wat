;; A 64-bit address is compared with `size - reach`; that difference is formed
;; only where it exists.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  (memory (export "memory") i64 1)

  ;; CHECK-LABEL: define {{.*}}within_minimum
  ;; CHECK:      %[[LAST:.*]] = sub nuw i64 %mem.size, 12
  ;; CHECK-NEXT: %[[OOB:.*]] = icmp ugt i64 %{{.*}}, %[[LAST]]
  ;; CHECK-NEXT: br i1 %[[OOB]]
  (func $within_minimum (export "within_minimum") (param i64) (result i32)
    (i32.load offset=8 (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}beyond_minimum
  ;; CHECK:      %[[LAST:.*]] = sub i64 %mem.size, 65537
  ;; CHECK-NEXT: %[[HIGH:.*]] = icmp ugt i64 %{{.*}}, %[[LAST]]
  ;; CHECK-NEXT: %[[SMALL:.*]] = icmp ult i64 %mem.size, 65537
  ;; CHECK-NEXT: %[[OOB:.*]] = or i1 %[[SMALL]], %[[HIGH]]
  ;; CHECK-NEXT: br i1 %[[OOB]]
  (func $beyond_minimum (export "beyond_minimum") (param i64) (result i32)
    (i32.load8_u offset=65536 (local.get 0)))

  ;; No memory reaches that far.
  ;; CHECK-LABEL: define {{.*}}never
  ;; CHECK:      br i1 true, label %trap
  (func $never (export "never") (param i64) (result i32)
    (i32.load8_u offset=0xffffffffffffffff (local.get 0))))
