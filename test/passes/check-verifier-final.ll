; RUN: sinter-opt -passes='verify<sinter-final-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; At the end of the pipeline: what cannot be proved has at least to be behind a
; branch that may be its check.

declare void @sinter_trap(ptr, i32)

; How often the loop runs depends on the size.
define void @good_counted(i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %n64 = zext i32 %n to i64
  %more = icmp ult i64 %n64, %size
  %last = select i1 %more, i64 %n64, i64 %size
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %p = getelementptr i8, ptr %base, i64 %k
  store i8 1, ptr %p, !tbaa !1
  %k.next = add i64 %k, 3
  %again = icmp slt i64 %k.next, %last
  br i1 %again, label %loop, label %end
end:
  ret void
}

; CHECK: 'bad_unchecked'
define i32 @bad_unchecked(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
}

; A branch, but it is about something else.
; CHECK: 'bad_other_branch'
define i32 @bad_other_branch(i32 %a, i32 %b, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %c = icmp ugt i32 %b, 100
  br i1 %c, label %trap, label %next
next:
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The branch comes too late.
; CHECK: 'bad_late'
define i32 @bad_late(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !1
  %c = icmp ugt i32 %a, 100
  br i1 %c, label %trap, label %next
next:
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

!sinter.memories = !{!0}
!0 = !{i64 16, i64 0, i64 0}
!1 = !{!2, !2, i64 0}
!2 = !{!"heap", !3, i64 0}
!3 = !{!"sinter"}
