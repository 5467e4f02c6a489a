;; Where the state of an instance lies: with many instances behind a parameter,
;; with one in variables that LLVM sees through.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s --check-prefixes=CHECK,MANY
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m --instances=one %wasm -o - | FileCheck %s --check-prefixes=CHECK,ONE
(module
  (memory 1)
  (global $private (mut i32) (i32.const 7))
  (global $shared (export "shared") (mut i64) (i64.const 8))

  ;; MANY:     %instance = type { %sinter_Instance, [1 x %sinter_FuncRef], %sinter_Memory, i32, %sinter_Global, [0 x i64], [0 x i64] }
  ;; ONE:      %instance = type { %sinter_Instance, [1 x %sinter_FuncRef], %sinter_Memory, %sinter_Global, [0 x i64], [0 x i64] }
  ;; ONE-DAG:  @sinter.instance = internal global %instance zeroinitializer, align 16
  ;; ONE-DAG:  @m.private = internal global i32 7

  ;; Only functions that can be called through a reference take an instance.
  ;; MANY:      define internal noundef i32 @m.get(ptr {{.*}}%instance)
  ;; MANY:      %[[P:.*]] = getelementptr inbounds %instance, ptr %instance, i32 0, i32 3
  ;; MANY-NEXT: load i32, ptr %[[P]], align 4, !tbaa
  ;; ONE:       define internal noundef i32 @m.get()
  ;; ONE:       load i32, ptr @m.private, align 4, !tbaa
  (func $get (result i32) (global.get $private))

  (func $set (global.set $private (i32.const 1)))

  ;; CHECK:     define internal noundef i64 @m.both({{.*}}ptr {{.*}}%instance)
  ;; MANY:      call i32 @m.get(ptr %instance)
  ;; ONE:       call i32 @m.get()
  ;; MANY:      getelementptr inbounds %instance, ptr %instance, i32 0, i32 4
  ;; ONE:       load i64, ptr getelementptr inbounds (%instance, ptr @sinter.instance, i32 0, i32 3)
  (func $both (export "both") (result i64)
    (i64.add (i64.extend_i32_u (call $get)) (global.get $shared)))

  ;; The value of a private global is there from the start with one instance.
  ;; CHECK:     define internal void @m.init(ptr {{.*}}%instance)
  ;; MANY:      store i32 7
  ;; ONE-NOT:   store i32 7
  ;; CHECK:     store i64 8
)
