; RUN: sinter-opt -passes='sinter-loop-scan,verify<sinter-checks>' %s 2>&1 \
; RUN:   | FileCheck %s --implicit-check-not='without a proof'
; Searches without a known end look at blocks of elements once they have lasted
; for a while, as long as all of a block is inside of the memory.

declare void @sinter_trap(ptr, i32)

; strlen.
; CHECK-LABEL: define i32 @length(
; CHECK:       loop.tick:
; CHECK-NEXT:    [[LEFT:%.*]] = sub i32 %count, 1
; CHECK-NEXT:    [[NOW:%.*]] = icmp eq i32 [[LEFT]], 0
; CHECK-NEXT:    br i1 [[NOW]], label %loop.enter, label %loop
; CHECK:       loop.enter:
; CHECK:         [[LIMIT:%.*]] = sub nuw i64 %size, 16
; CHECK:       loop.block:
; CHECK-NEXT:    [[P:%.*]] = phi i32 [ %p.next, %loop.enter ], [ [[ON:%.*]], %loop.next ]
; CHECK:         [[BEYOND:%.*]] = icmp ugt i64 %{{.*}}, [[LIMIT]]
; CHECK-NEXT:    br i1 [[BEYOND]], label %loop.rest, label %loop.try
; CHECK:       loop.try:
; CHECK-NEXT:    [[BLOCK:%.*]] = load <16 x i8>, ptr %{{.*}}, !tbaa
; CHECK-NEXT:    icmp eq <16 x i8> [[BLOCK]], zeroinitializer
; CHECK-NEXT:    freeze <16 x i1>
; CHECK-NEXT:    %found = bitcast <16 x i1> %{{.*}} to i16
; CHECK-NEXT:    [[ANY:%.*]] = icmp ne i16 %found, 0
; CHECK-NEXT:    br i1 [[ANY]], label %loop.hit, label %loop.next
; CHECK:       loop.hit:
; CHECK-NEXT:    call i16 @llvm.cttz.i16(i16 %found, i1 true)
; CHECK:       loop.next:
; CHECK-NEXT:    [[ON]] = add i32 [[P]], 16
; CHECK:       loop.rest:
; CHECK-NEXT:    phi i32 [ [[P]], %loop.block ], [ %{{.*}}, %loop.hit ]
; CHECK-NEXT:    br label %loop
; CHECK:       loop:
; CHECK-NEXT:    %count = phi i32 [ 8, %entry ], [ [[LEFT]], %loop.tick ], [ 0, %loop.rest ]
; CHECK:         br i1 %oob, label %trap, label %body
; CHECK:         br i1 %stop, label %out, label %loop.tick
define i32 @length(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %p.next = add i32 %p, 1
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The end of a word, by a set of characters: the constant 1 of the address is
; none of one value for all lanes.
; CHECK-LABEL: define i32 @word(
; CHECK:       loop.try:
; CHECK:         [[BIT:%.*]] = shl <16 x i32> <i32 1, i32 1,{{.*}}>, %{{.*}}
; CHECK-NEXT:    and <16 x i32> [[BIT]], <i32 513, i32 513,
define i32 @word(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %p.next = add i32 %p, 1
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %c32 = zext i8 %c to i32
  %low = and i32 %c32, 31
  %bit = shl i32 1, %low
  %in = and i32 %bit, 513
  %stop = icmp ne i32 %in, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; strcmp, whose check of one address LLVM has counted: it is next to the size.
; CHECK-LABEL: define i32 @equals(
; CHECK:       loop.block:
; CHECK:         icmp ugt
; CHECK:         %left = sub i64 %last, %{{.*}}
; CHECK-NEXT:    icmp ult i64 %left, 16
; CHECK:       loop.try:
; CHECK:         load <16 x i8>
; CHECK:         load <16 x i8>
; CHECK:         [[GOES:%.*]] = and <16 x i1>
; CHECK:         xor <16 x i1> [[GOES]], <i1 true
define i32 @equals(i32 noundef %a, i32 noundef %b, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %last = add nsw i64 %size, -1
  %a64 = zext i32 %a to i64
  %b64 = zext i32 %b to i64
  br label %loop
loop:
  %i = phi i64 [ %a64, %entry ], [ %i.next, %body ]
  %j = phi i64 [ %b64, %entry ], [ %j.next, %body ]
  %i.next = add nuw nsw i64 %i, 1
  %j.next = add nuw nsw i64 %j, 1
  %more = icmp ne i64 %i, %last
  %inside = icmp ugt i64 %size, %j.next
  %both = select i1 %more, i1 %inside, i1 false
  br i1 %both, label %body, label %trap
body:
  %at = getelementptr i8, ptr %base, i64 %i.next
  %x = load i8, ptr %at, !tbaa !9
  %bt = getelementptr i8, ptr %base, i64 %j.next
  %y = load i8, ptr %bt, !tbaa !2
  %same = icmp eq i8 %x, %y
  %some = icmp ne i8 %x, 0
  %go = and i1 %same, %some
  br i1 %go, label %loop, label %out
out:
  %r = sext i8 %x to i32
  ret i32 %r
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Eight words; what is looked for is the same for all of them.
; CHECK-LABEL: define i32 @words(
; CHECK:       loop.enter:
; CHECK:         sub nuw i64 %size, 36
; CHECK:         shufflevector <8 x i32>
; CHECK:       loop.try:
; CHECK-NEXT:    load <8 x i32>
; CHECK:         bitcast <8 x i1> %{{.*}} to i8
; CHECK:         mul i32 %{{.*}}, 4
define i32 @words(i32 noundef %a, i32 noundef %b, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %p4 = add nuw nsw i64 %p64, 4
  %at = getelementptr i8, ptr %base, i64 %p4
  %w = load i32, ptr %at, !tbaa !2
  %p.next = add i32 %p, 4
  %d = sub i32 %w, %b
  %stop = icmp slt i32 %d, 0
  br i1 %stop, label %out, label %loop
out:
  ret i32 %p
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What is stored cannot be taken back.
; CHECK-LABEL: define i32 @stores(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @stores(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %p.next = add i32 %p, 1
  store i8 1, ptr %at, !tbaa !2
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A loop that ends by itself is for others.
; CHECK-LABEL: define i32 @counts(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @counts(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %p.next = add i32 %p, 1
  %stop = icmp eq i32 %p.next, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Elements that do not lie side by side.
; CHECK-LABEL: define i32 @apart(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @apart(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %p.next = add i32 %p, 2
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; What is read decides about what is read next.
; CHECK-LABEL: define i32 @from(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @from(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %q, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %q = zext i8 %c to i32
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The memory may be smaller than a block.
; CHECK-LABEL: define i32 @small(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @small(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 72
  %size = load i64, ptr %size.at, !range !7, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 64
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %p.next = add i32 %p, 1
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Where memory goes on behind 2^32, addresses of 32 bits begin anew in it.
; CHECK-LABEL: define i32 @huge(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @huge(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !10, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %p.next = add i32 %p, 1
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The check is of another memory: nothing is known about this one.
; CHECK-LABEL: define i32 @other(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @other(i32 noundef %a, ptr %instance) {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %other.at = getelementptr i8, ptr %instance, i64 64
  %other = load ptr, ptr %other.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %other, i64 %p64
  %c = load i8, ptr %at, !tbaa !9
  %p.next = add i32 %p, 1
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; A function that shall be small stays so.
; CHECK-LABEL: define i32 @size(
; CHECK-NOT:     loop.try
; CHECK:         ret i32
define i32 @size(i32 noundef %a, ptr %instance) optsize {
entry:
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at, !range !0, !tbaa !8
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  br label %loop
loop:
  %p = phi i32 [ %a, %entry ], [ %p.next, %body ]
  %p64 = zext i32 %p to i64
  %end = add nuw nsw i64 %p64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %p64
  %c = load i8, ptr %at, !tbaa !2
  %p.next = add i32 %p, 1
  %stop = icmp eq i8 %c, 0
  br i1 %stop, label %out, label %loop
out:
  %length = sub i32 %p, %a
  ret i32 %length
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

!sinter.memories = !{!5, !6}
!0 = !{i64 65536, i64 4294901761}
!2 = !{!3, !3, i64 0}
!3 = !{!"heap", !4, i64 0}
!4 = !{!"sinter"}
!5 = !{i64 16, i64 65536, i64 0}
!6 = !{i64 64, i64 0, i64 0}
!7 = !{i64 0, i64 4294901761}
!8 = !{!11, !11, i64 0}
!9 = !{!12, !12, i64 0}
!10 = !{i64 65536, i64 1099511627777}
!11 = !{!"size", !4, i64 0}
!12 = !{!"heap proved", !3, i64 0}
