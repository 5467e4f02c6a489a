; RUN: sinter-opt -passes='sinter-loop-versioning,simplifycfg' %s | FileCheck %s
; An address may have a part that is not linear, if that stays between two
; numbers that do not vary: the test in front of the loop is about these.

declare void @sinter_trap(ptr, i32)
declare i32 @llvm.smin.i32(i32, i32)
declare i32 @llvm.smax.i32(i32, i32)

; table[byte]: %table + 4 * 0 .. 255. The address is computed as it was.
; CHECK-LABEL: define void @table(
; CHECK:         [[T:%.*]] = zext i32 %table to i64
; CHECK-NEXT:    [[END:%.*]] = add i64 [[T]], 1024
; CHECK-NEXT:    %holds = icmp sle i64 [[END]], %size
; CHECK-NEXT:    br i1 %holds, label %loop, label %loop.exact
; CHECK:         br i1 %oob.exact, label %trap
; CHECK:       {{^}}loop:
; CHECK-NOT:     label %trap
; CHECK:         %a64 = zext i32 %a to i64
; CHECK-NOT:     label %trap
; CHECK:         store i32 {{.*}}, !tbaa [[$PROVED:![0-9]+]]
; CHECK:       trap:
define void @table(i32 noundef %table, i32 noundef %n, ptr %memory, ptr %base, ptr %in) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.next, %body ]
  %in.i = getelementptr i8, ptr %in, i32 %i
  %byte = load i8, ptr %in.i
  %x = zext i8 %byte to i32
  %x4 = shl nuw nsw i32 %x, 2
  %a = add i32 %x4, %table
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %at, align 1, !tbaa !4
  %i.next = add i32 %i, 1
  %done = icmp eq i32 %i.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; row[max(0, min(x, w - 1))]: %row + 4 * 0 .. max(0, w - 1).
; CHECK-LABEL: define void @clamped(
; CHECK:         [[W:%.*]] = sext i32 %last to i64
; CHECK:         [[LAST:%.*]] = call i64 @llvm.smin.i64({{.*}}[[W]]{{.*}})
; CHECK:         [[MOST:%.*]] = call i64 @llvm.smax.i64(i64 [[LAST]], i64 0)
; CHECK:         [[WAY:%.*]] = shl {{.*}}i64 [[MOST]], 2
; CHECK:         br i1 %holds, label %loop, label %loop.exact
; CHECK:       {{^}}loop:
; CHECK-NOT:     label %trap
; CHECK:         store i32 {{.*}}, !tbaa [[$PROVED]]
; CHECK:       trap:
define void @clamped(i32 noundef %row, i32 noundef %w, ptr %memory, ptr %base, ptr %in) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  %last = add i32 %w, -1
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.next, %body ]
  %x = add i32 %i, -2
  %x1 = call i32 @llvm.smin.i32(i32 %x, i32 %last)
  %x2 = call i32 @llvm.smax.i32(i32 %x1, i32 0)
  %x4 = shl i32 %x2, 2
  %a = add i32 %x4, %row
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %at, align 1, !tbaa !4
  %i.next = add i32 %i, 1
  %done = icmp eq i32 %i.next, 100
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; top + pitch * (x & 15): the pitch must not be negative. Downwards:
; top - 8 * (x & 15) is between %top - 120 and %top.
; CHECK-LABEL: define void @pitch(
; CHECK:         [[P:%.*]] = sext i32 %pitch to i64
; CHECK:         icmp sle i64 0, [[P]]
; CHECK:         mul i64 [[P]], 15
; CHECK:         [[LOW:%.*]] = add i64 %{{.*}}, -120
; CHECK-NEXT:    icmp sle i64 0, [[LOW]]
; CHECK:         br i1 %hold{{[0-9]*}}, label %loop, label %loop.exact
; CHECK:       {{^}}loop:
; CHECK-NOT:     label %trap
; CHECK:         store i32 {{.*}}, !tbaa [[$PROVED]]
; CHECK-NOT:     label %trap
; CHECK:         store i32 {{.*}}, !tbaa [[$PROVED]]
; CHECK:       trap:
define void @pitch(i32 noundef %top, i32 noundef %pitch, ptr %memory, ptr %base, ptr %in) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.next, %second ]
  %in.i = getelementptr i32, ptr %in, i32 %i
  %word = load i32, ptr %in.i
  %x = and i32 %word, 15
  %way = mul i32 %x, %pitch
  %a = add i32 %way, %top
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %at, align 1, !tbaa !4
  %x8 = mul i32 %x, -8
  %b = add i32 %x8, %top
  %b64 = zext i32 %b to i64
  %end.b = add nuw nsw i64 %b64, 4
  %oob.b = icmp ugt i64 %end.b, %size
  br i1 %oob.b, label %trap, label %second
second:
  %at.b = getelementptr i8, ptr %base, i64 %b64
  store i32 2, ptr %at.b, align 1, !tbaa !4
  %i.next = add i32 %i, 1
  %done = icmp eq i32 %i.next, 100
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; Only one end is bounded: nothing can be demanded.
; CHECK-LABEL: define void @oneEnd(
; CHECK-NOT:     exact
; CHECK:         br i1 %oob, label %trap, label %body
define void @oneEnd(i32 noundef %row, i32 noundef %last, ptr %memory, ptr %base, ptr %in) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.next, %body ]
  %in.i = getelementptr i32, ptr %in, i32 %i
  %word = load i32, ptr %in.i
  %x = call i32 @llvm.smin.i32(i32 %word, i32 %last)
  %a = add i32 %x, %row
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %at, align 1, !tbaa !4
  %i.next = add i32 %i, 1
  %done = icmp eq i32 %i.next, 100
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; CHECK: [[$PROVED]] = !{![[P2:[0-9]+]], ![[P2]], i64 0}
; CHECK: ![[P2]] = !{!"heap proved"

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
