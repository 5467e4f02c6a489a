; RUN: sinter-opt -passes='sinter-lane-split,instcombine' %s | FileCheck %s
; Vectors whose lanes are taken out and put back become numbers.

; A rotation by two amounts, around a loop. In front of it the vector is taken
; apart, behind it put together.
; CHECK-LABEL: define <4 x i32> @rotate(
; CHECK:       loop:
; CHECK-NOT:     vector
; CHECK-NOT:     element
; CHECK:         call i32 @llvm.fshl.i32(i32 [[A:%.*]], i32 [[A]], i32 7)
; CHECK:         call i32 @llvm.fshl.i32(i32 [[B:%.*]], i32 [[B]], i32 9)
; CHECK-NOT:     element
; CHECK:         br i1
; CHECK:       exit:
; CHECK-COUNT-4: insertelement
define <4 x i32> @rotate(<4 x i32> %v, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ %n, %entry ], [ %i.next, %loop ]
  %x = phi <4 x i32> [ %v, %entry ], [ %x.next, %loop ]
  %s = add <4 x i32> %x, <i32 1, i32 2, i32 3, i32 4>
  %a = extractelement <4 x i32> %s, i64 0
  %b = extractelement <4 x i32> %s, i64 1
  %c = extractelement <4 x i32> %s, i64 2
  %d = extractelement <4 x i32> %s, i64 3
  %a.r = lshr i32 %a, 25
  %b.r = lshr i32 %b, 23
  %c.r = lshr i32 %c, 25
  %d.r = lshr i32 %d, 23
  %r0 = insertelement <4 x i32> poison, i32 %a.r, i64 0
  %r1 = insertelement <4 x i32> %r0, i32 %b.r, i64 1
  %r2 = insertelement <4 x i32> %r1, i32 %c.r, i64 2
  %r3 = insertelement <4 x i32> %r2, i32 %d.r, i64 3
  %l = shl <4 x i32> %s, <i32 7, i32 9, i32 7, i32 9>
  %o = or <4 x i32> %l, %r3
  %x.next = shufflevector <4 x i32> %o, <4 x i32> poison, <4 x i32> <i32 1, i32 2, i32 3, i32 0>
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret <4 x i32> %x.next
}

; Other types of the same bits: lanes are moved as bytes, and combined in
; halves.
; CHECK-LABEL: define i32 @bytes(
; CHECK-NOT:     shufflevector
; CHECK:         [[P:%.*]] = xor i32 %c, %a
; CHECK:         [[Q:%.*]] = xor i32 %d, %b
; CHECK:         add i32
; CHECK-NOT:     shufflevector
; CHECK:         ret i32
define i32 @bytes(i32 %a, i32 %b, i32 %c, i32 %d) {
  %v0 = insertelement <4 x i32> poison, i32 %a, i64 0
  %v1 = insertelement <4 x i32> %v0, i32 %b, i64 1
  %v2 = insertelement <4 x i32> %v1, i32 %c, i64 2
  %v = insertelement <4 x i32> %v2, i32 %d, i64 3
  %v.b = bitcast <4 x i32> %v to <16 x i8>
  %w.b = shufflevector <16 x i8> %v.b, <16 x i8> poison, <16 x i32> <i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %w.h = bitcast <16 x i8> %w.b to <2 x i64>
  %v.h = bitcast <4 x i32> %v to <2 x i64>
  %x.h = xor <2 x i64> %w.h, %v.h
  %x = bitcast <2 x i64> %x.h to <4 x i32>
  %p = extractelement <4 x i32> %x, i64 0
  %q = extractelement <4 x i32> %x, i64 1
  %s = add i32 %p, %q
  ret i32 %s
}

; Arithmetic in vectors, and a sum of the lanes in the end: stays.
; CHECK-LABEL: define i32 @sum(
; CHECK:         mul <4 x i32>
; CHECK:         add <4 x i32>
; CHECK:         extractelement
define i32 @sum(ptr %p, ptr %q, ptr %r) {
  %x = load <4 x i32>, ptr %p, align 1
  %y = load <4 x i32>, ptr %q, align 1
  %z = load <4 x i32>, ptr %r, align 1
  %m = mul <4 x i32> %x, %y
  %s = add <4 x i32> %m, %z
  %t = xor <4 x i32> %s, %y
  %a = extractelement <4 x i32> %t, i64 0
  %b = extractelement <4 x i32> %t, i64 1
  %ab = add i32 %a, %b
  ret i32 %ab
}

; Bytes that cross lanes are not moved by lanes.
; CHECK-LABEL: define i32 @crossing(
; CHECK:         shufflevector <16 x i8>
define i32 @crossing(i32 %a, i32 %b, i32 %c, i32 %d) {
  %v0 = insertelement <4 x i32> poison, i32 %a, i64 0
  %v1 = insertelement <4 x i32> %v0, i32 %b, i64 1
  %v2 = insertelement <4 x i32> %v1, i32 %c, i64 2
  %v = insertelement <4 x i32> %v2, i32 %d, i64 3
  %v.b = bitcast <4 x i32> %v to <16 x i8>
  %w.b = shufflevector <16 x i8> %v.b, <16 x i8> poison, <16 x i32> <i32 1, i32 2, i32 3, i32 4, i32 12, i32 13, i32 14, i32 15, i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %w = bitcast <16 x i8> %w.b to <4 x i32>
  %p = extractelement <4 x i32> %w, i64 0
  ret i32 %p
}
