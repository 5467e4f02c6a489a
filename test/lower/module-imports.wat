;; Imported functions: C symbols that the linker finds, behind an adapter that
;; LLVM inlines, or references that instantiation fills in: with the runtime's
;; functions for WASI, unless the host has others.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m --imports=symbols %wasm -o - | FileCheck %s --check-prefixes=CHECK,SYM
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m --imports=instantiation %wasm -o - | FileCheck %s --check-prefixes=CHECK,INST
(module
  (import "my-env" "pair.x" (func $pair (param f32) (result i32 i64)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))

  ;; SYM:  @m.imports = {{.*}}ptr @m.my-env.pair.x.import,{{.*}}ptr @m.wasi_snapshot_preview1.sched_yield.import
  ;; INST: @m.imports = {{.*}} i64 48, ptr null, {{.*}} i64 80, ptr @m.wasi_snapshot_preview1.sched_yield.import,

  ;; CHECK-LABEL: define internal noundef i32 @m.f(
  ;; SYM:         %context = load ptr, ptr %{{.*}}, !invariant.load
  ;; SYM:         call { i32, i64 } @m.my-env.pair.x.import(float 1.000000e+00, ptr %context)
  ;; INST:        %code = load ptr, ptr %{{.*}}, !invariant.load
  ;; INST:        %callee.instance = load ptr
  ;; INST:        call { i32, i64 } %code(float 1.000000e+00, ptr %callee.instance)
  ;; INST:        call i32 %code
  (func $f (export "f") (result i32)
    (call $pair (f32.const 1)) (drop) (call $yield) (i32.add))

  ;; SYM-LABEL: define internal { i32, i64 } @m.my-env.pair.x.import(float %0, ptr %1)
  ;; SYM:       call void @my_env_pair_x(ptr %1, ptr %[[OUT:.*]], float %0)
  ;; SYM-NEXT:  load { i32, i64 }, ptr %[[OUT]]
  ;; SYM:       call i32 @sinter_wasi_sched_yield(ptr %0)
)
