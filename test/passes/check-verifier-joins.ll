; RUN: sinter-opt -passes='verify<sinter-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; RUN: sinter-fuzz-checks --only=good %s | FileCheck %s --check-prefix=MUTATED
; MUTATED: {{[1-9][0-9]+}} let an access out, 0 of them missed
; Proofs where control flow joins: each function whose name starts with "bad" has
; an access that is not proved.

declare void @sinter_trap(ptr, i32)

; Two numbers in step: one is always four more than the other, which is checked.
define void @good_in_step(i32 %a, i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a4 = add i64 %a64, 4
  br label %loop
loop:
  %one = phi i64 [ %a64, %entry ], [ %x64, %next ]
  %two = phi i64 [ %a4, %entry ], [ %x4, %next ]
  %end = add nuw nsw i64 %one, 6
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %two
  %x = load i16, ptr %p, !tbaa !1
  %x64 = zext i16 %x to i64
  %x4 = add i64 %x64, 4
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; On one way five more.
; CHECK: 'bad_out_of_step'
define void @bad_out_of_step(i32 %a, i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a4 = add i64 %a64, 4
  br label %loop
loop:
  %one = phi i64 [ %a64, %entry ], [ %x64, %next ]
  %two = phi i64 [ %a4, %entry ], [ %x5, %next ]
  %end = add nuw nsw i64 %one, 6
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %two
  %x = load i16, ptr %p, !tbaa !1
  %x64 = zext i16 %x to i64
  %x5 = add i64 %x64, 5
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The condition has another name behind a join, and is the same.
define void @good_renamed(i32 noundef %a, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %over = icmp ugt i64 %end, %size
  br i1 %c, label %left, label %join
left:
  br label %join
join:
  %oob = phi i1 [ %over, %entry ], [ %over, %left ]
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; It is not the same.
; CHECK: 'bad_other_condition'
define void @bad_other_condition(i32 noundef %a, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %over = icmp ugt i64 %end, %size
  br i1 %c, label %left, label %join
left:
  %large = icmp ugt i64 %a64, 100
  br label %join
join:
  %oob = phi i1 [ %over, %entry ], [ %large, %left ]
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; One number goes up as another one goes down.
define void @good_together(i32 noundef %a, i32 noundef %b, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br i1 %c, label %left, label %join
left:
  %up = add i32 %a, 5
  %down = add i32 %b, -5
  br label %join
join:
  %x = phi i32 [ %a, %entry ], [ %up, %left ]
  %y = phi i32 [ %b, %entry ], [ %down, %left ]
  %sum = add i32 %x, %y
  %sum64 = zext i32 %sum to i64
  %end = add nuw nsw i64 %sum64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %both = add i32 %a, %b
  %both64 = zext i32 %both to i64
  %p = getelementptr i8, ptr %base, i64 %both64
  store i32 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; It goes down by less.
; CHECK: 'bad_together'
define void @bad_together(i32 noundef %a, i32 noundef %b, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br i1 %c, label %left, label %join
left:
  %up = add i32 %a, 5
  %down = add i32 %b, -4
  br label %join
join:
  %x = phi i32 [ %a, %entry ], [ %up, %left ]
  %y = phi i32 [ %b, %entry ], [ %down, %left ]
  %sum = add i32 %x, %y
  %sum64 = zext i32 %sum to i64
  %end = add nuw nsw i64 %sum64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %both = add i32 %a, %b
  %both64 = zext i32 %both to i64
  %p = getelementptr i8, ptr %base, i64 %both64
  store i32 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; In step through two joins.
define void @good_in_step_twice(i32 noundef %a, i32 noundef %b, i1 noundef %c, i1 noundef %d, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  %b64 = zext i32 %b to i64
  %b8 = add nuw nsw i64 %b64, 8
  br i1 %c, label %left, label %join
left:
  br label %join
join:
  %one = phi i64 [ %a64, %entry ], [ %b64, %left ]
  %two = phi i64 [ %a8, %entry ], [ %b8, %left ]
  br i1 %d, label %other, label %later
other:
  br label %later
later:
  %one.2 = phi i64 [ %one, %join ], [ %a64, %other ]
  %two.2 = phi i64 [ %two, %join ], [ %a8, %other ]
  %oob = icmp ugt i64 %two.2, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one.2
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_in_step_twice'
define void @bad_in_step_twice(i32 noundef %a, i32 noundef %b, i1 noundef %c, i1 noundef %d, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  %b64 = zext i32 %b to i64
  %b8 = add nuw nsw i64 %b64, 7
  br i1 %c, label %left, label %join
left:
  br label %join
join:
  %one = phi i64 [ %a64, %entry ], [ %b64, %left ]
  %two = phi i64 [ %a8, %entry ], [ %b8, %left ]
  br i1 %d, label %other, label %later
other:
  br label %later
later:
  %one.2 = phi i64 [ %one, %join ], [ %a64, %other ]
  %two.2 = phi i64 [ %two, %join ], [ %a8, %other ]
  %oob = icmp ugt i64 %two.2, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one.2
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What joins in the loop is checked in two ways that join later.
define void @good_nearer_join(i32 noundef %a, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !5
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %limit = sub nuw nsw i64 %size, 4
  br label %loop
loop:
  %at = phi i64 [ %a64, %entry ], [ %x64, %join ]
  %p = getelementptr i8, ptr %base, i64 %at
  br i1 %c, label %left, label %right
left:
  %over = icmp ugt i64 %at, %limit
  br i1 %over, label %trap, label %join
right:
  %end = add nuw nsw i64 %at, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %join
join:
  %x = load i32, ptr %p, !tbaa !1, !noundef !6
  %x64 = zext i32 %x to i64
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_nearer_join'
define void @bad_nearer_join(i32 noundef %a, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !5
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %limit = sub nuw nsw i64 %size, 3
  br label %loop
loop:
  %at = phi i64 [ %a64, %entry ], [ %x64, %join ]
  %p = getelementptr i8, ptr %base, i64 %at
  br i1 %c, label %left, label %right
left:
  %over = icmp ugt i64 %at, %limit
  br i1 %over, label %trap, label %join
right:
  %end = add nuw nsw i64 %at, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %join
join:
  %x = load i32, ptr %p, !tbaa !1, !noundef !6
  %x64 = zext i32 %x to i64
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The limit is one of two sizes, each less four.
define void @good_joined_limit(i32 %a, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %size1 = load i64, ptr %size.at, !range !5
  br i1 %c, label %left, label %join
left:
  %size2 = load i64, ptr %size.at, !range !5
  br label %join
join:
  %size = phi i64 [ %size1, %entry ], [ %size2, %left ]
  %limit = sub i64 %size, 4
  %a64 = zext i32 %a to i64
  %oob = icmp ugt i64 %a64, %limit
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What is known in a later iteration says nothing about the first one, in which
; the address would have been checked.
; CHECK: 'bad_later_iteration'
define void @bad_later_iteration(i32 %a, i32 %n, ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  br label %loop
loop:
  %again = phi i1 [ false, %entry ], [ true, %latch ]
  br i1 %again, label %access, label %latch
access:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, !tbaa !1
  br label %latch
latch:
  br label %loop
}

; A lane of a vector that is never enabled.
define void @good_lane(i64 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %last = call i64 @llvm.umin.i64(i64 %a, i64 10)
  %one = insertelement <2 x i64> poison, i64 %last, i64 0
  %all = shufflevector <2 x i64> %one, <2 x i64> poison, <2 x i32> zeroinitializer
  %enabled = icmp ugt <2 x i64> %all, <i64 9, i64 10>
  %lane = extractelement <2 x i1> %enabled, i64 1
  br i1 %lane, label %store, label %end
store:
  %p = getelementptr i8, ptr %base, i64 -1
  store i8 0, ptr %p, !tbaa !1
  br label %end
end:
  ret void
}

; CHECK: 'bad_lane'
define void @bad_lane(i64 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %last = call i64 @llvm.umin.i64(i64 %a, i64 10)
  %one = insertelement <2 x i64> poison, i64 %last, i64 0
  %all = shufflevector <2 x i64> %one, <2 x i64> poison, <2 x i32> zeroinitializer
  %enabled = icmp ugt <2 x i64> %all, <i64 9, i64 10>
  %lane = extractelement <2 x i1> %enabled, i64 0
  br i1 %lane, label %store, label %end
store:
  %p = getelementptr i8, ptr %base, i64 -1
  store i8 0, ptr %p, !tbaa !1
  br label %end
end:
  ret void
}

; The low halves of sizes that join.
define i8 @good_low_sizes(i32 %a, i64 %n, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %base.at = getelementptr i8, ptr %instance, i64 16
  br i1 %c, label %left, label %right
left:
  %size = load i64, ptr %size.at
  %low = trunc i64 %size to i32
  br label %join
right:
  %size2 = load i64, ptr %size.at
  %low2 = trunc i64 %size2 to i32
  br label %join
join:
  %limit = phi i32 [ %low, %left ], [ %low2, %right ]
  %base = load ptr, ptr %base.at
  %inside = icmp ult i32 %a, %limit
  br i1 %inside, label %access, label %trap
access:
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i8, ptr %p, !tbaa !1
  ret i8 %x
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; One byte too many.
; CHECK: 'bad_low_wide'
define i16 @bad_low_wide(i32 %a, i64 %n, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %base.at = getelementptr i8, ptr %instance, i64 16
  br i1 %c, label %left, label %right
left:
  %size = load i64, ptr %size.at
  %low = trunc i64 %size to i32
  br label %join
right:
  %size2 = load i64, ptr %size.at
  %low2 = trunc i64 %size2 to i32
  br label %join
join:
  %limit = phi i32 [ %low, %left ], [ %low2, %right ]
  %base = load ptr, ptr %base.at
  %inside = icmp ult i32 %a, %limit
  br i1 %inside, label %access, label %trap
access:
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i16, ptr %p, !tbaa !1
  ret i16 %x
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The byte behind the last one.
; CHECK: 'bad_low_equal'
define i8 @bad_low_equal(i32 %a, i64 %n, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %base.at = getelementptr i8, ptr %instance, i64 16
  br i1 %c, label %left, label %right
left:
  %size = load i64, ptr %size.at
  %low = trunc i64 %size to i32
  br label %join
right:
  %size2 = load i64, ptr %size.at
  %low2 = trunc i64 %size2 to i32
  br label %join
join:
  %limit = phi i32 [ %low, %left ], [ %low2, %right ]
  %base = load ptr, ptr %base.at
  %inside = icmp ule i32 %a, %limit
  br i1 %inside, label %access, label %trap
access:
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i8, ptr %p, !tbaa !1
  ret i8 %x
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; On one of the ways it is no size.
; CHECK: 'bad_low_other'
define i8 @bad_low_other(i32 %a, i64 %n, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %base.at = getelementptr i8, ptr %instance, i64 16
  br i1 %c, label %left, label %right
left:
  %size = load i64, ptr %size.at
  %low = trunc i64 %size to i32
  br label %join
right:
  %size2 = load i64, ptr %size.at
  %low2 = trunc i64 %n to i32
  br label %join
join:
  %limit = phi i32 [ %low, %left ], [ %low2, %right ]
  %base = load ptr, ptr %base.at
  %inside = icmp ult i32 %a, %limit
  br i1 %inside, label %access, label %trap
access:
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i8, ptr %p, !tbaa !1
  ret i8 %x
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A condition that has several names; behind many more joins, so that it is not
; proved on each way back.
define void @good_names(i32 %a, i1 %c, i1 %d, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x = zext i32 %a to i64
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %c, label %left, label %right
left:
  %one = phi i1 [ %oob, %entry ]
  br label %join
right:
  %two = phi i1 [ %oob, %entry ]
  br label %join
join:
  %both = phi i1 [ %one, %left ], [ %two, %right ]
  br i1 %both, label %trap, label %next
next:
  br i1 %c, label %b0, label %a0
b0:
  br label %a0
a0:
  br i1 %c, label %b1, label %a1
b1:
  br label %a1
a1:
  br i1 %c, label %b2, label %a2
b2:
  br label %a2
a2:
  br i1 %c, label %b3, label %a3
b3:
  br label %a3
a3:
  br i1 %c, label %b4, label %a4
b4:
  br label %a4
a4:
  br i1 %c, label %b5, label %a5
b5:
  br label %a5
a5:
  br i1 %c, label %b6, label %a6
b6:
  br label %a6
a6:
  br i1 %c, label %b7, label %a7
b7:
  br label %a7
a7:
  br i1 %c, label %b8, label %a8
b8:
  br label %a8
a8:
  %p = getelementptr i8, ptr %base, i64 %x
  store i32 1, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; On one of the ways it is another one.
; CHECK: 'bad_names'
define void @bad_names(i32 %a, i1 %c, i1 %d, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x = zext i32 %a to i64
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %c, label %left, label %right
left:
  %one = phi i1 [ %oob, %entry ]
  br label %join
right:
  %two = phi i1 [ %d, %entry ]
  br label %join
join:
  %both = phi i1 [ %one, %left ], [ %two, %right ]
  br i1 %both, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %x
  store i32 1, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The names are of the iteration before, of another address.
; CHECK: 'bad_old_names'
define void @bad_old_names(ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %first
first:
  %a.first = load volatile i32, ptr %instance
  br label %loop
loop:
  %old = phi i1 [ true, %first ], [ %oob, %latch ]
  %a = load volatile i32, ptr %instance
  %x = zext i32 %a to i64
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %old, label %latch, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %x
  store i32 1, ptr %p, !tbaa !1
  br label %latch
latch:
  br label %loop
}

; The same, where it never is anything else.
; CHECK: 'bad_only_old_names'
define void @bad_only_old_names(i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %old = phi i1 [ poison, %entry ], [ %name, %latch ]
  %first = phi i1 [ true, %entry ], [ false, %latch ]
  %a = load volatile i32, ptr %instance
  %x = zext i32 %a to i64
  %end = add nuw nsw i64 %x, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %first, label %latch, label %test
test:
  br i1 %old, label %latch, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %x
  store i32 1, ptr %p, !tbaa !1
  br label %latch
latch:
  %name = phi i1 [ %oob, %loop ], [ %oob, %test ], [ %oob, %next ]
  br label %loop
}

declare i64 @llvm.umin.i64(i64, i64)

!sinter.memories = !{!0}
!0 = !{i64 16, i64 0, i64 0}
!1 = !{!2, !2, i64 0}
!2 = !{!"heap", !3, i64 0}
!3 = !{!"sinter"}
!5 = !{i64 65536, i64 4294901761}
!6 = !{}
