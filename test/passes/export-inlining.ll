; RUN: sinter-opt -passes=sinter-export-inlining %s | FileCheck %s
; Calls of Wasm functions that cannot be in a backtrace may be inlined: those
; without calls and volatile accesses.

declare void @sinter_trap(ptr, i32)
declare i32 @other(i32)
declare i32 @llvm.ctpop.i32(i32)

define internal i32 @pure(i32 %x) #0 {
  %bits = call i32 @llvm.ctpop.i32(i32 %x)
  ret i32 %bits
}
define internal i32 @traps(i32 %x) #0 {
  %zero = icmp eq i32 %x, 0
  br i1 %zero, label %trap, label %go
trap:
  call void @sinter_trap(ptr null, i32 1)
  unreachable
go:
  ret i32 %x
}
define internal i32 @faults(ptr %p) #0 {
  %v = load volatile i32, ptr %p
  ret i32 %v
}
define internal i32 @host(i32 %x) {
  ret i32 %x
}

; CHECK-LABEL: define i32 @export
; CHECK-NEXT: call i32 @pure(i32 %x){{$}}
; CHECK-NEXT: call i32 @traps(i32 %x) #[[NOINLINE:[0-9]+]]
; CHECK-NEXT: call i32 @faults(ptr %p) #[[NOINLINE]]
; CHECK-NEXT: call i32 @host(i32 %x) #[[NOINLINE]]
; CHECK-NEXT: call i32 @other(i32 %x) #[[NOINLINE]]
define i32 @export(i32 %x, ptr %p) {
  %1 = call i32 @pure(i32 %x) #1
  %2 = call i32 @traps(i32 %x) #1
  %3 = call i32 @faults(ptr %p) #1
  %4 = call i32 @host(i32 %x) #1
  %5 = call i32 @other(i32 %x) #1
  ret i32 %5
}
attributes #0 = { "wasm-function"="1" }
attributes #1 = { noinline }
; CHECK: attributes #[[NOINLINE]] = { noinline }
