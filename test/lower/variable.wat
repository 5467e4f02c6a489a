;; Locals are slots of the entry block, zero or null at first; a global that
;; never changes is its value.
;; RUN: sinter compile --emit=llvm-ir -O2 --unoptimized %wasm -o - | FileCheck %s
(module
  (global $constant i32 (i32.const 42))
  (global $variable (mut i64) (i64.const 1))

  ;; CHECK-LABEL: define {{.*}}locals
  ;; CHECK-DAG:  %ref = alloca ptr
  ;; CHECK-DAG:  %zero = alloca double
  ;; CHECK-DAG:  store double 0.000000e+00, ptr %zero
  ;; CHECK-DAG:  store ptr null, ptr %ref
  (func $locals (export "locals") (param $p i32) (result f64)
    (local $zero f64) (local $ref externref)
    (local.get $zero))

  ;; CHECK-LABEL: define {{.*}}constant
  ;; CHECK:      phi i32 [ 42, %entry ]
  (func $constant (export "constant") (result i32) (global.get $constant))

  ;; CHECK-LABEL: define {{.*}}count
  ;; CHECK:      load i64, ptr %{{.*}}, !tbaa
  ;; CHECK:      store i64 %{{.*}}, ptr %{{.*}}, !tbaa
  (func $count (export "count")
    (global.set $variable (i64.add (global.get $variable) (i64.const 1))))

  ;; CHECK-LABEL: define {{.*}}choose
  ;; CHECK:      select i1 %{{.*}}, i64 %{{.*}}, i64 %{{.*}}
  (func $choose (export "choose") (param i64 i64 i32) (result i64)
    (select (local.get 0) (local.get 1) (local.get 2))))
