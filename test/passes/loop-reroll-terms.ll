; RUN: sinter-opt -passes='loop(sinter-loop-reroll)' %s | FileCheck %s
; The terms of an integer sum are put in the order of what they are read from;
; then the lanes of an unrolled loop show.

declare void @llvm.assume(i1)

; Backwards, as a compiler left them.
; CHECK-LABEL: define i32 @backwards(
; CHECK:       loop:
; CHECK:         %lane = phi i64
; CHECK:         %s = phi i32 [ 0, %entry ], [ [[SUM:%.*]], %loop ]
; CHECK:         %x.0 = load i32
; CHECK-NOT:     load
; CHECK:         [[SUM]] = add i32 %s, %x.0
; CHECK-NOT:     add i32
; CHECK:         br i1
define i32 @backwards(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %s.3, %loop ]
  %p.0 = getelementptr [3 x i32], ptr %a, i64 %k
  %p.1 = getelementptr i8, ptr %p.0, i64 4
  %p.2 = getelementptr i8, ptr %p.0, i64 8
  %x.0 = load i32, ptr %p.0
  %x.1 = load i32, ptr %p.1
  %x.2 = load i32, ptr %p.2
  %s.1 = add i32 %x.2, %s
  %s.2 = add nuw i32 %s.1, %x.0
  %s.3 = add i32 %s.2, %x.1
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret i32 %s.3
}

; Downwards through an array, a term of each of two kinds in a lane.
; CHECK-LABEL: define i32 @kinds(
; CHECK:         %lane = phi i64
; CHECK:         %x.0 = load i32
; CHECK:         %y.0 = load i8
; CHECK-NOT:     load
; CHECK:         [[A:%.*]] = xor i32 %s, %x.0
; CHECK:         xor i32 [[A]], %z.0
; CHECK-NOT:     xor
; CHECK:         br i1
define i32 @kinds(ptr %a, ptr %b, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %s.4, %loop ]
  %down = mul nsw i64 %k, -8
  %p.0 = getelementptr i8, ptr %a, i64 %down
  %p.1 = getelementptr i8, ptr %p.0, i64 -4
  %x.0 = load i32, ptr %p.0
  %x.1 = load i32, ptr %p.1
  %q.0 = getelementptr [2 x i8], ptr %b, i64 %k
  %q.1 = getelementptr i8, ptr %q.0, i64 1
  %y.0 = load i8, ptr %q.0
  %z.0 = zext i8 %y.0 to i32
  %y.1 = load i8, ptr %q.1
  %z.1 = zext i8 %y.1 to i32
  %s.1 = xor i32 %s, %x.1
  %s.2 = xor i32 %s.1, %x.0
  %s.3 = xor i32 %s.2, %z.0
  %s.4 = xor i32 %s.3, %z.1
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret i32 %s.4
}

; A sum of floats has one order.
; CHECK-LABEL: define float @floats(
; CHECK-NOT:     %lane
; CHECK:         %s.1 = fadd float %s, %x.1
; CHECK-NEXT:    %s.2 = fadd float %s.1, %x.0
define float @floats(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %s = phi float [ 0.0, %entry ], [ %s.2, %loop ]
  %p.0 = getelementptr [2 x float], ptr %a, i64 %k
  %p.1 = getelementptr i8, ptr %p.0, i64 4
  %x.0 = load float, ptr %p.0
  %x.1 = load float, ptr %p.1
  %s.1 = fadd float %s, %x.1
  %s.2 = fadd float %s.1, %x.0
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret float %s.2
}

; A partial sum that is used stays what it is.
; CHECK-LABEL: define i32 @partial(
; CHECK-NOT:     %lane
; CHECK:         %s.1 = add i32 %s, %x.1
; CHECK:         store i32 %s.1, ptr %p.0
; CHECK:         %s.2 = add i32 %s.1, %x.0
define i32 @partial(ptr %a, i32 %m) {
entry:
  %n = zext i32 %m to i64
  %any = icmp ne i32 %m, 0
  call void @llvm.assume(i1 %any)
  br label %loop
loop:
  %k = phi i64 [ 0, %entry ], [ %k.next, %loop ]
  %s = phi i32 [ 0, %entry ], [ %s.2, %loop ]
  %p.0 = getelementptr [2 x i32], ptr %a, i64 %k
  %p.1 = getelementptr i8, ptr %p.0, i64 4
  %x.0 = load i32, ptr %p.0
  %x.1 = load i32, ptr %p.1
  %s.1 = add i32 %s, %x.1
  store i32 %s.1, ptr %p.0
  %s.2 = add i32 %s.1, %x.0
  %k.next = add nuw nsw i64 %k, 1
  %done = icmp eq i64 %k.next, %n
  br i1 %done, label %exit, label %loop
exit:
  ret i32 %s.2
}
