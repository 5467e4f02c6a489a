; RUN: sinter-opt -passes='verify<sinter-checks>' %s 2>&1 >/dev/null \
; RUN:   | FileCheck %s --implicit-check-not="'good"
; With guard pages, volatile accesses need no check as far as these reach.

define i32 @good(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %q = getelementptr i8, ptr %p, i64 1000
  %v = load volatile i32, ptr %q, !tbaa !1
  ret i32 %v
}

; LLVM may move it away from where the fault belongs.
; CHECK: 'bad_not_volatile'
define i32 @bad_not_volatile(i32 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %a64 = zext i32 %a to i64
  %p = getelementptr i8, ptr %base, i64 %a64
  %v = load i32, ptr %p, !tbaa !1
  ret i32 %v
}

; CHECK: 'bad_too_far'
define i32 @bad_too_far(i64 %a, ptr %instance) {
  %base.at = getelementptr i8, ptr %instance, i64 16
  %base = load ptr, ptr %base.at
  %p = getelementptr i8, ptr %base, i64 %a
  %v = load volatile i32, ptr %p, !tbaa !1
  ret i32 %v
}

!sinter.memories = !{!0}
!0 = !{i64 16, i64 65536, i64 2}
!1 = !{!2, !2, i64 0}
!2 = !{!"heap", !3, i64 0}
!3 = !{!"sinter"}
