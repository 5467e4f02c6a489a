; RUN: sinter-opt -passes=sinter-stack-check %s | FileCheck %s
; The check waits until a call is certain, but not into a loop. A large frame is
; checked at once, and so is everything in code that is not optimised.

declare void @host()
declare i64 @sinter_memory_grow(ptr, i64)

; CHECK-LABEL: define i32 @early(
; CHECK-NEXT:    %small = icmp slt i32 %x, 2
; CHECK-NEXT:    br i1 %small, label %out, label %deep
; CHECK:       deep:
; CHECK-NEXT:    %y = add
; CHECK-NEXT:    %sp = call i64 @llvm.read_register
; CHECK:         br i1 %exhausted
; CHECK:       body:
; CHECK-NEXT:    call void @host()
define i32 @early(i32 %x, ptr %inst) #0 {
  %small = icmp slt i32 %x, 2
  br i1 %small, label %out, label %deep
deep:
  %y = add i32 %x, 1
  call void @host()
  br label %out
out:
  %z = phi i32 [ %x, %0 ], [ %y, %deep ]
  ret i32 %z
}

; Both arms call: the branch in front of them.
; CHECK-LABEL: define void @both(
; CHECK:       fork:
; CHECK-NEXT:    %sp = call i64 @llvm.read_register
; CHECK:       body:
; CHECK-NEXT:    br i1 %b, label %left, label %right
; CHECK:       left:
; CHECK-NEXT:    call void @host()
define void @both(i1 %a, i1 %b, ptr %inst) #0 {
  br i1 %a, label %fork, label %out
fork:
  br i1 %b, label %left, label %right
left:
  call void @host()
  br label %out
right:
  call void @host()
  br label %out
out:
  ret void
}

; Once, on the way into the loop.
; CHECK-LABEL: define void @loop(
; CHECK:         br i1 %none, label %out, label %[[PRE:.*]]
; CHECK:       [[PRE]]:
; CHECK-NEXT:    %sp = call i64 @llvm.read_register
; CHECK-NOT:     @llvm.read_register
define void @loop(i32 %n, ptr %inst) #0 {
  %none = icmp eq i32 %n, 0
  br i1 %none, label %out, label %outer
outer:
  %i = phi i32 [ 0, %0 ], [ %i2, %latch ]
  br label %inner
inner:
  call void @host()
  br i1 %none, label %inner, label %latch
latch:
  %i2 = add i32 %i, 1
  %again = icmp ult i32 %i2, %n
  br i1 %again, label %outer, label %out
out:
  ret void
}

; The runtime calls nothing of the guest's.
; CHECK-LABEL: define i64 @runtime(
; CHECK-NOT:     read_register
; CHECK:         ret i64
define i64 @runtime(ptr %inst) #0 {
  %old = call i64 @sinter_memory_grow(ptr %inst, i64 1)
  ret i64 %old
}

; CHECK-LABEL: define void @large(
; CHECK-NEXT:    %buffer = alloca
; CHECK-NEXT:    %sp = call i64 @llvm.read_register
; CHECK-NEXT:    %room = sub i64 %sp, 20000
define void @large(i1 %x, ptr %inst) #0 {
  %buffer = alloca [20000 x i8]
  br i1 %x, label %deep, label %out
deep:
  call void @host()
  br label %out
out:
  ret void
}

; CHECK-LABEL: define void @plain(
; CHECK-NEXT:    %sp = call i64 @llvm.read_register
define void @plain(i1 %x, ptr %inst) #1 {
  br i1 %x, label %deep, label %out
deep:
  call void @host()
  br label %out
out:
  ret void
}

; The store of an executable is a variable.
; CHECK-LABEL: define void @main(
; CHECK:         load i64, ptr @sinter_main_store
; CHECK:         call void @sinter_trap(ptr @sinter.instance, i32 12)
define void @main() #2 {
  call void @host()
  ret void
}

@sinter.instance = internal global [4 x i64] zeroinitializer

attributes #0 = { "wasm-function"="7" "wasm-instance"="param" }
attributes #1 = { noinline optnone "wasm-function"="8" "wasm-instance"="param" }
attributes #2 = { "wasm-function"="9" "wasm-instance"="sinter.instance" "wasm-store"="sinter_main_store" }
