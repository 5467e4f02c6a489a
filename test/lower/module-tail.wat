;; With tail calls functions are tailcc, and references to them C functions in
;; front, which tell where the tailcc function is.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  ;; CHECK: @m.type0 = {{.*}} i64 1 }
  ;; CHECK-DAG: @m.funcdefs = {{.*}}ptr @m.f.ref }

  ;; CHECK: define internal tailcc noundef i32 @m.f(i32 noundef {{.*}}, ptr {{.*}}%instance)
  (func $f (export "f") (param i32) (result i32) (return_call $g (local.get 0)))
  ;; CHECK: define internal tailcc noundef i32 @m.g(
  (func $g (param i32) (result i32) (local.get 0))

  ;; CHECK:      define internal i32 @m.f.ref(i32 %0, ptr %1) {{.*}} prefix { i64, i64 } { i64 0, i64 sub (i64 ptrtoint (ptr @m.f to i64), i64 ptrtoint (ptr @m.f.ref to i64)) }
  ;; CHECK:      call tailcc i32 @m.f(i32 %0, ptr %1)
  ;; CHECK:      define internal i32 @m.host0({{.*}} prefix { i64, i64 } zeroinitializer
)
