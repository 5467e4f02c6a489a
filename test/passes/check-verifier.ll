; RUN: sinter-opt -passes='verify<sinter-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; Accesses that are proved to be inside, and those that are not: each function
; whose name starts with "bad" has one of these.

declare void @sinter_trap(ptr, i32)
declare void @sinter.claim(i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)

define i32 @good_checked(i32 %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %at = add nuw nsw i64 %a64, 4
  %p = getelementptr i8, ptr %base, i64 %at
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_unchecked' accesses memory without a proof that it is inside: %v = load i32
define i32 @bad_unchecked(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
}

; The same without the alias class: where the pointer comes from tells.
; CHECK: 'bad_untagged'
define i32 @bad_untagged(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p
  ret i32 %v
}

; One byte too few.
; CHECK: 'bad_too_small'
define i32 @bad_too_small(i32 %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 3
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Only on one of two ways.
; CHECK: 'bad_not_dominating'
define i32 @bad_not_dominating(i32 %a, i1 %c, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  br i1 %c, label %check, label %next
check:
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; On both ways, one check each, of which one is stronger.
define i32 @good_both_ways(i32 %a, i1 %c, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %more = add nuw nsw i64 %a64, 12
  br i1 %c, label %check, label %other
check:
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
other:
  %oob2 = icmp ugt i64 %more, %size
  br i1 %oob2, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_wrong_edge'
define i32 @bad_wrong_edge(i32 %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %next, label %trap
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The sum may wrap around.
; CHECK: 'bad_wraps'
define i32 @bad_wraps(i32 %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %end32 = add i32 %a, 4
  %end = zext i32 %end32 to i64
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The size of another memory.
; CHECK: 'bad_other_memory'
define i32 @bad_other_memory(i32 %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 72
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A memory of at least 65536 bytes needs no checks of constant addresses.
define i32 @good_minimum(ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %p = getelementptr i8, ptr %base, i64 65532
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
}

; CHECK: 'bad_beyond_minimum'
define i32 @bad_beyond_minimum(ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %p = getelementptr i8, ptr %base, i64 65533
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
}

; A check at the end of each iteration, for the next one.
define void @good_rotated(i32 %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %ok = icmp ult i64 %a64, %size
  br i1 %ok, label %loop, label %trap
loop:
  %k = phi i32 [ %a, %entry ], [ %k.next, %loop ]
  %k64 = zext i32 %k to i64
  %p = getelementptr i8, ptr %base, i64 %k64
  store i8 1, ptr %p, !tbaa !2
  %k.next = add i32 %k, 8
  %next64 = zext i32 %k.next to i64
  %more = icmp ult i64 %next64, %size
  br i1 %more, label %loop, label %trap
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_first_only'
define void @bad_first_only(i32 %a, i32 %n, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %ok = icmp ult i64 %a64, %size
  br i1 %ok, label %loop, label %trap
loop:
  %k = phi i32 [ %a, %entry ], [ %k.next, %loop ]
  %k64 = zext i32 %k to i64
  %p = getelementptr i8, ptr %base, i64 %k64
  store i8 1, ptr %p, !tbaa !2
  %k.next = add i32 %k, 8
  %more = icmp ne i32 %k.next, %n
  br i1 %more, label %loop, label %end
end:
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Bulk operations: both sides of a copy.
; CHECK: 'bad_copy' {{.*}}: call void @llvm.memmove
define void @bad_copy(i32 %to, i32 %from, i32 %n, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %to64 = zext i32 %to to i64
  %from64 = zext i32 %from to i64
  %n64 = zext i32 %n to i64
  %end = add nuw nsw i64 %to64, %n64
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %to64
  %q = getelementptr i8, ptr %base, i64 %from64
  call void @llvm.memmove.p0.p0.i64(ptr %p, ptr %q, i64 %n64, i1 false), !tbaa !2
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A range of a 64-bit memory: at <= size - count, where that does not wrap.
define void @good_fill64(i64 %to, i64 %n, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %many = icmp ugt i64 %n, %size
  %limit = sub i64 %size, %n
  %far = icmp ugt i64 %to, %limit
  %oob = or i1 %many, %far
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %to
  call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 %n, i1 false), !tbaa !2
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; CHECK: 'bad_fill64'
define void @bad_fill64(i64 %to, i64 %n, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %limit = sub i64 %size, %n
  %far = icmp ugt i64 %to, %limit
  br i1 %far, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %to
  call void @llvm.memset.p0.i64(ptr %p, i8 0, i64 %n, i1 false), !tbaa !2
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; An atomic operation and a vector.
; CHECK: 'bad_atomic' {{.*}}: %v = atomicrmw add
; CHECK: 'bad_vector' {{.*}}: store <2 x i64>
define i32 @bad_atomic(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = atomicrmw add ptr %p, i32 1 seq_cst, !tbaa !2
  ret i32 %v
}

define void @bad_vector(i32 %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %p = getelementptr i8, ptr %base, i64 %a64
  store <2 x i64> zeroinitializer, ptr %p, !tbaa !2
  ret void
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A size that is newer than the one that the address was computed from.
; CHECK: 'bad_newer_size'
define i32 @bad_newer_size(i64 %a, ptr %instance, i32 %pages) {
  %size.at = getelementptr i8, ptr %instance, i64 72
  %base.at = getelementptr i8, ptr %instance, i64 64
  %old = load i64, ptr %size.at
  %last = add i64 %old, -4
  store i64 %a, ptr %size.at
  %new = load i64, ptr %size.at
  %small = icmp ult i64 %new, 4
  br i1 %small, label %trap, label %check
check:
  %oob = icmp ugt i64 %a, %last
  br i1 %oob, label %trap, label %next
next:
  %base = load ptr, ptr %base.at
  %p = getelementptr i8, ptr %base, i64 %a
  %v = load i32, ptr %p, !tbaa !2
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What a pass claims is taken for granted behind the claim, not before.
; CHECK: 'bad_before_claim' {{.*}}: %before = load i32
; CHECK-NOT: %behind
define i32 @bad_before_claim(i32 %a, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %before = load i32, ptr %p, !tbaa !2
  %end = add nuw nsw i64 %a64, 4
  %inside = icmp ule i64 %end, %size
  call void @sinter.claim(i1 %inside)
  br label %next
next:
  %behind = load i32, ptr %p, !tbaa !2
  %sum = add i32 %before, %behind
  ret i32 %sum
}

; Marked by a pass.
define i32 @good_marked(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !5
  ret i32 %v
}

; Two memories: at offset 16, at least 65536 bytes; at offset 64.
!sinter.memories = !{!0, !1}
!0 = !{i64 16, i64 65536, i64 0}
!1 = !{i64 64, i64 0, i64 0}
!2 = !{!3, !3, i64 0}
!3 = !{!"heap", !4, i64 0}
!4 = !{!"sinter"}
!5 = !{!6, !6, i64 0}
!6 = !{!"heap proved", !3, i64 0}
