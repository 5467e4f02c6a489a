; RUN: sinter-opt -passes='verify<sinter-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; RUN: sinter-fuzz-checks --only=good %s | FileCheck %s --check-prefix=MUTATED
; MUTATED: {{[1-9][0-9]+}} let an access out, 0 of them missed
; Freezes: of what is never poison they are looked through. Each function whose
; name starts with "bad" has an access that is not proved. The others, changed so
; that they access bytes outside, have no proof either.

declare void @sinter_trap(ptr, i32)

; Two numbers in step, one of which is frozen.
define void @good_in_step(i32 noundef %a, i32 noundef %b, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  %b64 = zext i32 %b to i64
  %b8 = add nuw nsw i64 %b64, 8
  br i1 %c, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %one = phi i64 [ %a64, %left ], [ %b64, %right ]
  %two = phi i64 [ %a8, %left ], [ %b8, %right ]
  %two.fr = freeze i64 %two
  %oob = icmp ugt i64 %two.fr, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The same, but one of what joins may be poison.
; CHECK: 'bad_in_step'
define void @bad_in_step(i32 %a, i32 noundef %b, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  %b64 = zext i32 %b to i64
  %b8 = add nuw nsw i64 %b64, 8
  br i1 %c, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %one = phi i64 [ %a64, %left ], [ %b64, %right ]
  %two = phi i64 [ %a8, %left ], [ %b8, %right ]
  %two.fr = freeze i64 %two
  %oob = icmp ugt i64 %two.fr, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The size is one of two, frozen.
define void @good_size(i32 noundef %a, i32 noundef %b, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  %b64 = zext i32 %b to i64
  %b8 = add nuw nsw i64 %b64, 8
  br i1 %c, label %left, label %right
left:
  br label %join
right:
  %size.r = load i64, ptr %size.at
  br label %join
join:
  %one = phi i64 [ %a64, %left ], [ %b64, %right ]
  %two = phi i64 [ %a8, %left ], [ %b8, %right ]
  %size.j = phi i64 [ %size, %left ], [ %size.r, %right ]
  %size.fr = freeze i64 %size.j
  %oob = icmp ugt i64 %two, %size.fr
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A number that is the size only if no bit of it was lost.
; CHECK: 'bad_size'
define void @bad_size(i32 noundef %a, i32 noundef %b, i1 noundef %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  %b64 = zext i32 %b to i64
  %b8 = add nuw nsw i64 %b64, 8
  br i1 %c, label %left, label %right
left:
  br label %join
right:
  br label %join
join:
  %one = phi i64 [ %a64, %left ], [ %b64, %right ]
  %two = phi i64 [ %a8, %left ], [ %b8, %right ]
  %n = load i64, ptr %size.at
  %most = shl nuw i64 %n, 62
  %less = lshr i64 %most, 62
  %size.fr = freeze i64 %less
  %oob = icmp ugt i64 %two, %size.fr
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The same number both times.
define void @good_two_freezes(i32 noundef %x, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x.1 = freeze i32 %x
  %x.2 = freeze i32 %x
  %one = zext i32 %x.1 to i64
  %two = zext i32 %x.2 to i64
  %end = add nuw i64 %one, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %two
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; If it is poison these are two numbers.
; CHECK: 'bad_two_freezes'
define void @bad_two_freezes(i32 %x, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %x.1 = freeze i32 %x
  %x.2 = freeze i32 %x
  %one = zext i32 %x.1 to i64
  %two = zext i32 %x.2 to i64
  %end = add nuw i64 %one, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %two
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A sum that cannot wrap.
define void @good_flag(i32 noundef %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw i64 %a64, 8
  %end.fr = freeze i64 %end
  %oob = icmp ugt i64 %end.fr, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; If it wraps anything is compared.
; CHECK: 'bad_flag'
define void @bad_flag(i64 noundef %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %end = add nuw i64 %a, 8
  %end.fr = freeze i64 %end
  %oob = icmp ugt i64 %end.fr, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A frozen condition.
define void @good_condition(i32 noundef %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw i64 %a64, 8
  %over = icmp ugt i64 %end, %size
  %oob = freeze i1 %over
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_condition'
define void @bad_condition(i64 noundef %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %end = add nuw i64 %a, 8
  %over = icmp ugt i64 %end, %size
  %oob = freeze i1 %over
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Shifted by less than all bits.
define void @good_shift(i64 noundef %a, i64 noundef %n, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %few = and i64 %n, 31
  %x = lshr i64 %a, %few
  %x.1 = freeze i64 %x
  %x.2 = freeze i64 %x
  %low = and i64 %x.1, 4294967295
  %end = add nuw i64 %low, 8
  %low.2 = and i64 %x.2, 4294967295
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %low.2
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_shift'
define void @bad_shift(i64 noundef %a, i64 noundef %n, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %few = and i64 %n, 64
  %x = lshr i64 %a, %few
  %x.1 = freeze i64 %x
  %x.2 = freeze i64 %x
  %low = and i64 %x.1, 4294967295
  %end = add nuw i64 %low, 8
  %low.2 = and i64 %x.2, 4294967295
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %low.2
  store i64 0, ptr %p, !tbaa !1
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; In step from one iteration to the next.
define void @good_loop(i32 noundef %a, i32 noundef %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  br label %loop
loop:
  %one = phi i64 [ %a64, %entry ], [ %one.next, %next ]
  %two = phi i64 [ %a8, %entry ], [ %two.next, %next ]
  %two.fr = freeze i64 %two
  %oob = icmp ugt i64 %two.fr, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one
  %x = load i64, ptr %p, !tbaa !1, !noundef !6
  %low = and i64 %x, 65535
  %one.next = add nuw i64 %low, 12
  %two.next = add nuw i64 %low, 20
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Poison from the iteration before.
; CHECK: 'bad_loop'
define void @bad_loop(i32 noundef %a, i32 noundef %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %a8 = add nuw nsw i64 %a64, 8
  br label %loop
loop:
  %one = phi i64 [ %a64, %entry ], [ %one.next, %next ]
  %two = phi i64 [ %a8, %entry ], [ %two.next, %next ]
  %two.fr = freeze i64 %two
  %oob = icmp ugt i64 %two.fr, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %one
  %x = load i64, ptr %p, !tbaa !1, !noundef !6
  %low = and i64 %x, 65535
  %one.next = mul nuw i64 %one, 20
  %two.next = add nuw i64 %one.next, 8
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

!sinter.memories = !{!0}
!0 = !{i64 16, i64 0, i64 0}
!1 = !{!2, !2, i64 0}
!2 = !{!"heap", !3, i64 0}
!3 = !{!"sinter"}
!6 = !{}
