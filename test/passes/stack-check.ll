; RUN: sinter-opt -passes=sinter-stack-check %s | FileCheck %s
; Functions that call something compare the stack pointer with the store's
; limit; leaves, and functions that are none of the module's, do not.

@sinter.instance = internal global [4 x i64] zeroinitializer

; CHECK: @m.instance = external hidden global

declare void @host()
declare void @fatal() noreturn

; CHECK-LABEL: define void @caller(
; CHECK-NEXT:    %local = alloca i64
; CHECK-NEXT:    %sp = call i64 @llvm.read_register.i64(metadata ![[RSP:[0-9]+]])
; CHECK-NEXT:    [[STORE_AT:%.*]] = getelementptr inbounds %sinter_Instance, ptr %inst, i32 0, i32 1
; CHECK-NEXT:    [[STORE:%.*]] = load ptr, ptr [[STORE_AT]]
; CHECK-NEXT:    [[LIMIT_AT:%.*]] = getelementptr inbounds %sinter_Store, ptr [[STORE]], i32 0, i32 0
; CHECK-NEXT:    [[LIMIT:%.*]] = load i64, ptr [[LIMIT_AT]]
; CHECK-NEXT:    %exhausted = icmp ult i64 %sp, [[LIMIT]]
; CHECK-NEXT:    br i1 %exhausted, label %overflow, label %body, !prof
; CHECK:       overflow:
; CHECK-NEXT:    call void @sinter_trap(ptr %inst, i32 12)
; CHECK-NEXT:    unreachable
; CHECK:         call void @host()
define void @caller(i32 %x, ptr %inst) #0 {
  %local = alloca i64
  call void @host()
  ret void
}

; CHECK-LABEL: define void @one(
; CHECK:         call void @sinter_trap(ptr @sinter.instance, i32 12)
define void @one() #1 {
  call void @host()
  ret void
}

; The instance of another shard of the module.
; CHECK-LABEL: define void @shard(
; CHECK:         call void @sinter_trap(ptr @m.instance, i32 12)
define void @shard() #2 {
  call void @host()
  ret void
}

; CHECK-LABEL: define i32 @leaf(
; CHECK-NOT:     read_register
; CHECK:         ret i32
define i32 @leaf(i32 %x, ptr %inst) #0 {
  %y = call i32 @llvm.ctpop.i32(i32 %x)
  ret i32 %y
}

; A trap does not come back, and a tail call leaves no frame behind.
; CHECK-LABEL: define tailcc void @tail(
; CHECK-NOT:     read_register
; CHECK:         musttail
define tailcc void @tail(i1 %x, ptr %inst) #0 {
  br i1 %x, label %a, label %b
a:
  call void @fatal()
  unreachable
b:
  musttail call tailcc void @tail(i1 %x, ptr %inst)
  ret void
}

; CHECK-LABEL: define void @thunk(
; CHECK-NOT:     read_register
; CHECK:         ret void
define void @thunk(ptr %inst) {
  call void @host()
  ret void
}

; The function that is called checks. When it is inlined, this one does.
; CHECK-LABEL: define void @adapter(
; CHECK-NOT:     read_register
; CHECK:         ret void
define void @adapter(i32 %x, ptr %inst) #3 {
  call void @caller(i32 %x, ptr %inst) #4
  ret void
}

; CHECK: ![[RSP]] = !{!"rsp"}

attributes #0 = { "wasm-function"="7" "wasm-instance"="param" }
attributes #1 = { "wasm-function"="8" "wasm-instance"="sinter.instance" }
attributes #2 = { "wasm-function"="9" "wasm-instance"="m.instance" }
attributes #3 = { "wasm-function"="7" "wasm-instance"="param" "wasm-adapter" }
attributes #4 = { "wasm-adapter" }
