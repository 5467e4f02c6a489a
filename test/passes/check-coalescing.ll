; RUN: sinter-opt -passes='sinter-check-coalescing,simplifycfg,early-cse' %s | FileCheck %s
; Checks of one address with growing offsets become one: directly, or with a
; cold copy when something could be seen in between.

declare void @sinter_trap(ptr, i32)
declare void @other()

; Loads only: the first check is as strong as the last, and traps itself.
; CHECK-LABEL: @loads(
; CHECK:         add nuw nsw i64 %{{.*}}, 12
; CHECK:         br i1 %oob{{.*}}, label %trap, label %one
; CHECK:       one:
; CHECK-NOT:     br
; CHECK:         ret i32
define i32 @loads(i32 %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, align 1
  %end.2 = add nuw nsw i64 %a64, 12
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  %q = getelementptr i8, ptr %p, i64 8
  %y = load i32, ptr %q, align 1
  %sum = add i32 %x, %y
  ret i32 %sum
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; A store in between: the cold copy does it before it traps, after the first
; check as it was.
; CHECK-LABEL: @stores(
; CHECK:         add nuw nsw i64 %{{.*}}, 8
; CHECK:         br i1 %{{.*}}, label %cold, label %one
; CHECK:       one:
; CHECK:         store i32 1
; CHECK:         store i32 2
; CHECK:         ret void
; CHECK:       cold:
; CHECK:         br i1 %oob.1, label %trap, label %[[COPY:[a-z.]+]]
; CHECK:       [[COPY]]:
; CHECK:         store i32 1
; CHECK-NOT:     store
; CHECK:         br label %trap
define void @stores(i32 %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %p, align 1
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  %q = getelementptr i8, ptr %p, i64 4
  store i32 2, ptr %q, align 1
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; A call may grow the memory or never return: nothing moves over it.
; CHECK-LABEL: @call(
; CHECK:         add nuw nsw i64 %a64, 4
; CHECK:         call void @other()
; CHECK:         add nuw nsw i64 %{{.*}}, 8
define void @call(i32 %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  call void @other()
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; Another size is another memory.
; CHECK-LABEL: @memories(
; CHECK:         icmp ugt i64 %end.1, %size
; CHECK:         icmp ugt i64 %end.2, %size2
define i32 @memories(i32 %a, i64 %size, i64 %size2, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, align 1
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size2
  br i1 %oob.2, label %trap, label %two
two:
  ret i32 %x
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}
