;; Globals that never change and whose value is known are that value, also
;; through other globals and arithmetic; imported ones are loaded.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  (import "env" "base" (global $base i32))
  (global $seven i32 (i32.const 7))
  (global $folded i32 (i32.mul (i32.add (global.get $seven) (i32.const 3)) (i32.const 2)))
  (global $moved i32 (i32.add (global.get $base) (i32.const 4)))

  ;; CHECK: %instance = type { %sinter_Instance, [1 x %sinter_FuncRef], ptr, i32, [0 x i64], [0 x i64] }

  ;; CHECK-LABEL: define internal noundef i32 @m.folded(
  ;; CHECK:       phi i32 [ 20, %entry ]
  (func $folded (export "folded") (result i32) (global.get $folded))

  ;; CHECK-LABEL: define internal void @m.init(
  ;; CHECK:       %[[F:.*]] = getelementptr inbounds %instance, ptr %instance, i32 0, i32 2
  ;; CHECK-NEXT:  %global = load ptr, ptr %[[F]], align 8, !tbaa !{{.*}}, !invariant.load
  ;; CHECK:       %[[V:.*]] = load i32, ptr %{{.*}}, !invariant.load
  ;; CHECK-NEXT:  %[[S:.*]] = add i32 %[[V]], 4
  ;; CHECK:       store i32 %[[S]]
)
