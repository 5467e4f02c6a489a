; RUN: sinter-opt -passes='sinter-loop-versioning,simplifycfg' %s | FileCheck %s
; Divisions by what may be 0, in addresses and in trip counts: their values are
; used where the code has them before the loop, and none is made anew.

declare void @sinter_trap(ptr, i32)

; n / m iterations.
; CHECK-LABEL: define void @count(
; CHECK:       work:
; CHECK-NEXT:    %q = udiv i32 %n, %m
; CHECK-NOT:     udiv
; CHECK:         %holds = icmp sle i64 %{{.*}}, %size
; CHECK:         br i1 %holds, label %{{.*}}, label %{{.*}}exact
; CHECK:       loop:
; CHECK-NOT:     label %trap
; CHECK:         br i1 %more, label %loop, label %exit
define void @count(i32 noundef %p, i32 noundef %n, i32 noundef %m, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %zero = icmp eq i32 %m, 0
  br i1 %zero, label %divides, label %work
work:
  %q = udiv i32 %n, %m
  %any = icmp ne i32 %q, 0
  br i1 %any, label %loop, label %exit
loop:
  %a = phi i32 [ %p, %work ], [ %a.next, %body ]
  %i = phi i32 [ 0, %work ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 4
  %i.next = add nuw i32 %i, 1
  %more = icmp ult i32 %i.next, %q
  br i1 %more, label %loop, label %exit
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
divides:
  call void @sinter_trap(ptr %memory, i32 2)
  unreachable
}

; The start is a quotient too, and was extended by the code.
; CHECK-LABEL: define void @start(
; CHECK:         udiv i32 %n, %m
; CHECK-NOT:     udiv
; CHECK:         br i1 %hold{{.*}}, label %{{.*}}, label %{{.*}}exact
; CHECK:       loop:
; CHECK-NOT:     label %trap
; CHECK:         br i1 %done
define void @start(i32 noundef %k, i32 noundef %n, i32 noundef %m, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %zero = icmp eq i32 %m, 0
  br i1 %zero, label %divides, label %work
work:
  %q = udiv i32 %n, %m
  br label %loop
loop:
  %a = phi i32 [ %q, %work ], [ %a.next, %body ]
  %i = phi i32 [ %k, %work ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 4
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
divides:
  call void @sinter_trap(ptr %memory, i32 2)
  unreachable
}

; Divided in the loop only, and not in each iteration: nobody may do it before.
; CHECK-LABEL: define void @late(
; CHECK-NOT:     udiv
; CHECK-NOT:     exact
; CHECK:       loop:
; CHECK:         br i1 %oob, label %trap, label %body
define void @late(i32 noundef %k, i32 noundef %n, i32 noundef %m, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  br label %loop
loop:
  %o = phi i32 [ 0, %entry ], [ %o.next, %body ]
  %i = phi i32 [ %k, %entry ], [ %i.next, %body ]
  %zero = icmp eq i32 %m, 0
  br i1 %zero, label %divides, label %work
work:
  %q = udiv i32 %n, %m
  %a = add i32 %q, %o
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %at, align 1, !tbaa !4
  %o.next = add i32 %o, 4
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
divides:
  call void @sinter_trap(ptr %memory, i32 2)
  unreachable
}

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
