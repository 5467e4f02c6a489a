; RUN: sinter-opt -passes='sinter-loop-versioning,simplifycfg' %s | FileCheck %s
; What the size of the memory is, and whose.

declare void @sinter_trap(ptr, i32)
declare i64 @sinter_memory_grow(ptr, i64)

; The memory may grow in the loop, but never shrinks: the size before the loop
; is used, and read there.
; CHECK-LABEL: define void @grows(
; CHECK:       entry:
; CHECK:         %entry.size = load i64, ptr %memory, align 8, !tbaa !{{[0-9]+}}, !range
; CHECK:         %holds = icmp sle i64 %{{.*}}, %entry.size
; CHECK-NEXT:    br i1 %holds, label %loop.fast, label %loop.exact
; CHECK:       loop:
; CHECK-NOT:     label %trap
; CHECK:         call i64 @sinter_memory_grow
; CHECK:         br i1 %done
define void @grows(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  call i64 @sinter_memory_grow(ptr %memory, i64 1)
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

; The size comes from a web of loads of one field, some of which LLVM moved and
; forgot that they are sizes. The pointers to the field need not be the same.
; CHECK-LABEL: define void @web(
; CHECK:         %entry.size.at = getelementptr inbounds i8, ptr %memory, i64 8
; CHECK-NEXT:    %entry.size = load i64, ptr %entry.size.at, {{.*}}!range
; CHECK:         icmp sle i64 %{{.*}}, %entry.size
; CHECK:       loop:
; CHECK-NOT:     label %trap
; CHECK:         br i1 %done
define void @web(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  %field = getelementptr inbounds i8, ptr %memory, i64 8
  %first = load i64, ptr %field, align 8
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %size = phi i64 [ %first, %entry ], [ %second, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  call i64 @sinter_memory_grow(ptr %memory, i64 1)
  %again = getelementptr inbounds { ptr, i64 }, ptr %memory, i64 0, i32 1
  %second = load i64, ptr %again, align 8, !range !0, !tbaa !1
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

; Of these loads none is known to be one of a size: it may shrink.
; CHECK-LABEL: define void @unknown(
; CHECK-NOT:     exact
; CHECK:       loop:
; CHECK:         br i1 %oob, label %trap, label %body
define void @unknown(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %size = load i64, ptr %memory, align 8
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  call i64 @sinter_memory_grow(ptr %memory, i64 1)
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

; Two memories in turn: no size stands for both.
; CHECK-LABEL: define void @two(
; CHECK-NOT:     exact
; CHECK:       loop:
; CHECK:         br i1 %oob, label %trap, label %body
define void @two(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %other, ptr %base) {
entry:
  %first = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %size = phi i64 [ %first, %entry ], [ %second, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store volatile double 1.0, ptr %at, align 1, !tbaa !4
  %second = load volatile i64, ptr %other, align 8, !range !0, !tbaa !1
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

; The size is constant and all addresses are known: nothing to test, no copy.
; CHECK-LABEL: define void @known(
; CHECK-NOT:     exact
; CHECK:       loop:
; CHECK-NOT:     trap
; CHECK:         br i1 %done, label %exit, label %loop
define void @known(i32 noundef %n, ptr %memory, ptr %base) {
entry:
  br label %loop
loop:
  %a = phi i32 [ 16, %entry ], [ %a.next, %body ]
  %i = phi i32 [ 8190, %entry ], [ %i.next, %body ]
  %oob = icmp ugt i32 %a, 65528
  br i1 %oob, label %trap, label %body
body:
  %a64 = zext i32 %a to i64
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

; One iteration more would be out of bounds: the loop stays as it is.
; CHECK-LABEL: define void @fails(
; CHECK-NOT:     exact
; CHECK:       loop:
; CHECK:         br i1 %oob, label %trap, label %body
define void @fails(i32 noundef %n, ptr %memory, ptr %base) {
entry:
  br label %loop
loop:
  %a = phi i32 [ 16, %entry ], [ %a.next, %body ]
  %i = phi i32 [ 8191, %entry ], [ %i.next, %body ]
  %oob = icmp ugt i32 %a, 65528
  br i1 %oob, label %trap, label %body
body:
  %a64 = zext i32 %a to i64
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

; A 64-bit memory: the sum of the address and the way may need more than 64
; bits.
; CHECK-LABEL: define void @memory64(
; CHECK:         [[M:%.*]] = zext i64 %{{.*}} to i128
; CHECK-NEXT:    [[WAY:%.*]] = shl i128 [[M]], 3
; CHECK-NEXT:    [[P:%.*]] = zext i64 %p to i128
; CHECK-NEXT:    [[HIGHEST:%.*]] = add i128 [[WAY]], [[P]]
; CHECK-NEXT:    [[END:%.*]] = add i128 [[HIGHEST]], 8
; CHECK-NEXT:    [[SIZE:%.*]] = zext i64 %size to i128
; CHECK-NEXT:    %holds = icmp sle i128 [[END]], [[SIZE]]
; CHECK-NEXT:    br i1 %holds, label %loop, label %loop.exact
; CHECK:       loop:
; CHECK-NOT:     label %trap
; CHECK:         br i1 %done
define void @memory64(i64 noundef %p, i64 noundef %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !6, !tbaa !1
  br label %loop
loop:
  %a = phi i64 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i64 [ %n, %entry ], [ %i.next, %body ]
  %last = add nsw i64 %size, -8
  %oob = icmp ugt i64 %a, %last
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i64 %a, 8
  %i.next = add i64 %i, -1
  %done = icmp eq i64 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; The same behind tests which say that 64 bits are enough.
; CHECK-LABEL: define void @guarded(
; CHECK:         br i1 %both
; CHECK-NOT:     i128
; CHECK:         %holds = icmp sle i64 %{{.*}}, %size
; CHECK-NEXT:    br i1 %holds, label %{{.*}}, label %loop.exact
; CHECK-NOT:     i128
; CHECK:         ret void
define void @guarded(i64 noundef %p, i64 noundef %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !6, !tbaa !1
  %low = icmp ult i64 %p, 1073741824
  %some = add i64 %n, -1
  %few = icmp ult i64 %some, 1048576
  %both = and i1 %low, %few
  br i1 %both, label %loop, label %exit
loop:
  %a = phi i64 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i64 [ %n, %entry ], [ %i.next, %body ]
  %last = add nsw i64 %size, -8
  %oob = icmp ugt i64 %a, %last
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i64 %a, 8
  %i.next = add i64 %i, -1
  %done = icmp eq i64 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; A number that LLVM cannot know to be defined is made so, for the test and for
; the loop alike.
; CHECK-LABEL: define void @undefined(
; CHECK:         %n.fr = freeze i32 %n
; CHECK:         add i32 %n.fr, -1
; CHECK:       loop.exact:
; CHECK:         phi i32 [ {{.*}} ], [ %n.fr, %entry ]
define void @undefined(i32 noundef %p, i32 %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
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

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
!6 = !{i64 65536, i64 1099511627777}
