; RUN: sinter-opt -passes='sinter-byte-runs' %s | FileCheck %s
; RUN: sinter-opt -passes='sinter-byte-runs,simplifycfg,dce' %s | FileCheck --check-prefix=CLEAN %s
; Bytes that are combined one by one: at once, unless a store changes what is
; read after it. That is so if the stores are 1 to 7 bytes behind a side.

declare void @host()

; CHECK-LABEL: define void @two(
; CHECK:         [[P:%.*]] = ptrtoint ptr %p to i64
; CHECK-NEXT:    [[Q:%.*]] = ptrtoint ptr %q to i64
; CHECK-NEXT:    [[D:%.*]] = sub i64 [[P]], [[Q]]
; CHECK-NEXT:    [[E:%.*]] = sub i64 [[D]], 1
; CHECK-NEXT:    [[APART:%.*]] = icmp uge i64 [[E]], 7
; CHECK-NEXT:    br i1 [[APART]], label %packed, label %bytes
; CHECK:       packed:
; CHECK-NEXT:    [[X:%.*]] = load <8 x i8>, ptr %q, align 1, !tbaa ![[HEAP:[0-9]+]]
; CHECK-NEXT:    [[Y:%.*]] = load <8 x i8>, ptr %p, align 1, !tbaa ![[HEAP]]
; CHECK-NEXT:    [[Z:%.*]] = xor <8 x i8> [[X]], [[Y]]
; CHECK-NEXT:    store <8 x i8> [[Z]], ptr %p, align 1, !tbaa ![[HEAP]]
; CHECK-NEXT:    br label %combined
; CHECK:       bytes:
; CHECK-COUNT-8: store i8
; CHECK:         br label %combined
; CHECK:       combined:
; CHECK-NEXT:    ret void
define void @two(ptr %p, ptr %q) {
  %x0 = load i8, ptr %q, align 1, !tbaa !0
  %y0 = load i8, ptr %p, align 1, !tbaa !0
  %z0 = xor i8 %x0, %y0
  store i8 %z0, ptr %p, align 1, !tbaa !0
  %a1 = getelementptr i8, ptr %q, i64 1
  %d1 = getelementptr i8, ptr %p, i64 1
  %x1 = load i8, ptr %a1, align 1, !tbaa !0
  %y1 = load i8, ptr %d1, align 1, !tbaa !0
  %z1 = xor i8 %x1, %y1
  store i8 %z1, ptr %d1, align 1, !tbaa !0
  %a2 = getelementptr i8, ptr %q, i64 2
  %d2 = getelementptr i8, ptr %p, i64 2
  %x2 = load i8, ptr %a2, align 1, !tbaa !0
  %y2 = load i8, ptr %d2, align 1, !tbaa !0
  %z2 = xor i8 %x2, %y2
  store i8 %z2, ptr %d2, align 1, !tbaa !0
  %a3 = getelementptr i8, ptr %q, i64 3
  %d3 = getelementptr i8, ptr %p, i64 3
  %x3 = load i8, ptr %a3, align 1, !tbaa !0
  %y3 = load i8, ptr %d3, align 1, !tbaa !0
  %z3 = xor i8 %x3, %y3
  store i8 %z3, ptr %d3, align 1, !tbaa !0
  %a4 = getelementptr i8, ptr %q, i64 4
  %d4 = getelementptr i8, ptr %p, i64 4
  %x4 = load i8, ptr %a4, align 1, !tbaa !0
  %y4 = load i8, ptr %d4, align 1, !tbaa !0
  %z4 = xor i8 %x4, %y4
  store i8 %z4, ptr %d4, align 1, !tbaa !0
  %a5 = getelementptr i8, ptr %q, i64 5
  %d5 = getelementptr i8, ptr %p, i64 5
  %x5 = load i8, ptr %a5, align 1, !tbaa !0
  %y5 = load i8, ptr %d5, align 1, !tbaa !0
  %z5 = xor i8 %x5, %y5
  store i8 %z5, ptr %d5, align 1, !tbaa !0
  %a6 = getelementptr i8, ptr %q, i64 6
  %d6 = getelementptr i8, ptr %p, i64 6
  %x6 = load i8, ptr %a6, align 1, !tbaa !0
  %y6 = load i8, ptr %d6, align 1, !tbaa !0
  %z6 = xor i8 %x6, %y6
  store i8 %z6, ptr %d6, align 1, !tbaa !0
  %a7 = getelementptr i8, ptr %q, i64 7
  %d7 = getelementptr i8, ptr %p, i64 7
  %x7 = load i8, ptr %a7, align 1, !tbaa !0
  %y7 = load i8, ptr %d7, align 1, !tbaa !0
  %z7 = xor i8 %x7, %y7
  store i8 %z7, ptr %d7, align 1, !tbaa !0
  ret void
}

; Both sides may overlap; 16 bytes.
; CHECK-LABEL: define void @three(
; CHECK:         icmp uge i64 {{.*}}, 15
; CHECK:         icmp uge i64 {{.*}}, 15
; CHECK:       packed:
; CHECK:         and <16 x i8>
define void @three(ptr %p, ptr %q, ptr %r) {
  %x0 = load i8, ptr %q, align 1, !tbaa !0
  %y0 = load i8, ptr %r, align 1, !tbaa !0
  %z0 = and i8 %x0, %y0
  store i8 %z0, ptr %p, align 1, !tbaa !0
  %a1 = getelementptr i8, ptr %q, i64 1
  %b1 = getelementptr i8, ptr %r, i64 1
  %d1 = getelementptr i8, ptr %p, i64 1
  %x1 = load i8, ptr %a1, align 1, !tbaa !0
  %y1 = load i8, ptr %b1, align 1, !tbaa !0
  %z1 = and i8 %x1, %y1
  store i8 %z1, ptr %d1, align 1, !tbaa !0
  %a2 = getelementptr i8, ptr %q, i64 2
  %b2 = getelementptr i8, ptr %r, i64 2
  %d2 = getelementptr i8, ptr %p, i64 2
  %x2 = load i8, ptr %a2, align 1, !tbaa !0
  %y2 = load i8, ptr %b2, align 1, !tbaa !0
  %z2 = and i8 %x2, %y2
  store i8 %z2, ptr %d2, align 1, !tbaa !0
  %a3 = getelementptr i8, ptr %q, i64 3
  %b3 = getelementptr i8, ptr %r, i64 3
  %d3 = getelementptr i8, ptr %p, i64 3
  %x3 = load i8, ptr %a3, align 1, !tbaa !0
  %y3 = load i8, ptr %b3, align 1, !tbaa !0
  %z3 = and i8 %x3, %y3
  store i8 %z3, ptr %d3, align 1, !tbaa !0
  %a4 = getelementptr i8, ptr %q, i64 4
  %b4 = getelementptr i8, ptr %r, i64 4
  %d4 = getelementptr i8, ptr %p, i64 4
  %x4 = load i8, ptr %a4, align 1, !tbaa !0
  %y4 = load i8, ptr %b4, align 1, !tbaa !0
  %z4 = and i8 %x4, %y4
  store i8 %z4, ptr %d4, align 1, !tbaa !0
  %a5 = getelementptr i8, ptr %q, i64 5
  %b5 = getelementptr i8, ptr %r, i64 5
  %d5 = getelementptr i8, ptr %p, i64 5
  %x5 = load i8, ptr %a5, align 1, !tbaa !0
  %y5 = load i8, ptr %b5, align 1, !tbaa !0
  %z5 = and i8 %x5, %y5
  store i8 %z5, ptr %d5, align 1, !tbaa !0
  %a6 = getelementptr i8, ptr %q, i64 6
  %b6 = getelementptr i8, ptr %r, i64 6
  %d6 = getelementptr i8, ptr %p, i64 6
  %x6 = load i8, ptr %a6, align 1, !tbaa !0
  %y6 = load i8, ptr %b6, align 1, !tbaa !0
  %z6 = and i8 %x6, %y6
  store i8 %z6, ptr %d6, align 1, !tbaa !0
  %a7 = getelementptr i8, ptr %q, i64 7
  %b7 = getelementptr i8, ptr %r, i64 7
  %d7 = getelementptr i8, ptr %p, i64 7
  %x7 = load i8, ptr %a7, align 1, !tbaa !0
  %y7 = load i8, ptr %b7, align 1, !tbaa !0
  %z7 = and i8 %x7, %y7
  store i8 %z7, ptr %d7, align 1, !tbaa !0
  %a8 = getelementptr i8, ptr %q, i64 8
  %b8 = getelementptr i8, ptr %r, i64 8
  %d8 = getelementptr i8, ptr %p, i64 8
  %x8 = load i8, ptr %a8, align 1, !tbaa !0
  %y8 = load i8, ptr %b8, align 1, !tbaa !0
  %z8 = and i8 %x8, %y8
  store i8 %z8, ptr %d8, align 1, !tbaa !0
  %a9 = getelementptr i8, ptr %q, i64 9
  %b9 = getelementptr i8, ptr %r, i64 9
  %d9 = getelementptr i8, ptr %p, i64 9
  %x9 = load i8, ptr %a9, align 1, !tbaa !0
  %y9 = load i8, ptr %b9, align 1, !tbaa !0
  %z9 = and i8 %x9, %y9
  store i8 %z9, ptr %d9, align 1, !tbaa !0
  %a10 = getelementptr i8, ptr %q, i64 10
  %b10 = getelementptr i8, ptr %r, i64 10
  %d10 = getelementptr i8, ptr %p, i64 10
  %x10 = load i8, ptr %a10, align 1, !tbaa !0
  %y10 = load i8, ptr %b10, align 1, !tbaa !0
  %z10 = and i8 %x10, %y10
  store i8 %z10, ptr %d10, align 1, !tbaa !0
  %a11 = getelementptr i8, ptr %q, i64 11
  %b11 = getelementptr i8, ptr %r, i64 11
  %d11 = getelementptr i8, ptr %p, i64 11
  %x11 = load i8, ptr %a11, align 1, !tbaa !0
  %y11 = load i8, ptr %b11, align 1, !tbaa !0
  %z11 = and i8 %x11, %y11
  store i8 %z11, ptr %d11, align 1, !tbaa !0
  %a12 = getelementptr i8, ptr %q, i64 12
  %b12 = getelementptr i8, ptr %r, i64 12
  %d12 = getelementptr i8, ptr %p, i64 12
  %x12 = load i8, ptr %a12, align 1, !tbaa !0
  %y12 = load i8, ptr %b12, align 1, !tbaa !0
  %z12 = and i8 %x12, %y12
  store i8 %z12, ptr %d12, align 1, !tbaa !0
  %a13 = getelementptr i8, ptr %q, i64 13
  %b13 = getelementptr i8, ptr %r, i64 13
  %d13 = getelementptr i8, ptr %p, i64 13
  %x13 = load i8, ptr %a13, align 1, !tbaa !0
  %y13 = load i8, ptr %b13, align 1, !tbaa !0
  %z13 = and i8 %x13, %y13
  store i8 %z13, ptr %d13, align 1, !tbaa !0
  %a14 = getelementptr i8, ptr %q, i64 14
  %b14 = getelementptr i8, ptr %r, i64 14
  %d14 = getelementptr i8, ptr %p, i64 14
  %x14 = load i8, ptr %a14, align 1, !tbaa !0
  %y14 = load i8, ptr %b14, align 1, !tbaa !0
  %z14 = and i8 %x14, %y14
  store i8 %z14, ptr %d14, align 1, !tbaa !0
  %a15 = getelementptr i8, ptr %q, i64 15
  %b15 = getelementptr i8, ptr %r, i64 15
  %d15 = getelementptr i8, ptr %p, i64 15
  %x15 = load i8, ptr %a15, align 1, !tbaa !0
  %y15 = load i8, ptr %b15, align 1, !tbaa !0
  %z15 = and i8 %x15, %y15
  store i8 %z15, ptr %d15, align 1, !tbaa !0
  ret void
}

; Known to be apart: 8 bytes further on, or in front of what is stored.
; CLEAN-LABEL: define void @apart(
; CLEAN-NOT:     br
; CLEAN:         or <8 x i8>
; CLEAN-NOT:     i8 %
; CLEAN:         ret void
define void @apart(ptr %p) {
  %a0 = getelementptr i8, ptr %p, i64 -8
  %b0 = getelementptr i8, ptr %p, i64 3
  %x0 = load i8, ptr %a0, align 1, !tbaa !0
  %y0 = load i8, ptr %b0, align 1, !tbaa !0
  %z0 = or i8 %x0, %y0
  store i8 %z0, ptr %p, align 1, !tbaa !0
  %a1 = getelementptr i8, ptr %p, i64 -7
  %b1 = getelementptr i8, ptr %p, i64 4
  %d1 = getelementptr i8, ptr %p, i64 1
  %x1 = load i8, ptr %a1, align 1, !tbaa !0
  %y1 = load i8, ptr %b1, align 1, !tbaa !0
  %z1 = or i8 %x1, %y1
  store i8 %z1, ptr %d1, align 1, !tbaa !0
  %a2 = getelementptr i8, ptr %p, i64 -6
  %b2 = getelementptr i8, ptr %p, i64 5
  %d2 = getelementptr i8, ptr %p, i64 2
  %x2 = load i8, ptr %a2, align 1, !tbaa !0
  %y2 = load i8, ptr %b2, align 1, !tbaa !0
  %z2 = or i8 %x2, %y2
  store i8 %z2, ptr %d2, align 1, !tbaa !0
  %a3 = getelementptr i8, ptr %p, i64 -5
  %b3 = getelementptr i8, ptr %p, i64 6
  %d3 = getelementptr i8, ptr %p, i64 3
  %x3 = load i8, ptr %a3, align 1, !tbaa !0
  %y3 = load i8, ptr %b3, align 1, !tbaa !0
  %z3 = or i8 %x3, %y3
  store i8 %z3, ptr %d3, align 1, !tbaa !0
  %a4 = getelementptr i8, ptr %p, i64 -4
  %b4 = getelementptr i8, ptr %p, i64 7
  %d4 = getelementptr i8, ptr %p, i64 4
  %x4 = load i8, ptr %a4, align 1, !tbaa !0
  %y4 = load i8, ptr %b4, align 1, !tbaa !0
  %z4 = or i8 %x4, %y4
  store i8 %z4, ptr %d4, align 1, !tbaa !0
  %a5 = getelementptr i8, ptr %p, i64 -3
  %b5 = getelementptr i8, ptr %p, i64 8
  %d5 = getelementptr i8, ptr %p, i64 5
  %x5 = load i8, ptr %a5, align 1, !tbaa !0
  %y5 = load i8, ptr %b5, align 1, !tbaa !0
  %z5 = or i8 %x5, %y5
  store i8 %z5, ptr %d5, align 1, !tbaa !0
  %a6 = getelementptr i8, ptr %p, i64 -2
  %b6 = getelementptr i8, ptr %p, i64 9
  %d6 = getelementptr i8, ptr %p, i64 6
  %x6 = load i8, ptr %a6, align 1, !tbaa !0
  %y6 = load i8, ptr %b6, align 1, !tbaa !0
  %z6 = or i8 %x6, %y6
  store i8 %z6, ptr %d6, align 1, !tbaa !0
  %a7 = getelementptr i8, ptr %p, i64 -1
  %b7 = getelementptr i8, ptr %p, i64 10
  %d7 = getelementptr i8, ptr %p, i64 7
  %x7 = load i8, ptr %a7, align 1, !tbaa !0
  %y7 = load i8, ptr %b7, align 1, !tbaa !0
  %z7 = or i8 %x7, %y7
  store i8 %z7, ptr %d7, align 1, !tbaa !0
  ret void
}

; Known to overlap: each store is read three lanes later.
; CHECK-LABEL: define void @behind(
; CHECK-NOT:     <8 x i8>
; CHECK:         ret void
define void @behind(ptr %p) {
  %b0 = getelementptr i8, ptr %p, i64 64
  %d0 = getelementptr i8, ptr %p, i64 3
  %x0 = load i8, ptr %p, align 1, !tbaa !0
  %y0 = load i8, ptr %b0, align 1, !tbaa !0
  %z0 = xor i8 %x0, %y0
  store i8 %z0, ptr %d0, align 1, !tbaa !0
  %a1 = getelementptr i8, ptr %p, i64 1
  %b1 = getelementptr i8, ptr %p, i64 65
  %d1 = getelementptr i8, ptr %p, i64 4
  %x1 = load i8, ptr %a1, align 1, !tbaa !0
  %y1 = load i8, ptr %b1, align 1, !tbaa !0
  %z1 = xor i8 %x1, %y1
  store i8 %z1, ptr %d1, align 1, !tbaa !0
  %a2 = getelementptr i8, ptr %p, i64 2
  %b2 = getelementptr i8, ptr %p, i64 66
  %d2 = getelementptr i8, ptr %p, i64 5
  %x2 = load i8, ptr %a2, align 1, !tbaa !0
  %y2 = load i8, ptr %b2, align 1, !tbaa !0
  %z2 = xor i8 %x2, %y2
  store i8 %z2, ptr %d2, align 1, !tbaa !0
  %a3 = getelementptr i8, ptr %p, i64 3
  %b3 = getelementptr i8, ptr %p, i64 67
  %d3 = getelementptr i8, ptr %p, i64 6
  %x3 = load i8, ptr %a3, align 1, !tbaa !0
  %y3 = load i8, ptr %b3, align 1, !tbaa !0
  %z3 = xor i8 %x3, %y3
  store i8 %z3, ptr %d3, align 1, !tbaa !0
  %a4 = getelementptr i8, ptr %p, i64 4
  %b4 = getelementptr i8, ptr %p, i64 68
  %d4 = getelementptr i8, ptr %p, i64 7
  %x4 = load i8, ptr %a4, align 1, !tbaa !0
  %y4 = load i8, ptr %b4, align 1, !tbaa !0
  %z4 = xor i8 %x4, %y4
  store i8 %z4, ptr %d4, align 1, !tbaa !0
  %a5 = getelementptr i8, ptr %p, i64 5
  %b5 = getelementptr i8, ptr %p, i64 69
  %d5 = getelementptr i8, ptr %p, i64 8
  %x5 = load i8, ptr %a5, align 1, !tbaa !0
  %y5 = load i8, ptr %b5, align 1, !tbaa !0
  %z5 = xor i8 %x5, %y5
  store i8 %z5, ptr %d5, align 1, !tbaa !0
  %a6 = getelementptr i8, ptr %p, i64 6
  %b6 = getelementptr i8, ptr %p, i64 70
  %d6 = getelementptr i8, ptr %p, i64 9
  %x6 = load i8, ptr %a6, align 1, !tbaa !0
  %y6 = load i8, ptr %b6, align 1, !tbaa !0
  %z6 = xor i8 %x6, %y6
  store i8 %z6, ptr %d6, align 1, !tbaa !0
  %a7 = getelementptr i8, ptr %p, i64 7
  %b7 = getelementptr i8, ptr %p, i64 71
  %d7 = getelementptr i8, ptr %p, i64 10
  %x7 = load i8, ptr %a7, align 1, !tbaa !0
  %y7 = load i8, ptr %b7, align 1, !tbaa !0
  %z7 = xor i8 %x7, %y7
  store i8 %z7, ptr %d7, align 1, !tbaa !0
  ret void
}

; The host may look at the memory in between.
; CHECK-LABEL: define void @call(
; CHECK-NOT:     <8 x i8>
; CHECK:         ret void
define void @call(ptr %p, ptr %q) {
  %x0 = load i8, ptr %q, align 1, !tbaa !0
  %y0 = load i8, ptr %p, align 1, !tbaa !0
  %z0 = xor i8 %x0, %y0
  store i8 %z0, ptr %p, align 1, !tbaa !0
  %a1 = getelementptr i8, ptr %q, i64 1
  %d1 = getelementptr i8, ptr %p, i64 1
  %x1 = load i8, ptr %a1, align 1, !tbaa !0
  %y1 = load i8, ptr %d1, align 1, !tbaa !0
  %z1 = xor i8 %x1, %y1
  store i8 %z1, ptr %d1, align 1, !tbaa !0
  %a2 = getelementptr i8, ptr %q, i64 2
  %d2 = getelementptr i8, ptr %p, i64 2
  %x2 = load i8, ptr %a2, align 1, !tbaa !0
  %y2 = load i8, ptr %d2, align 1, !tbaa !0
  %z2 = xor i8 %x2, %y2
  store i8 %z2, ptr %d2, align 1, !tbaa !0
  %a3 = getelementptr i8, ptr %q, i64 3
  %d3 = getelementptr i8, ptr %p, i64 3
  %x3 = load i8, ptr %a3, align 1, !tbaa !0
  %y3 = load i8, ptr %d3, align 1, !tbaa !0
  %z3 = xor i8 %x3, %y3
  store i8 %z3, ptr %d3, align 1, !tbaa !0
  call void @host()
  %a4 = getelementptr i8, ptr %q, i64 4
  %d4 = getelementptr i8, ptr %p, i64 4
  %x4 = load i8, ptr %a4, align 1, !tbaa !0
  %y4 = load i8, ptr %d4, align 1, !tbaa !0
  %z4 = xor i8 %x4, %y4
  store i8 %z4, ptr %d4, align 1, !tbaa !0
  %a5 = getelementptr i8, ptr %q, i64 5
  %d5 = getelementptr i8, ptr %p, i64 5
  %x5 = load i8, ptr %a5, align 1, !tbaa !0
  %y5 = load i8, ptr %d5, align 1, !tbaa !0
  %z5 = xor i8 %x5, %y5
  store i8 %z5, ptr %d5, align 1, !tbaa !0
  %a6 = getelementptr i8, ptr %q, i64 6
  %d6 = getelementptr i8, ptr %p, i64 6
  %x6 = load i8, ptr %a6, align 1, !tbaa !0
  %y6 = load i8, ptr %d6, align 1, !tbaa !0
  %z6 = xor i8 %x6, %y6
  store i8 %z6, ptr %d6, align 1, !tbaa !0
  %a7 = getelementptr i8, ptr %q, i64 7
  %d7 = getelementptr i8, ptr %p, i64 7
  %x7 = load i8, ptr %a7, align 1, !tbaa !0
  %y7 = load i8, ptr %d7, align 1, !tbaa !0
  %z7 = xor i8 %x7, %y7
  store i8 %z7, ptr %d7, align 1, !tbaa !0
  ret void
}

; Seven bytes are too few.
; CHECK-LABEL: define void @seven(
; CHECK-NOT:     packed
; CHECK:         ret void
define void @seven(ptr %p, ptr %q) {
  %x0 = load i8, ptr %q, align 1, !tbaa !0
  %y0 = load i8, ptr %p, align 1, !tbaa !0
  %z0 = xor i8 %x0, %y0
  store i8 %z0, ptr %p, align 1, !tbaa !0
  %a1 = getelementptr i8, ptr %q, i64 1
  %d1 = getelementptr i8, ptr %p, i64 1
  %x1 = load i8, ptr %a1, align 1, !tbaa !0
  %y1 = load i8, ptr %d1, align 1, !tbaa !0
  %z1 = xor i8 %x1, %y1
  store i8 %z1, ptr %d1, align 1, !tbaa !0
  %a2 = getelementptr i8, ptr %q, i64 2
  %d2 = getelementptr i8, ptr %p, i64 2
  %x2 = load i8, ptr %a2, align 1, !tbaa !0
  %y2 = load i8, ptr %d2, align 1, !tbaa !0
  %z2 = xor i8 %x2, %y2
  store i8 %z2, ptr %d2, align 1, !tbaa !0
  %a3 = getelementptr i8, ptr %q, i64 3
  %d3 = getelementptr i8, ptr %p, i64 3
  %x3 = load i8, ptr %a3, align 1, !tbaa !0
  %y3 = load i8, ptr %d3, align 1, !tbaa !0
  %z3 = xor i8 %x3, %y3
  store i8 %z3, ptr %d3, align 1, !tbaa !0
  %a4 = getelementptr i8, ptr %q, i64 4
  %d4 = getelementptr i8, ptr %p, i64 4
  %x4 = load i8, ptr %a4, align 1, !tbaa !0
  %y4 = load i8, ptr %d4, align 1, !tbaa !0
  %z4 = xor i8 %x4, %y4
  store i8 %z4, ptr %d4, align 1, !tbaa !0
  %a5 = getelementptr i8, ptr %q, i64 5
  %d5 = getelementptr i8, ptr %p, i64 5
  %x5 = load i8, ptr %a5, align 1, !tbaa !0
  %y5 = load i8, ptr %d5, align 1, !tbaa !0
  %z5 = xor i8 %x5, %y5
  store i8 %z5, ptr %d5, align 1, !tbaa !0
  %a6 = getelementptr i8, ptr %q, i64 6
  %d6 = getelementptr i8, ptr %p, i64 6
  %x6 = load i8, ptr %a6, align 1, !tbaa !0
  %y6 = load i8, ptr %d6, align 1, !tbaa !0
  %z6 = xor i8 %x6, %y6
  store i8 %z6, ptr %d6, align 1, !tbaa !0
  ret void
}

!0 = !{!1, !1, i64 0}
!1 = !{!"heap", !2}
!2 = !{!"sinter"}
