; RUN: sinter-opt -passes='sinter-loop-search' %s | FileCheck %s
; Loops that leave when they find something try 16 elements at once, if all that
; they may read is known to be in bounds.

; memcmp. Whole blocks first, then as it was from where one of them differs.
; CHECK-LABEL: define i32 @compare(
; CHECK:       entry:
; CHECK:         [[COUNT:%.*]] = add i64 %n, -1
; CHECK:         [[SOME:%.*]] = icmp uge i64 [[COUNT]], 16
; CHECK-NEXT:    br i1 [[SOME]], label %loop.block, label %loop.rest
; CHECK:       loop.block:
; CHECK-NEXT:    %k1 = phi i64 [ 0, %entry ], [ [[NEXT:%.*]], %loop.next ]
; CHECK:       loop.try:
; CHECK-NEXT:    %j = phi i64 [ 0, %loop.block ], [ [[J:%.*]], %loop.try ]
; CHECK-NEXT:    %any = phi i8 [ 0, %loop.block ], [ [[ANY:%.*]], %loop.try ]
; CHECK:         [[X:%.*]] = load i8
; CHECK:         [[Y:%.*]] = load i8
; CHECK:         [[SAME:%.*]] = icmp eq i8 [[X]], [[Y]]
; CHECK-NEXT:    xor i1 [[SAME]], true
; CHECK:         freeze
; CHECK:         [[ANY]] = or i8 %any
; CHECK:         br i1 %{{.*}}, label %loop.tried, label %loop.try, !llvm.loop
; CHECK:       loop.tried:
; CHECK:         [[NEXT]] = add i64 %k1, 16
; CHECK:         br i1 %{{.*}}, label %loop.rest, label %loop.next
; CHECK:       loop.next:
; CHECK:         [[LEFT:%.*]] = sub i64 [[COUNT]], [[NEXT]]
; CHECK-NEXT:    [[MORE:%.*]] = icmp uge i64 [[LEFT]], 16
; CHECK-NEXT:    br i1 [[MORE]], label %loop.block, label %loop.rest
; CHECK:       loop.rest:
; CHECK-NEXT:    %from = phi i64 [ 0, %entry ], [ %k1, %loop.tried ], [ [[NEXT]], %loop.next ]
; CHECK:       loop:
; CHECK:         br i1 %same, label %latch, label %differ
define i32 @compare(ptr %a, ptr %b, i64 %n) {
entry:
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %latch ]
  %p = getelementptr i8, ptr %a, i64 %k
  %q = getelementptr i8, ptr %b, i64 %k
  %x = load i8, ptr %p, align 1, !tbaa !0
  %y = load i8, ptr %q, align 1, !tbaa !0
  %same = icmp eq i8 %x, %y
  br i1 %same, label %latch, label %differ
latch:
  %k.next = add nuw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %equal, label %loop
differ:
  %x.out = phi i8 [ %x, %loop ]
  %r = zext i8 %x.out to i32
  ret i32 %r
equal:
  ret i32 -1
}

