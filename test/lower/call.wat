;; Ordinary calls are notail; several results come in a pair or a struct.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  (func $two (export "two") (result i32 i64) (i32.const 1) (i64.const 2))
  (func $three (export "three") (result i32 i64 f32)
    (i32.const 1) (i64.const 2) (f32.const 3))

  ;; CHECK-LABEL: define {{.*}}caller
  ;; CHECK:      %[[PAIR:.*]] = notail call { i32, i64 } @{{.*}}two
  ;; CHECK-NEXT: extractvalue { i32, i64 } %[[PAIR]], 0
  ;; CHECK-NEXT: extractvalue { i32, i64 } %[[PAIR]], 1
  (func $caller (export "caller") (result i64)
    (call $two) (call $drop_first))
  (func $drop_first (param i32 i64) (result i64) (local.get 1))

  ;; CHECK-LABEL: define {{.*}}many
  ;; CHECK:      %[[SLOT:results.*]] = alloca { i32, i64, float }
  ;; CHECK:      notail call void @{{.*}}three{{.*}}(ptr %[[SLOT]]
  ;; CHECK:      load i32
  ;; CHECK:      load i64
  ;; CHECK:      load float
  (func $many (export "many") (result f32)
    (local f32)
    (call $three) (local.set 0) (drop) (drop) (local.get 0)))
