; RUN: sinter-opt -passes='verify<sinter-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; RUN: sinter-fuzz-checks --only=good %s | FileCheck %s --check-prefix=MUTATED
; MUTATED: {{[1-9][0-9]+}} let an access out, 0 of them missed
; Quotients that are computed with 64 bits where they are checked and with 32
; where they are used.

declare void @sinter_trap(ptr, i32)

define i32 @good_quotient(i32 %a, i32 %b, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %half = udiv i64 %a64, 6
  %low = trunc i64 %half to i32
  %sum = add i32 %low, %b
  %sum64 = zext i32 %sum to i64
  %end = add nuw nsw i64 %sum64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %again = udiv i32 %a, 6
  %at = add i32 %again, %b
  %at64 = zext i32 %at to i64
  %p = getelementptr i8, ptr %base, i64 %at64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The dividend has more bits, and so has the quotient.
; CHECK: 'bad_wide_dividend'
define i32 @bad_wide_dividend(i64 %a, i32 %b, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %half = udiv i64 %a, 6
  %low = trunc i64 %half to i32
  %sum = add i32 %low, %b
  %sum64 = zext i32 %sum to i64
  %end = add nuw nsw i64 %sum64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %a32 = trunc i64 %a to i32
  %again = udiv i32 %a32, 6
  %at = add i32 %again, %b
  %at64 = zext i32 %at to i64
  %p = getelementptr i8, ptr %base, i64 %at64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The sign has been extended.
; CHECK: 'bad_sign'
define i32 @bad_sign(i32 %a, i32 %b, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = sext i32 %a to i64
  %half = udiv i64 %a64, 6
  %low = trunc i64 %half to i32
  %sum = add i32 %low, %b
  %sum64 = zext i32 %sum to i64
  %end = add nuw nsw i64 %sum64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %again = udiv i32 %a, 6
  %at = add i32 %again, %b
  %at64 = zext i32 %at to i64
  %p = getelementptr i8, ptr %base, i64 %at64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; Another divisor.
; CHECK: 'bad_divisor'
define i32 @bad_divisor(i32 %a, i32 %b, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %half = udiv i64 %a64, 6
  %low = trunc i64 %half to i32
  %sum = add i32 %low, %b
  %sum64 = zext i32 %sum to i64
  %end = add nuw nsw i64 %sum64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %again = udiv i32 %a, 5
  %at = add i32 %again, %b
  %at64 = zext i32 %at to i64
  %p = getelementptr i8, ptr %base, i64 %at64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

; The divisor only has the same low bits.
; CHECK: 'bad_wide_divisor'
define i32 @bad_wide_divisor(i32 %a, i32 %b, ptr %instance) {
  %size.at = getelementptr i8, ptr %instance, i64 24
  %size = load i64, ptr %size.at
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %half = udiv i64 %a64, 4294967302
  %low = trunc i64 %half to i32
  %sum = add i32 %low, %b
  %sum64 = zext i32 %sum to i64
  %end = add nuw nsw i64 %sum64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %next
next:
  %again = udiv i32 %a, 6
  %at = add i32 %again, %b
  %at64 = zext i32 %at to i64
  %p = getelementptr i8, ptr %base, i64 %at64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
trap:
  call void @sinter_trap(ptr %instance, i32 5)
  unreachable
}

!sinter.memories = !{!0}
!0 = !{i64 16, i64 0, i64 0}
!1 = !{!2, !2, i64 0}
!2 = !{!"heap", !3, i64 0}
!3 = !{!"sinter"}
