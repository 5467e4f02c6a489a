;; Integer arithmetic is LLVM's, with what LLVM leaves undefined tested or
;; masked first.
;; RUN: sinter compile --emit=llvm-ir -O2 --unoptimized %wasm -o - | FileCheck %s
(module
  ;; CHECK-LABEL: define {{.*}}div_s
  ;; CHECK:      %[[ZERO:.*]] = icmp eq i32 %[[B:.*]], 0
  ;; CHECK-NEXT: br i1 %[[ZERO]], label %{{.*}}, label %{{.*}}, !prof
  ;; CHECK:      icmp eq i32 %{{.*}}, -2147483648
  ;; CHECK-NEXT: icmp eq i32 %[[B]], -1
  ;; CHECK-NEXT: %[[FAILS:.*]] = and i1
  ;; CHECK-NEXT: br i1 %[[FAILS]]
  ;; CHECK:      sdiv i32
  (func $div_s (export "div_s") (param i32 i32) (result i32)
    (i32.div_s (local.get 0) (local.get 1)))

  ;; A remainder by -1 is one by 1.
  ;; CHECK-LABEL: define {{.*}}rem_s
  ;; CHECK:      %[[ONE:.*]] = icmp eq i64 %[[B:.*]], -1
  ;; CHECK-NEXT: %[[D:.*]] = select i1 %[[ONE]], i64 1, i64 %[[B]]
  ;; CHECK-NEXT: srem i64 %{{.*}}, %[[D]]
  (func $rem_s (export "rem_s") (param i64 i64) (result i64)
    (i64.rem_s (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}shift
  ;; CHECK:      %[[N:.*]] = and i64 %{{.*}}, 63
  ;; CHECK-NEXT: shl i64 %{{.*}}, %[[N]]
  (func $shift (export "shift") (param i64 i64) (result i64)
    (i64.shl (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}bits
  ;; CHECK:      call i32 @llvm.fshr.i32(i32 %[[X:.*]], i32 %[[X]], i32
  ;; CHECK:      call i32 @llvm.ctlz.i32(i32 %{{.*}}, i1 false)
  ;; CHECK:      call i32 @llvm.ctpop.i32
  (func $bits (export "bits") (param i32 i32) (result i32)
    (i32.popcnt (i32.clz (i32.rotr (local.get 0) (local.get 1))))))
