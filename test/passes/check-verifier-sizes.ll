; RUN: sinter-opt -passes='verify<sinter-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; RUN: sinter-fuzz-checks --only=good %s | FileCheck %s --check-prefix=MUTATED
; MUTATED: {{[1-9][0-9]+}} let an access out, 0 of them missed
; Ways that join with checks of their own, each with the size that it has loaded
; itself; behind many more joins, so that it is not proved on each way back.

declare void @sinter_trap(ptr, i32)

define i32 @good_both(i32 %a, i1 %c, i1 %d, ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x = zext i32 %a to i64
  br i1 %c, label %left, label %right
left:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %join
right:
  %size.at2 = getelementptr i8, ptr %instance, i64 24
  %size2 = load i64, ptr %size.at2
  %end2 = add nuw nsw i64 %x, 8
  %oob2 = icmp ugt i64 %end2, %size2
  br i1 %oob2, label %trap, label %join
join:
  br i1 %d, label %b0, label %a0
b0:
  br label %a0
a0:
  br i1 %d, label %b1, label %a1
b1:
  br label %a1
a1:
  br i1 %d, label %b2, label %a2
b2:
  br label %a2
a2:
  br i1 %d, label %b3, label %a3
b3:
  br label %a3
a3:
  br i1 %d, label %b4, label %a4
b4:
  br label %a4
a4:
  br i1 %d, label %b5, label %a5
b5:
  br label %a5
a5:
  br i1 %d, label %b6, label %a6
b6:
  br label %a6
a6:
  br i1 %d, label %b7, label %a7
b7:
  br label %a7
a7:
  br i1 %d, label %b8, label %a8
b8:
  br label %a8
a8:
  %p = getelementptr i8, ptr %base, i64 %x
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; On one of the ways a byte too few.
; CHECK: 'bad_weak'
define i32 @bad_weak(i32 %a, i1 %c, i1 %d, ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x = zext i32 %a to i64
  br i1 %c, label %left, label %right
left:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %join
right:
  %size.at2 = getelementptr i8, ptr %instance, i64 24
  %size2 = load i64, ptr %size.at2
  %end2 = add nuw nsw i64 %x, 3
  %oob2 = icmp ugt i64 %end2, %size2
  br i1 %oob2, label %trap, label %join
join:
  br i1 %d, label %b0, label %a0
b0:
  br label %a0
a0:
  br i1 %d, label %b1, label %a1
b1:
  br label %a1
a1:
  br i1 %d, label %b2, label %a2
b2:
  br label %a2
a2:
  br i1 %d, label %b3, label %a3
b3:
  br label %a3
a3:
  br i1 %d, label %b4, label %a4
b4:
  br label %a4
a4:
  br i1 %d, label %b5, label %a5
b5:
  br label %a5
a5:
  br i1 %d, label %b6, label %a6
b6:
  br label %a6
a6:
  br i1 %d, label %b7, label %a7
b7:
  br label %a7
a7:
  br i1 %d, label %b8, label %a8
b8:
  br label %a8
a8:
  %p = getelementptr i8, ptr %base, i64 %x
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; On one of the ways the size is of another memory.
; CHECK: 'bad_other_memory'
define i32 @bad_other_memory(i32 %a, i1 %c, i1 %d, ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x = zext i32 %a to i64
  br i1 %c, label %left, label %right
left:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %join
right:
  %size.at2 = getelementptr i8, ptr %instance, i64 72
  %size2 = load i64, ptr %size.at2
  %end2 = add nuw nsw i64 %x, 8
  %oob2 = icmp ugt i64 %end2, %size2
  br i1 %oob2, label %trap, label %join
join:
  br i1 %d, label %b0, label %a0
b0:
  br label %a0
a0:
  br i1 %d, label %b1, label %a1
b1:
  br label %a1
a1:
  br i1 %d, label %b2, label %a2
b2:
  br label %a2
a2:
  br i1 %d, label %b3, label %a3
b3:
  br label %a3
a3:
  br i1 %d, label %b4, label %a4
b4:
  br label %a4
a4:
  br i1 %d, label %b5, label %a5
b5:
  br label %a5
a5:
  br i1 %d, label %b6, label %a6
b6:
  br label %a6
a6:
  br i1 %d, label %b7, label %a7
b7:
  br label %a7
a7:
  br i1 %d, label %b8, label %a8
b8:
  br label %a8
a8:
  %p = getelementptr i8, ptr %base, i64 %x
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; On one of the ways the check decides nothing.
; CHECK: 'bad_one_way'
define i32 @bad_one_way(i32 %a, i1 %c, i1 %d, ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x = zext i32 %a to i64
  br i1 %c, label %left, label %right
left:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %join
right:
  %size.at2 = getelementptr i8, ptr %instance, i64 24
  %size2 = load i64, ptr %size.at2
  %end2 = add nuw nsw i64 %x, 8
  %oob2 = icmp ugt i64 %end2, %size2
  br i1 %oob2, label %join, label %join
join:
  br i1 %d, label %b0, label %a0
b0:
  br label %a0
a0:
  br i1 %d, label %b1, label %a1
b1:
  br label %a1
a1:
  br i1 %d, label %b2, label %a2
b2:
  br label %a2
a2:
  br i1 %d, label %b3, label %a3
b3:
  br label %a3
a3:
  br i1 %d, label %b4, label %a4
b4:
  br label %a4
a4:
  br i1 %d, label %b5, label %a5
b5:
  br label %a5
a5:
  br i1 %d, label %b6, label %a6
b6:
  br label %a6
a6:
  br i1 %d, label %b7, label %a7
b7:
  br label %a7
a7:
  br i1 %d, label %b8, label %a8
b8:
  br label %a8
a8:
  %p = getelementptr i8, ptr %base, i64 %x
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What was checked in the iteration before.
; CHECK: 'bad_iteration'
define void @bad_iteration(i32 %a, i1 %c, ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %size.at = getelementptr i8, ptr %instance, i64 24
  br label %loop
loop:
  %y = load volatile i32, ptr %instance
  %x = zext i32 %y to i64
  %first = load volatile i1, ptr %instance
  br i1 %first, label %check, label %access
access:
  %p = getelementptr i8, ptr %base, i64 %x
  store i32 1, ptr %p, !tbaa !2
  br label %check
check:
  %end = add nuw nsw i64 %x, 4
  br i1 %c, label %left, label %right
left:
  %size = load i64, ptr %size.at
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %latch
right:
  %size2 = load i64, ptr %size.at
  %oob2 = icmp ugt i64 %end, %size2
  br i1 %oob2, label %trap, label %latch
latch:
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What is at most the size by now may be more than an earlier one, from which the
; address is computed.
; CHECK: 'bad_earlier'
define i32 @bad_earlier(i64 %a, i1 %c, ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %size.at = getelementptr i8, ptr %instance, i64 24
  %old = load i64, ptr %size.at
  %last = add i64 %old, -8
  store i64 %a, ptr %size.at
  br i1 %c, label %left, label %right
left:
  %size = load i64, ptr %size.at
  %small = icmp ult i64 %size, 8
  br i1 %small, label %trap, label %join
right:
  %size2 = load i64, ptr %size.at
  %small2 = icmp ult i64 %size2, 8
  br i1 %small2, label %trap, label %join
join:
  %oob = icmp ugt i64 %a, %last
  br i1 %oob, label %trap, label %next
next:
  %base = load ptr, ptr %base.at
  %p = getelementptr i8, ptr %base, i64 %a
  %v = load i64, ptr %p, !tbaa !2
  %v32 = trunc i64 %v to i32
  ret i32 %v32
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

!sinter.memories = !{!0, !1}
!0 = !{i64 16, i64 0, i64 0}
!1 = !{i64 64, i64 0, i64 0}
!2 = !{!3, !3, i64 0}
!3 = !{!"heap", !4, i64 0}
!4 = !{!"sinter"}