; An array below the memory's minimum, up to its last byte. The block's reads are
; marked.
; CHECK-LABEL: define i32 @below_minimum(
; CHECK:       loop.try:
; CHECK:         load i8, ptr %{{.*}}, align 1, !tbaa [[PROVED:![0-9]+]]
; CHECK:       loop:
; CHECK:         load i8, ptr %p, align 1, !tbaa [[HEAP:![0-9]+]]
define i32 @below_minimum(ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %k = phi i64 [ 1000, %entry ], [ %k.next, %latch ]
  %p = getelementptr i8, ptr %base, i64 %k
  %x = load i8, ptr %p, align 1, !tbaa !4
  %found = icmp eq i8 %x, 7
  br i1 %found, label %out, label %latch
latch:
  %k.next = add nuw i64 %k, 1
  %done = icmp eq i64 %k.next, 65536
  br i1 %done, label %end, label %loop
out:
  ret i32 1
end:
  ret i32 -1
}

; One byte further: the loop would trap there, or find something before.
; CHECK-LABEL: define i32 @beyond_minimum(
; CHECK-NOT:     loop.try
; CHECK:         ret i32 -1
define i32 @beyond_minimum(ptr %instance) {
entry:
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %k = phi i64 [ 1000, %entry ], [ %k.next, %latch ]
  %p = getelementptr i8, ptr %base, i64 %k
  %x = load i8, ptr %p, align 1, !tbaa !4
  %found = icmp eq i8 %x, 7
  br i1 %found, label %out, label %latch
latch:
  %k.next = add nuw i64 %k, 1
  %done = icmp eq i64 %k.next, 65537
  br i1 %done, label %end, label %loop
out:
  ret i32 1
end:
  ret i32 -1
}

; What is not known to be in bounds is not read before its time.
; CHECK-LABEL: define i32 @unproved(
; CHECK-NOT:     loop.try
; CHECK:         ret i32 -1
define i32 @unproved(ptr %a, i64 %n) {
entry:
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %latch ]
  %p = getelementptr i8, ptr %a, i64 %k
  %x = load i8, ptr %p, align 1, !tbaa !4
  %found = icmp eq i8 %x, 7
  br i1 %found, label %out, label %latch
latch:
  %k.next = add nuw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %end, label %loop
out:
  ret i32 1
end:
  ret i32 -1
}

; A loop that stores does not try.
; CHECK-LABEL: define i32 @stores(
; CHECK-NOT:     loop.try
; CHECK:         ret i32 -1
define i32 @stores(ptr %a, i64 %n) {
entry:
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %latch ]
  %p = getelementptr i8, ptr %a, i64 %k
  %x = load i8, ptr %p, align 1, !tbaa !0
  %found = icmp eq i8 %x, 7
  br i1 %found, label %out, label %latch
latch:
  store i8 7, ptr %p, align 1, !tbaa !0
  %k.next = add nuw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %end, label %loop
out:
  ret i32 1
end:
  ret i32 -1
}

; Neither does one that carries what it has read.
; CHECK-LABEL: define i32 @sum(
; CHECK-NOT:     loop.try
; CHECK:         ret i32 -1
define i32 @sum(ptr %a, i64 %n) {
entry:
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %latch ]
  %s = phi i8 [ 0, %entry ], [ %s.next, %latch ]
  %p = getelementptr i8, ptr %a, i64 %k
  %x = load i8, ptr %p, align 1, !tbaa !0
  %s.next = add i8 %s, %x
  %found = icmp eq i8 %s.next, 7
  br i1 %found, label %out, label %latch
latch:
  %k.next = add nuw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %end, label %loop
out:
  ret i32 1
end:
  ret i32 -1
}

; Nor one that divides: in an iteration that is not made it could be by 0.
; CHECK-LABEL: define i32 @divides(
; CHECK-NOT:     loop.try
; CHECK:         ret i32 -1
define i32 @divides(ptr %a, i64 %n) {
entry:
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %latch ]
  %p = getelementptr i8, ptr %a, i64 %k
  %x = load i8, ptr %p, align 1, !tbaa !0
  %d = udiv i8 100, %x
  %found = icmp eq i8 %d, 7
  br i1 %found, label %out, label %latch
latch:
  %k.next = add nuw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %end, label %loop
out:
  ret i32 1
end:
  ret i32 -1
}

!0 = !{!1, !1, i64 0}
!1 = !{!"heap proved", !2}
!2 = !{!"heap", !3}
!3 = !{!"sinter"}
!4 = !{!2, !2, i64 0}
!sinter.memories = !{!5}
!5 = !{i64 16, i64 65536, i64 0}

; CHECK: [[PROVED]] = !{[[TYPE:![0-9]+]], [[TYPE]], i64 0}
; CHECK: [[TYPE]] = !{!"heap proved"
