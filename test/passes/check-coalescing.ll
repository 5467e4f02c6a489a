; RUN: sinter-opt -passes='sinter-check-coalescing,simplifycfg,early-cse' %s | FileCheck %s
; Checks of one address with growing offsets become one: directly, or with a
; cold copy when something could be seen in between.

declare void @sinter_trap(ptr, i32)
declare void @other()

; Loads only: the first check is as strong as the last, and traps itself.
; CHECK-LABEL: @loads(
; CHECK:         add nuw nsw i64 %{{.*}}, 12
; CHECK:         br i1 %oob{{.*}}, label %trap, label %one
; CHECK:       one:
; CHECK-NOT:     br
; CHECK:         ret i32
define i32 @loads(i32 %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, align 1
  %end.2 = add nuw nsw i64 %a64, 12
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  %q = getelementptr i8, ptr %p, i64 8
  %y = load i32, ptr %q, align 1
  %sum = add i32 %x, %y
  ret i32 %sum
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; A store in between: the cold copy does it before it traps, after the first
; check as it was.
; CHECK-LABEL: @stores(
; CHECK:         add nuw nsw i64 %{{.*}}, 8
; CHECK:         br i1 %{{.*}}, label %cold, label %one
; CHECK:       one:
; CHECK:         store i32 1
; CHECK:         store i32 2
; CHECK:         ret void
; CHECK:       cold:
; CHECK:         br i1 %oob.1, label %trap, label %[[COPY:[a-z.]+]]
; CHECK:       [[COPY]]:
; CHECK:         store i32 1
; CHECK-NOT:     store
; CHECK:         br label %trap
define void @stores(i32 %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %p, align 1
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  %q = getelementptr i8, ptr %p, i64 4
  store i32 2, ptr %q, align 1
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; A call may grow the memory or never return: nothing moves over it.
; CHECK-LABEL: @call(
; CHECK:         add nuw nsw i64 %a64, 4
; CHECK:         call void @other()
; CHECK:         add nuw nsw i64 %{{.*}}, 8
define void @call(i32 %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  call void @other()
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  ret void
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; Another size is another memory.
; CHECK-LABEL: @memories(
; CHECK:         icmp ugt i64 %end.1, %size
; CHECK:         icmp ugt i64 %end.2, %size2
define i32 @memories(i32 %a, i64 %size, i64 %size2, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, align 1
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size2
  br i1 %oob.2, label %trap, label %two
two:
  ret i32 %x
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; Two addresses in turn: both are checked at once, as soon as both are known.
; CHECK-LABEL: @turns(
; CHECK:         [[A:%.*]] = add nuw nsw i64 %{{.*}}, 8
; CHECK:         [[FAILS_A:%.*]] = icmp ugt i64 [[A]], %size
; CHECK:         [[B:%.*]] = add nuw nsw i64 %{{.*}}, 8
; CHECK:         [[FAILS_B:%.*]] = icmp ugt i64 [[B]], %size
; CHECK:         [[FAIL:%.*]] = or i1 [[FAILS_A]], [[FAILS_B]]
; CHECK:         br i1 [[FAIL]], label %trap, label %one
; CHECK:       one:
; CHECK-NOT:     br
; CHECK:         ret i32
define i32 @turns(i32 noundef %a, i32 noundef %b, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %x = load i32, ptr %p, align 1
  %b64 = zext i32 %b to i64
  %end.2 = add nuw nsw i64 %b64, 4
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  %q = getelementptr i8, ptr %base, i64 %b64
  %y = load i32, ptr %q, align 1
  %end.3 = add nuw nsw i64 %a64, 8
  %oob.3 = icmp ugt i64 %end.3, %size
  br i1 %oob.3, label %trap, label %three
three:
  %end.4 = add nuw nsw i64 %b64, 8
  %oob.4 = icmp ugt i64 %end.4, %size
  br i1 %oob.4, label %trap, label %four
four:
  %p.4 = getelementptr i8, ptr %p, i64 4
  %x.4 = load i32, ptr %p.4, align 1
  %q.4 = getelementptr i8, ptr %q, i64 4
  %y.4 = load i32, ptr %q.4, align 1
  %s = add i32 %x, %y
  %s.4 = add i32 %x.4, %y.4
  %sum = add i32 %s, %s.4
  ret i32 %sum
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; Checks that LLVM joined. Of the second %b is left: it is checked only once,
; and read after the first.
; CHECK-LABEL: @joined(
; CHECK:         add nuw nsw i64 %{{.*}}, 8
; CHECK:         icmp ugt i64 %{{.*}}, %size
; CHECK:         br i1 %{{.*}}, label %trap, label %one
; CHECK:       one:
; CHECK:         %b = load i32
; CHECK:         [[B:%.*]] = zext i32 %b to i64
; CHECK-NEXT:    [[END:%.*]] = add nuw nsw i64 [[B]], 4
; CHECK-NEXT:    [[FAILS:%.*]] = icmp ugt i64 [[END]], %size
; CHECK-NEXT:    br i1 [[FAILS]], label %trap, label %two
define i32 @joined(i32 noundef %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %b = load i32, ptr %p, align 1
  %b64 = zext i32 %b to i64
  %end.b = add nuw nsw i64 %b64, 4
  %oob.b = icmp ugt i64 %end.b, %size
  %end.2 = add nuw nsw i64 %a64, 8
  %oob.2 = icmp ugt i64 %end.2, %size
  %either = or i1 %oob.b, %oob.2
  br i1 %either, label %trap, label %two
two:
  %q = getelementptr i8, ptr %base, i64 %b64
  %y = load i32, ptr %q, align 1
  ret i32 %y
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; The last check is passed on the way to another trap. It is that one that
; remains.
; CHECK-LABEL: @other_trap(
; CHECK:         br i1 %oob.1, label %cold, label %one
; CHECK:       one:
; CHECK-NEXT:    %p = getelementptr
; CHECK-NEXT:    store i32 1, ptr %p
; CHECK-NOT:     br
; CHECK:         call void @sinter_trap(ptr null, i32 2)
; CHECK-NEXT:    unreachable
; CHECK:       trap:
; CHECK-NEXT:    call void @sinter_trap(ptr null, i32 5)
; CHECK:       cold:
; CHECK-NEXT:    br i1 true, label %trap
define void @other_trap(i32 noundef %a, i64 %size, ptr %base) {
entry:
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  store i32 1, ptr %p, align 1
  %end.2 = add nuw nsw i64 %a64, 1
  %in.2 = icmp ule i64 %end.2, %size
  br i1 %in.2, label %divide, label %trap
divide:
  call void @sinter_trap(ptr null, i32 2)
  unreachable
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; A comparison of the program's own with a number that is negative as a signed
; one stands for no check.
; CHECK-LABEL: @large_constant(
; CHECK:         icmp uge i64 %a, -4
; CHECK:         icmp ugt i64 %a, 65531
define i8 @large_constant(i64 noundef %a, ptr %base) {
entry:
  %own = icmp ult i64 %a, -4
  br i1 %own, label %one, label %trap
one:
  %oob = icmp ugt i64 %a, 65531
  br i1 %oob, label %trap, label %two
two:
  %p = getelementptr i8, ptr %base, i64 %a
  %x = load i8, ptr %p, align 1
  ret i8 %x
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; Addresses of their own, sums of 32 bits: with a size of which it is known that
; nothing behind it wraps, they are so many bytes behind the first.
; CHECK-LABEL: @elements(
; CHECK:         %a64 = zext i32 %a to i64
; CHECK:         %end{{.*}} = add nuw nsw i64 %a64, 12
; CHECK:         br i1 %oob{{.*}}, label %trap, label %one
; CHECK:       one:
; CHECK-NOT:     label %trap
; CHECK:         [[B:%.*]] = add nuw nsw i64 %a64, 8
; CHECK-NOT:     label %trap
; CHECK:         getelementptr i8, ptr %base, i64 [[B]]
; CHECK:         ret i32
define i32 @elements(i32 %x, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0
  %a = add i32 %x, 100
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, align 1
  %b = add i32 %x, 108
  %b64 = zext i32 %b to i64
  %end.2 = add nuw nsw i64 %b64, 4
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  %q = getelementptr i8, ptr %base, i64 %b64
  %w = load i32, ptr %q, align 1
  %sum = add i32 %v, %w
  ret i32 %sum
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

; A memory that may take all of the 4 GiB: the second sum may wrap while the
; first passes.
; CHECK-LABEL: @large_memory(
; CHECK:         br i1 %oob.1, label %trap, label %one
; CHECK:         br i1 %oob.2, label %trap, label %two
define i32 @large_memory(i32 %x, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !1
  %a = add i32 %x, 100
  %a64 = zext i32 %a to i64
  %end.1 = add nuw nsw i64 %a64, 4
  %oob.1 = icmp ugt i64 %end.1, %size
  br i1 %oob.1, label %trap, label %one
one:
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, align 1
  %b = add i32 %x, 108
  %b64 = zext i32 %b to i64
  %end.2 = add nuw nsw i64 %b64, 4
  %oob.2 = icmp ugt i64 %end.2, %size
  br i1 %oob.2, label %trap, label %two
two:
  %q = getelementptr i8, ptr %base, i64 %b64
  %w = load i32, ptr %q, align 1
  %sum = add i32 %v, %w
  ret i32 %sum
trap:
  call void @sinter_trap(ptr null, i32 5)
  unreachable
}

!0 = !{i64 65536, i64 4294901761}
!1 = !{i64 65536, i64 4294967297}
