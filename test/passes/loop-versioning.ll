; RUN: sinter-opt -passes='sinter-loop-versioning,simplifycfg' %s | FileCheck %s
; One test before a loop says that none of its checks fails; then a copy without
; checks runs, with addresses in 64 bits. The other copy is the loop as it was.

declare void @sinter_trap(ptr, i32)

; p[0 .. n-1] upwards, a store in the loop: lowest is %p, highest
; %p + 8 * (n - 1).
; CHECK-LABEL: define void @up(
; CHECK:         [[LAST:%.*]] = add i32 %n, -1
; CHECK-NEXT:    [[M:%.*]] = zext i32 [[LAST]] to i64
; CHECK-NEXT:    [[WAY:%.*]] = shl i64 [[M]], 3
; CHECK-NEXT:    [[P:%.*]] = zext i32 %p to i64
; CHECK-NEXT:    [[HIGHEST:%.*]] = add i64 [[WAY]], [[P]]
; CHECK-NEXT:    [[END:%.*]] = add i64 [[HIGHEST]], 8
; CHECK-NEXT:    %holds = icmp sle i64 [[END]], %size
; CHECK-NEXT:    br i1 %holds, label %loop.fast, label %loop.exact, !prof
;
; CHECK:       loop.exact:
; CHECK:         br i1 %oob.exact, label %trap, label %body.exact
; CHECK:       body.exact:
; CHECK:         store double {{.*}}, !tbaa [[$HEAP:![0-9]+]]
; CHECK:         br i1 %done.exact, label %exit, label %loop.exact, !llvm.loop [[$EXACT:![0-9]+]]
;
; CHECK:       loop:
; CHECK-NEXT:    %k = phi i64
; CHECK:         %way = mul nuw nsw i64 %k, 8
; CHECK-NEXT:    %address = add nuw nsw i64 %{{.*}}, %way
; CHECK-NOT:     br
; CHECK:         store double {{.*}}, !tbaa [[$PROVED:![0-9]+]]
; CHECK-NOT:     label %trap
; CHECK:       trap:
define void @up(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 8
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; Downwards: the lowest address is the last one, so it is tested too.
; CHECK-LABEL: define void @down(
; CHECK:         [[P:%.*]] = zext i32 %p to i64
; CHECK:         [[WAY:%.*]] = shl i64 %{{.*}}, 3
; CHECK-NEXT:    [[LOWEST:%.*]] = sub i64 [[P]], [[WAY]]
; CHECK-NEXT:    icmp sle i64 0, [[LOWEST]]
; CHECK-NEXT:    [[END:%.*]] = add i64 [[P]], 8
; CHECK-NEXT:    icmp sle i64 [[END]], %size
; CHECK:         br i1 %hold, label %loop.fast, label %loop.exact
; CHECK:       loop:
; CHECK:         mul nsw i64 %k, -8
; CHECK-NOT:     label %trap
; CHECK:         store double {{.*}}, !tbaa [[$PROVED]]
; CHECK:       trap:
define void @down(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, -8
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; A step that is known at run time only: both ends are lowest and highest.
; CHECK-LABEL: define void @stride(
; CHECK:         [[P:%.*]] = zext i32 %p to i64
; CHECK-NEXT:    [[OTHER:%.*]] = add i64 %{{.*}}, [[P]]
; CHECK-NEXT:    icmp sle i64 0, [[OTHER]]
; CHECK-NEXT:    [[END:%.*]] = add i64 [[P]], 8
; CHECK-NEXT:    icmp sle i64 [[END]], %size
; CHECK:         [[END2:%.*]] = add i64 [[OTHER]], 8
; CHECK-NEXT:    icmp sle i64 [[END2]], %size
; CHECK:         br i1 %{{hold.*}}, label %loop.fast, label %loop.exact
; CHECK:       loop:
; CHECK:         mul nsw i64 %k, %{{.*}}
; CHECK-NOT:     label %trap
; CHECK:       trap:
define void @stride(i32 noundef %p, i32 noundef %n, i32 noundef %step, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, %step
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; Three neighbours around %a are one group: one comparison. In the copy their
; addresses have one sum and constants.
; CHECK-LABEL: define double @neighbours(
; CHECK:         [[P:%.*]] = add i32 %p, -8
; CHECK-NEXT:    [[LOWEST:%.*]] = zext i32 [[P]] to i64
; CHECK-NEXT:    [[HIGHEST:%.*]] = add i64 %{{.*}}, [[LOWEST]]
; CHECK-NEXT:    [[END:%.*]] = add i64 [[HIGHEST]], 24
; CHECK-NEXT:    %holds = icmp sle i64 [[END]], %size
; CHECK-NEXT:    br i1 %holds, label %loop.fast, label %loop.exact
; CHECK:       loop:
; CHECK:         %address = add nuw nsw i64 %{{.*}}, %way
; CHECK-NEXT:    %a64 = add nuw nsw i64 %address, 8
; CHECK:         getelementptr i8, ptr %base, i64 %address
; CHECK:         %c64 = add nuw nsw i64 %address, 16
; CHECK-NOT:     label %trap
; CHECK:       trap:
define double @neighbours(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %right ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %right ]
  %sum = phi double [ 0.0, %entry ], [ %sum.3, %right ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %middle
middle:
  %at = getelementptr i8, ptr %base, i64 %a64
  %x = load double, ptr %at, align 1, !tbaa !4
  %sum.1 = fadd double %sum, %x
  %b = add i32 %a, -8
  %b64 = zext i32 %b to i64
  %end.b = add nuw nsw i64 %b64, 8
  %oob.b = icmp ugt i64 %end.b, %size
  br i1 %oob.b, label %trap, label %left
left:
  %at.b = getelementptr i8, ptr %base, i64 %b64
  %y = load double, ptr %at.b, align 1, !tbaa !4
  %sum.2 = fadd double %sum.1, %y
  %c = add i32 %a, 8
  %c64 = zext i32 %c to i64
  %end.c = add nuw nsw i64 %c64, 8
  %oob.c = icmp ugt i64 %end.c, %size
  br i1 %oob.c, label %trap, label %right
right:
  %at.c = getelementptr i8, ptr %base, i64 %c64
  %z = load double, ptr %at.c, align 1, !tbaa !4
  %sum.3 = fadd double %sum.2, %z
  %a.next = add i32 %a, 8
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret double %sum.3
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; for (; a != end; a += 24): the number of iterations is known if 24 divides the
; way. The copy counts them.
; CHECK-LABEL: define void @untilEqual(
; CHECK:         [[WAY:%.*]] = sub i32 %{{.*}}, %p
; CHECK-NEXT:    [[COUNT:%.*]] = udiv i32 [[WAY]], 24
; CHECK-NEXT:    [[MOVED:%.*]] = mul i32 [[COUNT]], 24
; CHECK-NEXT:    [[REST:%.*]] = sub i32 [[WAY]], [[MOVED]]
; CHECK-NEXT:    icmp eq i32 [[REST]], 0
; CHECK:         br i1 %hold, label %loop.fast, label %loop.exact
; CHECK:       loop.exact:
; CHECK:         icmp eq i32 %a.next.exact, %to
; CHECK:       loop.fast:
; CHECK:         [[LAST:%.*]] = udiv i64 %{{.*}}, 24
; CHECK:       loop:
; CHECK:         %last = icmp eq i64 %k, [[LAST]]
; CHECK:         br i1 %last, label %exit, label %loop
define void @untilEqual(i32 noundef %p, i32 noundef %to, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 24
  %done = icmp eq i32 %a.next, %to
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; CHECK-DAG: [[$EXACT]] = distinct !{[[$EXACT]], ![[E:[0-9]+]], ![[U:[0-9]+]], ![[W:[0-9]+]], !{{[0-9]+}}}
; CHECK-DAG: ![[E]] = !{!"sinter.loop.exact"}
; CHECK-DAG: ![[U]] = !{!"llvm.loop.unroll.disable"}
; CHECK-DAG: ![[W]] = !{!"llvm.loop.vectorize.width", i32 1}
; CHECK-DAG: [[$HEAP]] = !{![[H:[0-9]+]], ![[H]], i64 0}
; CHECK-DAG: [[$PROVED]] = !{![[P2:[0-9]+]], ![[P2]], i64 0}
; CHECK-DAG: ![[P2]] = !{!"heap proved", ![[H]], i64 0}

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
