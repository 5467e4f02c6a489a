;; Tail calls are musttail, whatever the parameters; results that come in a
;; struct go where our caller wants them.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  (type $t (func (param i32) (result i32)))
  (func $wide (param i64 i64 i64 i64 i64 i64 i64 i64) (result i32)
    (i32.const 0))
  (func $three (result i32 i64 f32) (i32.const 1) (i64.const 2) (f32.const 3))

  ;; CHECK-LABEL: define {{.*}}tailcc {{.*}}direct
  ;; CHECK:      %[[R:.*]] = musttail call tailcc i32 @{{.*}}wide
  ;; CHECK-NEXT: ret i32 %[[R]]
  (func $direct (export "direct") (result i32)
    (return_call $wide (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4)
                       (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8)))

  ;; CHECK-LABEL: define {{.*}}tailcc {{.*}}results
  ;; CHECK:      musttail call tailcc void @{{.*}}three{{.*}}(ptr %results
  ;; CHECK-NEXT: ret void
  (func $results (export "results") (result i32 i64 f32)
    (return_call $three))

  ;; CHECK-LABEL: define {{.*}}tailcc {{.*}}by_ref
  ;; CHECK:      musttail call tailcc i32 %{{.*}}(i32 1, ptr %callee.instance)
  ;; CHECK:      plain:
  ;; CHECK:      notail call i32 %code(i32 1, ptr %callee.instance)
  (func $by_ref (export "by_ref") (param (ref $t)) (result i32)
    (return_call_ref $t (i32.const 1) (local.get 0))))
