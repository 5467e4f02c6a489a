; RUN: sinter-opt -passes='sinter-check-limits' %s | FileCheck %s
; RUN: sinter-opt -passes='sinter-check-limits,print<sinter-memory-checks>' %s 2>&1 >/dev/null | FileCheck --check-prefix=SAME %s
; A check in a loop compares with a difference that is computed in front of it.
; It says the same as before.

@progress = external global i32

declare void @sinter_trap(ptr, i32)

; SAME:      nest:
; SAME-NEXT:   %inner: traps if %a + 8 > %size
; CHECK-LABEL: define void @nest(
; CHECK:       entry:
; CHECK:         %limit = sub nuw nsw i64 %size, 8
; CHECK-NEXT:    br label %outer
; CHECK:       inner:
; CHECK:         %oob = icmp ugt i64 %a64, %limit
; CHECK-NEXT:    br i1 %oob, label %trap, label %body
define void @nest(ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  br label %outer
outer:
  br label %inner
inner:
  %a = phi i32 [ 0, %outer ], [ %b, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %p = getelementptr i8, ptr %base, i64 %a64
  %b = load i32, ptr %p, align 1, !tbaa !4
  %odd = trunc i32 %b to i1
  br i1 %odd, label %inner, label %next
next:
  %zero = icmp eq i32 %b, 0
  br i1 %zero, label %exit, label %outer
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; The memory may be smaller than what is added.
; SAME:      large:
; SAME-NEXT:   %loop: traps if %a + 65544 > %size
; CHECK-LABEL: define void @large(
; CHECK-NOT:     %limit
; CHECK:         %oob = icmp ugt i64 %end, %size
define void @large(ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ 0, %entry ], [ %b, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 65544
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %ea = add nuw nsw i64 %a64, 65536
  %p = getelementptr i8, ptr %base, i64 %ea
  %b = load i32, ptr %p, align 1, !tbaa !4
  br label %loop
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; The size is another one in each iteration; and no loop.
; SAME:      grows:
; SAME-NEXT:   %loop: traps if %a + 8 > %size
; CHECK-LABEL: define void @grows(
; CHECK-NOT:     %limit
; CHECK:         %oob = icmp ult i64 %size, %end
define void @grows(ptr %memory, ptr %base) {
entry:
  br label %loop
loop:
  %a = phi i32 [ 0, %entry ], [ %b, %body ]
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ult i64 %size, %end
  br i1 %oob, label %trap, label %body
body:
  %p = getelementptr i8, ptr %base, i64 %a64
  %b = load i32, ptr %p, align 1, !tbaa !4
  br label %loop
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; The other way around.
; SAME:      swapped:
; SAME-NEXT:   %loop: traps if %a + 4 > %size
; CHECK-LABEL: define void @swapped(
; CHECK:         %limit = sub nuw nsw i64 %size, 4
; CHECK:         %in = icmp uge i64 %limit, %a64
; CHECK-NEXT:    br i1 %in, label %body, label %trap
define void @swapped(ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ 0, %entry ], [ %b, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %in = icmp uge i64 %size, %end
  br i1 %in, label %body, label %trap
body:
  %p = getelementptr i8, ptr %base, i64 %a64
  %b = load i32, ptr %p, align 1, !tbaa !4
  br label %loop
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; A comparison that LLVM has taken out of the loop: a limit in front of the loop
; would come behind it.
; SAME:      hoisted:
; SAME-NEXT:   %loop: traps if %a + 8 > %size
; CHECK-LABEL: define void @hoisted(
; CHECK-NOT:     %limit
; CHECK:         %oob = icmp ugt i64 %end, %size
; CHECK-NEXT:    br label %loop
define void @hoisted(ptr %memory, ptr %base, i32 %a) {
entry:
  %size = load i64, ptr %memory, align 8, !range !0, !tbaa !1
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br label %loop
loop:
  %k = phi i32 [ 0, %entry ], [ %next, %body ]
  store i32 %k, ptr @progress, align 4
  br i1 %oob, label %trap, label %body
body:
  %p = getelementptr i8, ptr %base, i64 %a64
  %next = load i32, ptr %p, align 1, !tbaa !4
  br label %loop
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
