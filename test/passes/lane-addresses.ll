; RUN: sinter-opt -passes=sinter-lane-addresses %s | FileCheck %s
; Addresses that are lanes of vectors become numbers, if they can be followed.

; CHECK-LABEL: define i32 @clamped(
; CHECK:         [[N3:%.*]] = extractelement <4 x i32> %n, i64 3
; CHECK:       loop:
; CHECK:         [[X:%.*]] = phi i32 [ 3, %entry ], [ [[NEXT:%.*]], %loop ]
; CHECK:         [[C:%.*]] = call i32 @llvm.smin.i32(i32 [[X]], i32 [[N3]])
; CHECK:         [[T:%.*]] = icmp sgt i32 [[C]], 0
; CHECK:         [[S:%.*]] = select i1 [[T]], i32 [[C]], i32 0
; CHECK:         zext i32 [[S]] to i64
; CHECK:         [[NEXT]] = add i32 [[X]], 4
define i32 @clamped(ptr %p, <4 x i32> %n, i32 %end) {
entry:
  br label %loop
loop:
  %x = phi <4 x i32> [ <i32 0, i32 1, i32 2, i32 3>, %entry ], [ %x.n, %loop ]
  %i = phi i32 [ 0, %entry ], [ %i.n, %loop ]
  %c = call <4 x i32> @llvm.smin.v4i32(<4 x i32> %x, <4 x i32> %n)
  %t = icmp sgt <4 x i32> %c, zeroinitializer
  %s = select <4 x i1> %t, <4 x i32> %c, <4 x i32> zeroinitializer
  %a = extractelement <4 x i32> %s, i64 3
  %z = zext i32 %a to i64
  %q = getelementptr i8, ptr %p, i64 %z
  store i8 0, ptr %q
  %x.n = add <4 x i32> %x, <i32 4, i32 4, i32 4, i32 4>
  %i.n = add i32 %i, 1
  %go = icmp ult i32 %i.n, %end
  br i1 %go, label %loop, label %exit
exit:
  ret i32 0
}

; A lane that comes out of memory stays; an undefined one, too.
; CHECK-LABEL: define void @loaded(
; CHECK:       loop:
; CHECK:         extractelement <4 x i32> %v, i64 1
; CHECK:         extractelement <4 x i32> %u, i64 2
define void @loaded(ptr %p, i32 %end) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.n, %loop ]
  %v = load <4 x i32>, ptr %p
  %a = extractelement <4 x i32> %v, i64 1
  %z = zext i32 %a to i64
  %u = insertelement <4 x i32> undef, i32 %i, i64 0
  %b = extractelement <4 x i32> %u, i64 2
  %y = zext i32 %b to i64
  %q = getelementptr i8, ptr %p, i64 %z
  %r = getelementptr i8, ptr %q, i64 %y
  store i8 0, ptr %r
  %i.n = add i32 %i, 1
  %go = icmp ult i32 %i.n, %end
  br i1 %go, label %loop, label %exit
exit:
  ret void
}
declare <4 x i32> @llvm.smin.v4i32(<4 x i32>, <4 x i32>)
