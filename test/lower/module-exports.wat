;; C functions for exports: they enter the sandbox unless it is already
;; running, and give several results in a struct of the caller. The limit of the
;; stack is where the store says, not in a variable of the module.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
;; RUN: sinter compile --module-name=m %wasm -o %t.so && llvm-readelf --dynamic %t.so | FileCheck --check-prefix=SHARED %s
;; SHARED-NOT: STATIC_TLS
(module
  (memory (export "memory") 1)
  (func (export "add-2") (param i32) (result i32) (i32.add (local.get 0) (i32.const 2)))
  (func (export "add.2") (param i32) (result i32) (local.get 0))
  (func (export "pair") (param i64) (result i64 f32) (local.get 0) (f32.const 1))

  ;; Sorted by name: add-2, add.2, memory, pair.
  ;; CHECK: @m.exports = {{.*}} [i32 {{[0-9]+}}, i32 5, i32 0, i32 0, i32 {{[0-9]+}}, i32 5, i32 0, i32 1, i32 {{[0-9]+}}, i32 6, i32 2, i32 0, i32 {{[0-9]+}}, i32 4, i32 0, i32 2]
  ;; CHECK: @m_module = {{.*}}constant %sinter_Module
  ;; CHECK: @m_module.interface.{{[0-9a-f]+}} = alias

  ;; CHECK-LABEL: define ptr @m_memory(ptr %0)
  ;; CHECK:       %[[M:.*]] = getelementptr inbounds %instance, ptr %0, i32 0, i32 2
  ;; CHECK-NEXT:  ret ptr %[[M]]

  ;; CHECK-LABEL: define i32 @m_add_2(ptr %0, i32 %1)
  ;; CHECK:       %[[LIMIT:.*]] = load i64
  ;; CHECK-NEXT:  %nested = icmp ne i64 %[[LIMIT]], 0
  ;; CHECK:       put.away:
  ;; CHECK:       store volatile ptr null
  ;; CHECK:       enter:
  ;; CHECK:       %[[DISTANCE:.*]] = load i64
  ;; CHECK-NEXT:  %[[THREAD:.*]] = call ptr @llvm.thread.pointer()
  ;; CHECK-NEXT:  getelementptr i8, ptr %[[THREAD]], i64 %[[DISTANCE]]
  ;; CHECK:       icmp eq i64 %[[DISTANCE]], 0
  ;; CHECK:       or i1
  ;; CHECK:       br i1 %{{.*}}, label %foreign, label %own
  ;; CHECK:       call i32 @{{.*}}(i32 %1, ptr %0) #[[NOINLINE:[0-9]+]]{{$}}
  ;; CHECK:       foreign:
  ;; CHECK-NEXT:  call void @sinter_enter(
  ;; CHECK:       own:
  ;; CHECK:       store volatile i64
  ;; CHECK:       restore:
  ;; CHECK:       store volatile ptr
  ;; CHECK:       leave:
  ;; CHECK:       store volatile i64 0
  ;; CHECK:       define i32 @m_add_2_2(ptr

  ;; CHECK-LABEL: define void @m_pair(ptr %0, ptr %1, i64 %2)
  ;; CHECK:       %[[P:.*]] = call { i64, float } @{{.*}}(i64 %2, ptr %0)
  ;; CHECK:       store { i64, float } %[[P]], ptr %1

  ;; CHECK: attributes #[[NOINLINE]] = { noinline }{{$}}
)
