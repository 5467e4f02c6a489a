; RUN: sinter-opt -passes=sinter-stack-check %s | FileCheck %s
; Large frames have to be free below the stack pointer, also in leaves. Their
; size comes from allocas or from an earlier emission; emission is told to report
; frames that are larger than assumed.

; 3000 * 16 bytes of allocas; they stay in the entry block, in front.
; CHECK-LABEL: define void @allocas(
; CHECK-SAME:    #[[ALLOCAS:[0-9]+]]
; CHECK-NEXT:    %a = alloca [1500 x <2 x i64>]
; CHECK-NEXT:    %b = alloca [1500 x <2 x i64>]
; CHECK-NEXT:    %sp = call i64 @llvm.read_register
; CHECK-NEXT:    %room = sub i64 %sp, 48000
; CHECK:         icmp ult i64 %room,
; CHECK:         store i32 1, ptr %a
define void @allocas(ptr %inst) #0 {
  %a = alloca [1500 x <2 x i64>]
  store i32 1, ptr %a
  %b = alloca [1500 x <2 x i64>]
  ret void
}

; CHECK-LABEL: define void @reported(
; CHECK-SAME:    #[[REPORTED:[0-9]+]]
; CHECK-NEXT:    %sp = call i64 @llvm.read_register
; CHECK-NEXT:    %room = sub i64 %sp, 20000
define void @reported(ptr %inst) #1 {
  ret void
}

; CHECK-LABEL: define void @small(
; CHECK-SAME:    #[[SMALL:[0-9]+]]
; CHECK-NOT:     read_register
; CHECK:         ret void
define void @small(ptr %inst) #0 {
  %a = alloca [1000 x i64]
  ret void
}

; CHECK-DAG: attributes #[[ALLOCAS]] = { "warn-stack-size"="64384"
; CHECK-DAG: attributes #[[REPORTED]] = { "warn-stack-size"="36384"
; CHECK-DAG: attributes #[[SMALL]] = { "warn-stack-size"="16384"

attributes #0 = { "wasm-function"="7" "wasm-instance"="param" }
attributes #1 = { "wasm-function"="8" "wasm-instance"="param" "wasm-frame"="20000" }
