; RUN: sinter-opt -passes='loop(sinter-loop-reroll)' %s | FileCheck %s
; A body that does the same several times, a step further on each time, becomes
; a body that does it once.

declare void @llvm.assume(i1)

; a[i] = 2 * a[i], twice.
; CHECK-LABEL: define void @twice(
; CHECK:       entry:
; CHECK:         [[LANES:%.*]] = shl nuw nsw i64 %{{.*}}, 1
; CHECK-NEXT:    [[COUNT:%.*]] = add nsw i64 [[LANES]], -1
; CHECK:       loop:
; CHECK-NEXT:    %lane = phi i64 [ 0, %entry ], [ %lane.next, %loop ]
; CHECK:         [[WAY:%.*]] = mul i64 %lane, 4
; CHECK-NEXT:    [[AT:%.*]] = getelementptr i8, ptr %a, i64 [[WAY]]
; CHECK-NEXT:    %x = load float, ptr [[AT]]
; CHECK-NEXT:    %x2 = fmul float %x, 2.0
; CHECK-NEXT:    store float %x2, ptr [[AT]]
; CHECK-NOT:     store
; CHECK:         %last = icmp eq i64 %lane, [[COUNT]]
; CHECK-NEXT:    br i1 %last, label %exit, label %loop
define void @twice(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %way = shl nuw nsw i64 %k, 3
  %p = getelementptr i8, ptr %a, i64 %way
  %x = load float, ptr %p
  %x2 = fmul float %x, 2.0
  store float %x2, ptr %p
  %q = getelementptr i8, ptr %p, i64 4
  %y = load float, ptr %q
  %y2 = fmul float %y, 2.0
  store float %y2, ptr %q
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; A sum of four, and its value behind the loop.
; CHECK-LABEL: define double @sum(
; CHECK:       loop:
; CHECK:         %s = phi double [ 0.000000e+00, %entry ], [ %s.1, %loop ]
; CHECK:         %x.0 = load double
; CHECK-NEXT:    %s.1 = fadd double %s, %x.0
; CHECK-NOT:     fadd
; CHECK:         br i1
; CHECK:       exit:
; CHECK-NEXT:    %r = phi double [ %s.1, %loop ]
define double @sum(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %s = phi double [ 0.0, %entry ], [ %s.4, %loop ]
  %p.0 = getelementptr [4 x double], ptr %a, i64 %k
  %p.1 = getelementptr i8, ptr %p.0, i64 8
  %p.2 = getelementptr i8, ptr %p.0, i64 16
  %p.3 = getelementptr i8, ptr %p.0, i64 24
  %x.0 = load double, ptr %p.0
  %s.1 = fadd double %s, %x.0
  %x.1 = load double, ptr %p.1
  %s.2 = fadd double %s.1, %x.1
  %x.2 = load double, ptr %p.2
  %s.3 = fadd double %s.2, %x.2
  %x.3 = load double, ptr %p.3
  %s.4 = fadd double %s.3, %x.3
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  %r = phi double [ %s.4, %loop ]
  ret double %r
}

; What one lane read is carried to the next, and operands are swapped.
; CHECK-LABEL: define void @carried(
; CHECK:       loop:
; CHECK:         %before = phi i32 [ 7, %entry ], [ %x, %loop ]
; CHECK:         %x = load i32
; CHECK-NEXT:    %d = add i32 %x, %before
; CHECK-NEXT:    store i32 %d
; CHECK-NOT:     store
; CHECK:         br i1
define void @carried(ptr %a, ptr %b, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %before = phi i32 [ 7, %entry ], [ %y, %loop ]
  %p = getelementptr [2 x i32], ptr %a, i64 %k
  %o = getelementptr [2 x i32], ptr %b, i64 %k
  %x = load i32, ptr %p
  %d = add nuw i32 %x, %before
  store i32 %d, ptr %o
  %q = getelementptr i8, ptr %p, i64 4
  %y = load i32, ptr %q
  %e = add i32 %x, %y
  %o.2 = getelementptr i8, ptr %o, i64 4
  store i32 %e, ptr %o.2
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; Numbers that depend on the iteration, and a count behind the loop.
; CHECK-LABEL: define i32 @numbers(
; CHECK:       loop:
; CHECK:         [[LANE:%.*]] = trunc i64 %lane to i32
; CHECK:         [[I:%.*]] = add i32 5, {{.*}}
; CHECK:         store i32 [[I]]
; CHECK-NOT:     store
; CHECK:       exit:
; CHECK-NEXT:    %r = phi i32 [ {{%.*}}, %loop ]
define i32 @numbers(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %i = phi i32 [ 5, %entry ], [ %i.2, %loop ]
  %p = getelementptr [2 x i32], ptr %a, i64 %k
  store i32 %i, ptr %p
  %i.1 = add i32 %i, 3
  %q = getelementptr i8, ptr %p, i64 4
  store i32 %i.1, ptr %q
  %i.2 = add i32 %i, 6
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  %r = phi i32 [ %i.2, %loop ]
  ret i32 %r
}

; Swaps neighbours: both are read before one is written.
; CHECK-LABEL: define void @swaps(
; CHECK-NOT:     %lane
; CHECK:         ret void
define void @swaps(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %p = getelementptr [2 x i32], ptr %a, i64 %k
  %q = getelementptr i8, ptr %p, i64 4
  %x = load i32, ptr %p
  %y = load i32, ptr %q
  store i32 %y, ptr %p
  store i32 %x, ptr %q
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; All reads come before all writes, and what lane 1 reads may be what lane 0
; writes: one after the other would be different.
; CHECK-LABEL: define void @readsFirst(
; CHECK-NOT:     %lane
; CHECK:         ret void
define void @readsFirst(ptr %a, ptr %b, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %p = getelementptr [2 x i32], ptr %a, i64 %k
  %o = getelementptr [2 x i32], ptr %b, i64 %k
  %x = load i32, ptr %p
  %q = getelementptr i8, ptr %p, i64 4
  %y = load i32, ptr %q
  store i32 %x, ptr %o
  %o.2 = getelementptr i8, ptr %o, i64 4
  store i32 %y, ptr %o.2
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; In one array the distances are known: nothing is read after it was written.
; CHECK-LABEL: define void @readsFirstInPlace(
; CHECK:         %lane
; CHECK:         ret void
define void @readsFirstInPlace(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %p = getelementptr [2 x i32], ptr %a, i64 %k
  %o = getelementptr i8, ptr %p, i64 -8
  %x = load i32, ptr %p
  %q = getelementptr i8, ptr %p, i64 4
  %y = load i32, ptr %q
  store i32 %x, ptr %o
  %o.2 = getelementptr i8, ptr %o, i64 4
  store i32 %y, ptr %o.2
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; The lanes differ in a constant.
; CHECK-LABEL: define void @differs(
; CHECK-NOT:     %lane
; CHECK:         ret void
define void @differs(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %p = getelementptr [2 x i32], ptr %a, i64 %k
  %x = load i32, ptr %p
  %x1 = add i32 %x, 1
  store i32 %x1, ptr %p
  %q = getelementptr i8, ptr %p, i64 4
  %y = load i32, ptr %q
  %y1 = add i32 %y, 2
  store i32 %y1, ptr %q
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; A value of the first lane is used behind the loop.
; CHECK-LABEL: define i32 @firstLane(
; CHECK-NOT:     %lane
; CHECK:         ret i32
define i32 @firstLane(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %p = getelementptr [2 x i32], ptr %a, i64 %k
  %x = load i32, ptr %p
  %x1 = add i32 %x, 1
  store i32 %x1, ptr %p
  %q = getelementptr i8, ptr %p, i64 4
  %y = load i32, ptr %q
  %y1 = add i32 %y, 1
  store i32 %y1, ptr %q
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  %r = phi i32 [ %x1, %loop ]
  ret i32 %r
}
