; RUN: sinter-opt -passes='sinter-byte-shuffle,dce' %s | FileCheck %s
; Of an index pshufb looks at bits 7 and 3 to 0.

declare <16 x i8> @llvm.x86.ssse3.pshuf.b.128(<16 x i8>, <16 x i8>)

; CHECK-LABEL: define <16 x i8> @small(
; CHECK-NEXT:    %i = and <16 x i8> %x
; CHECK-NEXT:    %r = call <16 x i8> @llvm.x86.ssse3.pshuf.b.128(<16 x i8> %t, <16 x i8> %i)
define <16 x i8> @small(<16 x i8> %t, <16 x i8> %x) {
  %i = and <16 x i8> %x, splat (i8 15)
  %j = or <16 x i8> %i, splat (i8 112)
  %r = call <16 x i8> @llvm.x86.ssse3.pshuf.b.128(<16 x i8> %t, <16 x i8> %j)
  ret <16 x i8> %r
}

; In another type.
; CHECK-LABEL: define <16 x i8> @wide(
; CHECK-NEXT:    [[I:%.*]] = bitcast <4 x i32> %x to <16 x i8>
; CHECK-NEXT:    %r = call <16 x i8> @llvm.x86.ssse3.pshuf.b.128(<16 x i8> %t, <16 x i8> [[I]])
define <16 x i8> @wide(<16 x i8> %t, <4 x i32> %x) {
  %j = or <4 x i32> %x, splat (i32 1886417008)
  %j.b = bitcast <4 x i32> %j to <16 x i8>
  %r = call <16 x i8> @llvm.x86.ssse3.pshuf.b.128(<16 x i8> %t, <16 x i8> %j.b)
  ret <16 x i8> %r
}

; Bit 3 matters.
; CHECK-LABEL: define <16 x i8> @used(
; CHECK-NEXT:    %j = or <16 x i8> %x
; CHECK-NEXT:    call <16 x i8> @llvm.x86.ssse3.pshuf.b.128(<16 x i8> %t, <16 x i8> %j)
define <16 x i8> @used(<16 x i8> %t, <16 x i8> %x) {
  %j = or <16 x i8> %x, splat (i8 24)
  %r = call <16 x i8> @llvm.x86.ssse3.pshuf.b.128(<16 x i8> %t, <16 x i8> %j)
  ret <16 x i8> %r
}
