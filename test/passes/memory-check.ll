; RUN: sinter-opt -passes='print<sinter-memory-checks>' %s 2>&1 >/dev/null | FileCheck %s
; The forms of a bounds check that LLVM's canonicalisation leaves, all read as
; zext(address) + reach > size.

declare void @sinter_trap(ptr, i32)

; CHECK-LABEL: forms:
; CHECK-NEXT:  %entry: traps if %a + 12 > %size
; CHECK-NEXT:  %swapped: traps if %a + 12 > %size
; CHECK-NEXT:  %inverted: traps if %a + 12 > %size
; CHECK-NEXT:  %one: traps if %a + 1 > %size
; CHECK-NEXT:  %two: traps if %b + 12 > %size or %a + 9 > %size
; CHECK-NEXT:  %twoInverted: traps if %b + 1 > %size or %a + 8 > %size
; CHECK-NEXT:  %disjoint: traps if %even + 9 > %size
; CHECK-NEXT:  %constant: traps if %a + 0 > 65523
; CHECK-NEXT:  %sign: traps if %a + 0 > 2147483647
; CHECK-NEXT:  %zero: traps if %a + 0 > 0
; CHECK-NEXT:  %narrow: traps if %a + 8 > %size
; CHECK-NEXT:  %wide: traps if %a + 8 > %size
; CHECK-NEXT:  %provenByRange: traps if %a + 4 > %size
; CHECK-NOT:   traps
define void @forms(i32 %a, i32 %b, ptr %memory) {
entry:
  %size = load i64, ptr %memory, !range !0
  %a64 = zext i32 %a to i64
  %b64 = zext i32 %b to i64
  %end = add nuw nsw i64 %a64, 12
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %swapped
swapped:
  %oob.s = icmp ult i64 %size, %end
  br i1 %oob.s, label %trap, label %inverted
inverted:
  %in = icmp ule i64 %end, %size
  br i1 %in, label %one, label %trap
one:
  %oob.1 = icmp uge i64 %a64, %size
  br i1 %oob.1, label %trap, label %two
two:
  %end.b = add nuw nsw i64 %b64, 12
  %oob.b = icmp ugt i64 %end.b, %size
  %end.8 = add nuw nsw i64 %a64, 8
  %oob.8 = icmp uge i64 %end.8, %size
  %both = or i1 %oob.b, %oob.8
  br i1 %both, label %trap, label %twoInverted
twoInverted:
  %in.b = icmp ugt i64 %size, %b64
  %in.8 = icmp ule i64 %end.8, %size
  %in.both = select i1 %in.b, i1 %in.8, i1 false
  br i1 %in.both, label %disjoint, label %trap
disjoint:
  %even = shl i64 %a64, 1
  %odd = or disjoint i64 %even, 1
  %end.o = add nuw i64 %odd, 8
  %oob.o = icmp ugt i64 %end.o, %size
  br i1 %oob.o, label %trap, label %constant
constant:
  %oob.c = icmp ugt i32 %a, 65523
  br i1 %oob.c, label %trap, label %sign
sign:
  %oob.n = icmp slt i32 %a, 0
  br i1 %oob.n, label %trap, label %zero
zero:
  %in.z = icmp eq i32 %a, 0
  br i1 %in.z, label %narrow, label %trap
narrow:
  %last = add nsw i64 %size, -8
  %last32 = trunc i64 %last to i32
  %oob.32 = icmp ugt i32 %a, %last32
  br i1 %oob.32, label %trap, label %wide
wide:
  %oob.w = icmp ult i64 %last, %a64
  br i1 %oob.w, label %trap, label %provenByRange
provenByRange:
  %end.r = add i64 %a64, 4
  %oob.r = icmp ugt i64 %end.r, %size
  br i1 %oob.r, label %trap, label %done
done:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; Addresses of 64 bits: the difference must not wrap, or a second comparison
; covers the sizes where it does.
; CHECK-LABEL: memory64:
; CHECK-NEXT:  %entry: traps if %a + 8 > %size
; CHECK-NEXT:  %split: traps if %a + 70000 > %size
; CHECK-NEXT:  %orEqual: traps if %a + 70000 > %size
; CHECK-NEXT:  %wraps: traps if %a + 0 > %last.k
; CHECK-NOT:   traps
define void @memory64(i64 %a, ptr %memory) {
entry:
  %size = load i64, ptr %memory, !range !1
  %last = add nsw i64 %size, -8
  %oob = icmp ugt i64 %a, %last
  br i1 %oob, label %trap, label %split
split:
  %small = icmp ult i64 %size, 70000
  %last.k = add nsw i64 %size, -70000
  %beyond = icmp ugt i64 %a, %last.k
  %oob.k = or i1 %small, %beyond
  br i1 %oob.k, label %trap, label %orEqual
orEqual:
  %small.e = icmp ule i64 %size, 69999
  %last.e = add nsw i64 %size, -69999
  %beyond.e = icmp uge i64 %a, %last.e
  %oob.e = select i1 %beyond.e, i1 true, i1 %small.e
  br i1 %oob.e, label %trap, label %otherBound
otherBound:
  %small.o = icmp ult i64 %size, 70001
  %oob.o = or i1 %small.o, %beyond
  br i1 %oob.o, label %trap, label %wraps
wraps:
  br i1 %beyond, label %trap, label %done
done:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; What may wrap or lose bits is not taken apart. No checks are other traps, a
; block that does something before it traps, and signed comparisons.
; CHECK-LABEL: others:
; CHECK-NEXT:  %entry: traps if %end + 0 > %size
; CHECK-NEXT:  %truncated: traps if %a + 0 > %size32
; CHECK-NEXT:  %merged: traps if %a + 0 > 100
; CHECK-NOT:   traps
define void @others(i32 %a, i64 %x, i64 %size, ptr %memory) {
entry:
  %end = add i64 %x, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %truncated
truncated:
  %size32 = trunc i64 %size to i32
  %oob.t = icmp ugt i32 %a, %size32
  br i1 %oob.t, label %trap, label %divide
divide:
  %oob.d = icmp ugt i64 %x, %size
  br i1 %oob.d, label %mergedTrap, label %effect
effect:
  br i1 %oob.d, label %effectTrap, label %signed
signed:
  %oob.s = icmp sgt i64 %x, %size
  br i1 %oob.s, label %trap, label %merged
merged:
  %oob.m = icmp ugt i32 %a, 100
  br i1 %oob.m, label %mergedTrap, label %done
done:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
mergedTrap:
  %kind = phi i32 [ 2, %divide ], [ 5, %merged ]
  call void @sinter_trap(ptr %memory, i32 %kind)
  unreachable
effectTrap:
  store i8 0, ptr %memory
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; CHECK-LABEL: accesses:
; CHECK-NEXT:  8 bytes at %base + 16
; CHECK-NEXT:  8 bytes at %base + %a64 + 16
; CHECK-NEXT:  1 bytes at %base + ? + 0
; CHECK-NEXT:  4 bytes at %base + %a64 + 0, proved
; CHECK-NOT:   bytes
define void @accesses(ptr %base, i32 %a, i64 %b) {
  %p = getelementptr i8, ptr %base, i64 16
  %1 = load double, ptr %p, align 1, !tbaa !2
  %a64 = zext i32 %a to i64
  %q = getelementptr i8, ptr %p, i64 %a64
  store double %1, ptr %q, align 1, !tbaa !2
  %r = getelementptr i8, ptr %base, i64 %a64
  %s = getelementptr i8, ptr %r, i64 %b
  store i8 0, ptr %s, align 1, !tbaa !2
  %old = atomicrmw add ptr %r, i32 1 seq_cst, !tbaa !6
  store i8 0, ptr %s, align 1, !tbaa !5
  ret void
}

!0 = !{i64 65536, i64 4294901761}
!1 = !{i64 65536, i64 1099511627777}
!2 = !{!3, !3, i64 0}
!3 = !{!"heap", !4, i64 0}
!4 = !{!"sinter"}
!5 = !{!8, !8, i64 0}
!6 = !{!7, !7, i64 0}
!7 = !{!"heap proved", !3, i64 0}
!8 = !{!"state", !4, i64 0}
