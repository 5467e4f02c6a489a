; RUN: sinter-opt -passes='sinter-loop-versioning,simplifycfg' %s | FileCheck %s
; A nest is copied as a whole if that covers all that copies of its inner loops
; would.

declare void @sinter_trap(ptr, i32)

; for i: for j: p[i * 8192 + j * 8] += 1. The last address of the last row is
; tested once.
; CHECK-LABEL: define void @nest(
; CHECK:       entry:
; CHECK-DAG:     [[I:%.*]] = add i32 %n, -1
; CHECK-DAG:     [[J:%.*]] = add i32 %m, -1
; CHECK-DAG:     [[I64:%.*]] = zext i32 [[I]] to i64
; CHECK-DAG:     [[J64:%.*]] = zext i32 [[J]] to i64
; CHECK-DAG:     shl i64 [[I64]], 13
; CHECK-DAG:     shl i64 [[J64]], 3
; CHECK:         %holds = icmp sle i64 %{{.*}}, %size
; CHECK-NEXT:    br i1 %holds, label %[[FAST:.*]], label %[[EXACT:.*]], !prof
; CHECK:       [[EXACT]]:
; CHECK:         label %trap
;
; CHECK:       [[FAST]]:
; CHECK-NEXT:    [[START:%.*]] = zext i32 %p to i64
; CHECK:       outer:
; CHECK:         %way = mul nuw nsw i64 %k, 8192
; CHECK-NEXT:    [[ROW:%.*]] = add nuw nsw i64 [[START]], %way
; CHECK:       inner:
; CHECK:         [[WAY:%.*]] = mul nuw nsw i64 %{{.*}}, 8
; CHECK-NEXT:    %address{{.*}} = add nuw nsw i64 [[ROW]], [[WAY]]
; CHECK-NOT:     label %trap
; CHECK:       trap:
define void @nest(i32 noundef %p, i32 noundef %n, i32 noundef %m, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %outer
outer:
  %row = phi i32 [ %p, %entry ], [ %row.next, %next ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %next ]
  br label %inner
inner:
  %a = phi i32 [ %row, %outer ], [ %a.next, %body ]
  %j = phi i32 [ %m, %outer ], [ %j.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 8
  %j.next = add i32 %j, -1
  %j.done = icmp eq i32 %j.next, 0
  br i1 %j.done, label %next, label %inner
next:
  %row.next = add i32 %row, 8192
  %i.next = add i32 %i, -1
  %i.done = icmp eq i32 %i.next, 0
  br i1 %i.done, label %exit, label %outer
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; A triangle, j < i: the last address of a row is linear in i again; it is the
; highest of all if i is as large as it gets, and that is tested. That the
; number of iterations of the inner loop is a number below 2^32 is certain.
; CHECK-LABEL: define void @triangle(
; CHECK:       entry:
; CHECK:         [[I:%.*]] = add i32 %n, -1
; CHECK-NEXT:    [[I64:%.*]] = zext i32 [[I]] to i64
; CHECK-NEXT:    [[ROWS:%.*]] = mul i64 [[I64]], 8200
; CHECK:         %holds = icmp sle i64 %{{.*}}, %size
; CHECK-NEXT:    br i1 %holds, label %[[FAST:.*]], label %[[EXACT:.*]], !prof
; CHECK:       inner:
; CHECK-NOT:     label %trap
; CHECK:       trap:
define void @triangle(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %outer
outer:
  %row = phi i32 [ %p, %entry ], [ %row.next, %next ]
  %i = phi i32 [ 0, %entry ], [ %i.next, %next ]
  %i.next = add nuw nsw i32 %i, 1
  br label %inner
inner:
  %a = phi i32 [ %row, %outer ], [ %a.next, %body ]
  %j = phi i32 [ 0, %outer ], [ %j.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 8
  %j.next = add nuw nsw i32 %j, 1
  %j.done = icmp eq i32 %j.next, %i.next
  br i1 %j.done, label %next, label %inner
next:
  %row.next = add i32 %row, 8192
  %i.done = icmp eq i32 %i.next, %n
  br i1 %i.done, label %exit, label %outer
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; Rows anywhere: only the inner loop can be copied. The check of the outer loop
; stays.
; CHECK-LABEL: define void @rows(
; CHECK:       entry:
; CHECK-NOT:     %holds
; CHECK:         br
; CHECK:       outer:
; CHECK:         label %trap
; CHECK:         %holds = icmp sle i64 %{{.*}}, %size
; CHECK-NEXT:    br i1 %holds, label %[[FAST:.*]], label %[[EXACT:.*]], !prof
; CHECK:       inner:
; CHECK-NOT:     label %trap
; CHECK:         br i1 %j.done
define void @rows(i32 noundef %p, i32 noundef %n, i32 noundef %m, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %outer
outer:
  %r = phi i32 [ %p, %entry ], [ %r.next, %next ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %next ]
  %r64 = zext i32 %r to i64
  %end.r = add nuw nsw i64 %r64, 4
  %oob.r = icmp ugt i64 %end.r, %size
  br i1 %oob.r, label %trap, label %start
start:
  %at.r = getelementptr i8, ptr %base, i64 %r64
  %row = load i32, ptr %at.r, align 1, !tbaa !4, !noundef !6
  br label %inner
inner:
  %a = phi i32 [ %row, %start ], [ %a.next, %body ]
  %j = phi i32 [ %m, %start ], [ %j.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 8
  %j.next = add i32 %j, -1
  %j.done = icmp eq i32 %j.next, 0
  br i1 %j.done, label %next, label %inner
next:
  %r.next = add i32 %r, 4
  %i.next = add i32 %i, -1
  %i.done = icmp eq i32 %i.next, 0
  br i1 %i.done, label %exit, label %outer
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; Two elements an iteration, at row + column and 4 bytes behind it. The column
; is only known in each iteration of the outer loop, so that ScalarEvolution
; keeps the 4 in the start of the row. One base serves both.
; CHECK-LABEL: define void @neighbours(
; CHECK:       inner:
; CHECK:         [[WAY:%.*]] = mul nuw nsw i64 %k, 8
; CHECK-NEXT:    [[A:%.*]] = add nuw nsw i64 %{{.*}}, [[WAY]]
; CHECK-NOT:     label %trap
; CHECK:         getelementptr i8, ptr %base, i64 [[A]]
; CHECK:         [[B:%.*]] = add nuw nsw i64 [[A]], 4
; CHECK-NOT:     label %trap
; CHECK:         getelementptr i8, ptr %base, i64 [[B]]
; CHECK:       next:
define void @neighbours(i32 noundef %p, i32 noundef %n, i32 noundef %m, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %outer
outer:
  %row = phi i32 [ %p, %entry ], [ %row.next, %next ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %next ]
  %column = call i32 @column(i32 %i)
  %start = add i32 %row, %column
  br label %inner
inner:
  %a = phi i32 [ %start, %outer ], [ %a.next, %second ]
  %j = phi i32 [ %m, %outer ], [ %j.next, %second ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %first
first:
  %at = getelementptr i8, ptr %base, i64 %a64
  store float 1.0, ptr %at, align 1, !tbaa !4
  %b = add i32 %a, 4
  %b64 = zext i32 %b to i64
  %b.end = add nuw nsw i64 %b64, 4
  %b.oob = icmp ugt i64 %b.end, %size
  br i1 %b.oob, label %trap, label %second
second:
  %b.at = getelementptr i8, ptr %base, i64 %b64
  store float 1.0, ptr %b.at, align 1, !tbaa !4
  %a.next = add i32 %a, 8
  %j.next = add i32 %j, -1
  %j.done = icmp eq i32 %j.next, 0
  br i1 %j.done, label %next, label %inner
next:
  %row.next = add i32 %row, 8192
  %i.next = add i32 %i, -1
  %i.done = icmp eq i32 %i.next, 0
  br i1 %i.done, label %exit, label %outer
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}
declare i32 @column(i32) memory(none) nounwind willreturn

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
!6 = !{}
