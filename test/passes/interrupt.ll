; RUN: sinter-opt -passes=sinter-interrupt %s | FileCheck %s
; Functions that can be interrupted look at the store where they could go on for
; ever: at the targets of edges that go back, and on entry where they call.

declare void @host()

; CHECK-LABEL: define void @loop(
; CHECK-NEXT:    br label %again
; CHECK:       again:
; CHECK-NEXT:    %i = phi i64
; CHECK-NEXT:    %[[FIELD:.*]] = getelementptr {{.*}} ptr %inst, i32 0, i32 1
; CHECK-NEXT:    %[[STORE:.*]] = load ptr, ptr %[[FIELD]]
; CHECK-NEXT:    %[[WORD:.*]] = getelementptr {{.*}} ptr %[[STORE]], i32 0, i32 4
; CHECK-NEXT:    %[[SET:.*]] = load atomic i64, ptr %[[WORD]] monotonic, align 8
; CHECK-NEXT:    %stop = icmp ne i64 %[[SET]], 0
; CHECK-NEXT:    br i1 %stop, label %interrupted, label %poll, !prof
; CHECK:       poll:
; CHECK-NEXT:    %next = add i64 %i, 1
; CHECK:         br i1 %done, label %out, label %again
; CHECK:       interrupted:
; CHECK-NEXT:    call void @sinter_trap(ptr %inst, i32 13)
; CHECK-NEXT:    unreachable
define void @loop(i64 %n, ptr %inst) #0 {
  br label %again
again:
  %i = phi i64 [ 0, %0 ], [ %next, %again ]
  %next = add i64 %i, 1
  %done = icmp eq i64 %next, %n
  br i1 %done, label %out, label %again
out:
  ret void
}

; Two entries: no natural loop, and an edge back all the same.
; CHECK-LABEL: define void @irreducible(
; CHECK-COUNT-1: load atomic
; CHECK:       ret void
define void @irreducible(i1 %a, i1 %b, ptr %inst) #0 {
  br i1 %a, label %left, label %right
left:
  br i1 %b, label %right, label %out
right:
  br label %left
out:
  ret void
}

; A short loop is over soon enough.
; CHECK-LABEL: define void @short(
; CHECK-NOT:     load atomic
; CHECK:         ret void
define void @short(ptr %inst) #0 {
  br label %again
again:
  %i = phi i64 [ 0, %0 ], [ %next, %again ]
  %next = add i64 %i, 1
  %done = icmp eq i64 %next, 1000
  br i1 %done, label %out, label %again
out:
  ret void
}

; Recursion, and tail calls in a circle.
; CHECK-LABEL: define void @calls(
; CHECK-NEXT:    %local = alloca i64
; CHECK:         load atomic
; CHECK:       poll:
; CHECK-NEXT:    call void @host()
define void @calls(ptr %inst) #0 {
  %local = alloca i64
  call void @host()
  ret void
}
; CHECK-LABEL: define void @tail(
; CHECK:         load atomic
; CHECK:       poll:
; CHECK-NEXT:    musttail call void @tail(
define void @tail(ptr %inst) #0 {
  musttail call void @tail(ptr %inst)
  ret void
}

; CHECK-LABEL: define void @other(
; CHECK-NEXT:    br label %again
; CHECK:       again:
; CHECK-NEXT:    br label %again
define void @other(ptr %inst) #1 {
  br label %again
again:
  br label %again
}

attributes #0 = { "wasm-function"="0" "wasm-instance"="param" "wasm-interruptible" }
attributes #1 = { "wasm-function"="1" "wasm-instance"="param" }
