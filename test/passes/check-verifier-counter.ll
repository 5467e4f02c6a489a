; RUN: sinter-opt -passes='verify<sinter-final-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; Counters whose low bits end their loop: how far they go, in a memory of 65536
; bytes and with no checks at all.

@sinter_memory_base = external global [0 x i8]

; From 2^32 - 56320 up to 2^32 - 4, so from 9213 to 65532.
define void @good() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 4294910976, %entry ], [ %next, %loop ]
  %far = add i64 %i, 65533
  %low = and i64 %far, 4294967295
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %low
  store i8 1, ptr %p, !tbaa !1
  %next = add i64 %i, 4
  %bits = and i64 %next, 4294967292
  %done = icmp eq i64 %bits, 0
  br i1 %done, label %end, label %loop
end:
  ret void
}

; The end is tested in the middle, and is another number than 0; 65280 is the
; last number that is used.
define void @good_middle(i1 %skip) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 512, %entry ], [ %next, %latch ]
  %next = add i32 %i, 256
  %bits = and i32 %next, 65535
  %more = icmp ne i32 %bits, 256
  br i1 %more, label %latch, label %end
latch:
  %less = add i32 %i, -256
  %wide = zext i32 %less to i64
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %wide
  store i8 1, ptr %p, !tbaa !1
  br label %loop
end:
  ret void
}

; One byte further than there are.
; CHECK: 'bad_far'
define void @bad_far() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 4294910976, %entry ], [ %next, %loop ]
  %far = add i64 %i, 65541
  %low = and i64 %far, 4294967295
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %low
  store i8 1, ptr %p, !tbaa !1
  %next = add i64 %i, 4
  %bits = and i64 %next, 4294967292
  %done = icmp eq i64 %bits, 0
  br i1 %done, label %end, label %loop
end:
  ret void
}

; Steps of 8 from 2^32 - 56324 never come to the end.
; CHECK: 'bad_missed'
define void @bad_missed() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 4294910972, %entry ], [ %next, %loop ]
  %far = add i64 %i, 65533
  %low = and i64 %far, 4294967295
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %low
  store i8 1, ptr %p, !tbaa !1
  %next = add i64 %i, 8
  %bits = and i64 %next, 4294967292
  %done = icmp eq i64 %bits, 0
  br i1 %done, label %end, label %loop
end:
  ret void
}

; It begins at the end, and goes all the way round.
; CHECK: 'bad_round'
define void @bad_round() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 4294967296, %entry ], [ %next, %loop ]
  %low = and i64 %i, 4294967295
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %low
  store i8 1, ptr %p, !tbaa !1
  %next = add i64 %i, 4
  %bits = and i64 %next, 4294967292
  %done = icmp eq i64 %bits, 0
  br i1 %done, label %end, label %loop
end:
  ret void
}

; It goes on when the bits are those, with 2^32, and ends when they are not.
; CHECK: 'bad_otherwise'
define void @bad_otherwise() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 4294967292, %entry ], [ %next, %loop ]
  %far = add i64 %i, 65539
  %low = and i64 %far, 4294967295
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %low
  store i8 1, ptr %p, !tbaa !1
  %next = add i64 %i, 4
  %bits = and i64 %next, 4294967292
  %done = icmp eq i64 %bits, 0
  br i1 %done, label %loop, label %end
end:
  ret void
}

; Not all iterations come to the test.
; CHECK: 'bad_not_always'
define void @bad_not_always(ptr %instance) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 4294910976, %entry ], [ %next, %latch ]
  %next = add i64 %i, 4
  %far = add i64 %i, 65533
  %low = and i64 %far, 4294967295
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %low
  store i8 1, ptr %p, !tbaa !1
  %skip = load volatile i1, ptr %instance
  br i1 %skip, label %latch, label %test
test:
  %bits = and i64 %next, 4294967292
  %done = icmp eq i64 %bits, 0
  br i1 %done, label %end, label %latch
latch:
  br label %loop
end:
  ret void
}

; What is tested is not the counter.
; CHECK: 'bad_other'
define void @bad_other() {
entry:
  br label %loop
loop:
  %i = phi i64 [ 4294910976, %entry ], [ %next, %loop ]
  %j = phi i64 [ 4294910976, %entry ], [ %next.j, %loop ]
  %far = add i64 %i, 65533
  %low = and i64 %far, 4294967295
  %p = getelementptr i8, ptr @sinter_memory_base, i64 %low
  store i8 1, ptr %p, !tbaa !1
  %next = add i64 %i, 4
  %next.j = add i64 %j, 2
  %bits = and i64 %next.j, 4294967294
  %done = icmp eq i64 %bits, 0
  br i1 %done, label %end, label %loop
end:
  ret void
}

!sinter.memories = !{!0}
!0 = !{i64 16, i64 65536, i64 4}
!1 = !{!2, !2, i64 0}
!2 = !{!"heap", !3, i64 0}
!3 = !{!"sinter"}
