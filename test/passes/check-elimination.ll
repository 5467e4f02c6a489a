; RUN: sinter-opt -passes='sinter-check-elimination' %s | FileCheck %s
; A check goes if others of the same address, which are always made before,
; demand as much. A memory never shrinks.

declare void @sinter_trap(ptr, i32)
declare void @other()

; A call in between may make the memory larger, and that is all.
; CHECK-LABEL: define i32 @call(
; CHECK:         %oob.1 = icmp ugt i64 %end.1, %size.1
; CHECK-NEXT:    br i1 %oob.1, label %trap, label %one
; CHECK:         call void @other()
; CHECK-NOT:     br i1
; CHECK:         ret i32
define i32 @call(ptr %memory, i32 %a, ptr %base) {
entry:
  %size.1 = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 12
  %oob.1 = icmp ugt i64 %end.1, %size.1
  br i1 %oob.1, label %trap, label %one
one:
  call void @other()
  %size.2 = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size.2
  br i1 %oob.2, label %trap, label %two
two:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, align 1, !tbaa !4
  ret i32 %x
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; One byte more is another demand; and so is another memory.
; CHECK-LABEL: define void @more(
; CHECK:         br i1 %oob.1
; CHECK:         br i1 %oob.2
; CHECK:         br i1 %oob.3
define void @more(ptr %memory, ptr %memory.2, i32 %a) {
entry:
  %size.1 = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 8
  %oob.1 = icmp ugt i64 %end.1, %size.1
  br i1 %oob.1, label %trap, label %one
one:
  %end.2 = add nuw nsw i64 %a64, 9
  %oob.2 = icmp ugt i64 %end.2, %size.1
  br i1 %oob.2, label %trap, label %two
two:
  %size.2 = load i64, ptr %memory.2, align 8, !range !0, !tbaa !1
  %oob.3 = icmp ugt i64 %end.1, %size.2
  br i1 %oob.3, label %trap, label %three
three:
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; What was checked on one way only is not checked where the ways meet; on both
; ways below a check it is.
; CHECK-LABEL: define void @ways(
; CHECK:         br i1 %left
; CHECK:       then:
; CHECK:         br i1 %oob.1
; CHECK:       join:
; CHECK:         br i1 %oob.2
; CHECK:       after:
; CHECK-NEXT:    br i1 %left, label %again, label %else
; CHECK:       again:
; CHECK-NOT:     br i1
; CHECK:         ret void
; CHECK:       else:
; CHECK-NOT:     br i1
; CHECK:         ret void
define void @ways(ptr %memory, i32 %a, i1 %left) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  br i1 %left, label %then, label %join
then:
  %oob.1 = icmp ugt i64 %end, %size
  br i1 %oob.1, label %trap, label %join
join:
  %oob.2 = icmp ugt i64 %end, %size
  br i1 %oob.2, label %trap, label %after
after:
  br i1 %left, label %again, label %else
again:
  %oob.3 = icmp ugt i64 %end, %size
  br i1 %oob.3, label %trap, label %done
else:
  %oob.4 = icmp ugt i64 %end, %size
  br i1 %oob.4, label %trap, label %done2
done:
  ret void
done2:
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; The size is a number, which may have been moved to the other side.
; CHECK-LABEL: define void @constant(
; CHECK:         br i1 %oob.1
; CHECK-NOT:     br i1 %oob.2
; CHECK:         br i1 %oob.3
; CHECK-NOT:     br i1
; CHECK:         ret void
define void @constant(i32 %a) {
entry:
  %oob.1 = icmp ugt i32 %a, 65528
  br i1 %oob.1, label %trap, label %one
one:
  %a64 = zext i32 %a to i64
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, 65536
  br i1 %oob.2, label %trap, label %two
two:
  %end.3 = add nuw nsw i64 %a64, 9
  %oob.3 = icmp ugt i64 %end.3, 65536
  br i1 %oob.3, label %trap, label %three
three:
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; The length of a segment may become 0: a trap of the same kind, and of another
; load.
; CHECK-LABEL: define void @segment(
; CHECK:         br i1 %oob.1
; CHECK:         br i1 %oob.2
define void @segment(ptr %instance, i32 %a) {
entry:
  %length.1 = load i64, ptr %instance, align 8, !tbaa !6
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob.1 = icmp ugt i64 %end, %length.1
  br i1 %oob.1, label %trap, label %one
one:
  call void @other()
  %length.2 = load i64, ptr %instance, align 8, !tbaa !6
  %oob.2 = icmp ugt i64 %end, %length.2
  br i1 %oob.2, label %trap, label %two
two:
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; A comparison of the program's own with a number that is negative as a signed
; one stands for no check.
; CHECK-LABEL: define void @large_constant(
; CHECK:         br i1 %own
; CHECK:         br i1 %oob
define void @large_constant(i64 %a) {
entry:
  %own = icmp ult i64 %a, -4
  br i1 %own, label %one, label %trap
one:
  %oob = icmp ugt i64 %a, 65531
  br i1 %oob, label %trap, label %two
two:
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
!6 = !{!7, !7, i64 0}
!7 = !{!"state", !3}
