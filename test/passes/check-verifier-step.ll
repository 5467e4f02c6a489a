; RUN: sinter-opt -passes='verify<sinter-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; RUN: sinter-fuzz-checks --only=good %s | FileCheck %s --check-prefix=MUTATED
; MUTATED: {{[1-9][0-9]+}} let an access out, 0 of them missed
; What is checked is computed from other numbers than the address, which go in
; step with these: one goes down as the other goes up.

declare void @sinter_trap(ptr, i32)

define void @good_ways(i32 %n, i32 %x, i32 %y, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br i1 %c, label %left, label %right
left:
  %one = sub i32 %n, %x
  br label %join
right:
  %times = shl i32 %y, 3
  %other = sub i32 %n, %times
  br label %join
join:
  %p = phi i32 [ %x, %left ], [ %times, %right ]
  %q = phi i32 [ %one, %left ], [ %other, %right ]
  br label %loop
loop:
  %i = phi i32 [ 0, %join ], [ %i.next, %next ]
  %checked = sub i32 %q, %i
  %wide = zext i32 %checked to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %sum = add i32 %p, %i
  %at = sub i32 %n, %sum
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i8 0, ptr %ptr, !tbaa !1
  %i.next = add i32 %i, 1
  %more = load volatile i1, ptr %instance
  br i1 %more, label %loop, label %end
end:
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; One more on one of the ways.
; CHECK: 'bad_way'
define void @bad_way(i32 %n, i32 %x, i32 %y, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br i1 %c, label %left, label %right
left:
  %one = sub i32 %n, %x
  br label %join
right:
  %times = shl i32 %y, 3
  %less = sub i32 %n, %times
  %other = add i32 %less, -1
  br label %join
join:
  %p = phi i32 [ %x, %left ], [ %times, %right ]
  %q = phi i32 [ %one, %left ], [ %other, %right ]
  br label %loop
loop:
  %i = phi i32 [ 0, %join ], [ %i.next, %next ]
  %checked = sub i32 %q, %i
  %wide = zext i32 %checked to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %sum = add i32 %p, %i
  %at = sub i32 %n, %sum
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i8 0, ptr %ptr, !tbaa !1
  %i.next = add i32 %i, 1
  %more = load volatile i1, ptr %instance
  br i1 %more, label %loop, label %end
end:
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; In step with another multiple.
; CHECK: 'bad_factor'
define void @bad_factor(i32 %n, i32 %x, i32 %y, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br i1 %c, label %left, label %right
left:
  %one = sub i32 %n, %x
  br label %join
right:
  %times = shl i32 %y, 3
  %twice = shl i32 %y, 4
  %other = sub i32 %n, %twice
  br label %join
join:
  %p = phi i32 [ %x, %left ], [ %times, %right ]
  %q = phi i32 [ %one, %left ], [ %other, %right ]
  br label %loop
loop:
  %i = phi i32 [ 0, %join ], [ %i.next, %next ]
  %checked = sub i32 %q, %i
  %wide = zext i32 %checked to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %sum = add i32 %p, %i
  %at = sub i32 %n, %sum
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i8 0, ptr %ptr, !tbaa !1
  %i.next = add i32 %i, 1
  %more = load volatile i1, ptr %instance
  br i1 %more, label %loop, label %end
end:
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; One byte too many.
; CHECK: 'bad_wide'
define void @bad_wide(i32 %n, i32 %x, i32 %y, i1 %c, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br i1 %c, label %left, label %right
left:
  %one = sub i32 %n, %x
  br label %join
right:
  %times = shl i32 %y, 3
  %other = sub i32 %n, %times
  br label %join
join:
  %p = phi i32 [ %x, %left ], [ %times, %right ]
  %q = phi i32 [ %one, %left ], [ %other, %right ]
  br label %loop
loop:
  %i = phi i32 [ 0, %join ], [ %i.next, %next ]
  %checked = sub i32 %q, %i
  %wide = zext i32 %checked to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %sum = add i32 %p, %i
  %at = sub i32 %n, %sum
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i16 0, ptr %ptr, !tbaa !1
  %i.next = add i32 %i, 1
  %more = load volatile i1, ptr %instance
  br i1 %more, label %loop, label %end
end:
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Round a loop.
define void @good_sums(i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ 0, %entry ], [ %p.next, %next ]
  %q = phi i32 [ %n, %entry ], [ %q.next, %next ]
  %wide = zext i32 %q to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %at = sub i32 %n, %p
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i8 0, ptr %ptr, !tbaa !1
  %v = load volatile i32, ptr %instance
  %p.next = add i32 %p, %v
  %q.next = sub i32 %q, %v
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Not at the beginning.
; CHECK: 'bad_start'
define void @bad_start(i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ 0, %entry ], [ %p.next, %next ]
  %q = phi i32 [ 1, %entry ], [ %q.next, %next ]
  %wide = zext i32 %q to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %at = sub i32 %n, %p
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i8 0, ptr %ptr, !tbaa !1
  %v = load volatile i32, ptr %instance
  %p.next = add i32 %p, %v
  %q.next = sub i32 %q, %v
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Not in the next iteration.
; CHECK: 'bad_step'
define void @bad_step(i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ 0, %entry ], [ %p.next, %next ]
  %q = phi i32 [ %n, %entry ], [ %q.next, %next ]
  %wide = zext i32 %q to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %at = sub i32 %n, %p
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i8 0, ptr %ptr, !tbaa !1
  %v = load volatile i32, ptr %instance
  %p.next = add i32 %p, %v
  %q.next = sub i32 %v, %q
  br label %loop
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What was checked before both went on.
; CHECK: 'bad_before'
define void @bad_before(i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ 0, %entry ], [ %p.next, %next ]
  %q = phi i32 [ %n, %entry ], [ %q.next, %next ]
  %wide = zext i32 %q to i64
  %oob = icmp uge i64 %wide, %size
  br i1 %oob, label %trap, label %next
next:
  %v = load volatile i32, ptr %instance
  %p.next = add i32 %p, %v
  %q.next = sub i32 %q, %v
  %at = sub i32 %n, %p.next
  %at64 = zext i32 %at to i64
  %ptr = getelementptr i8, ptr %base, i64 %at64
  store i8 0, ptr %ptr, !tbaa !1
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
