; RUN: sinter-opt -passes='sinter-loop-versioning,simplifycfg' %s -pass-remarks=sinter-loop-versioning -pass-remarks-missed=sinter-loop-versioning 2>%t | FileCheck %s
; RUN: FileCheck --check-prefix=SAID %s <%t
; Checks that cannot be decided before a loop stay, in both copies; remarks say
; why.

declare void @sinter_trap(ptr, i32)

; b[a[i]]: the check of a[i] goes, that of b[..] stays.
; SAID:      1 bounds checks and 1 wrapping addresses replaced by 1 comparisons before the loop, whose {{[0-9]+}} instructions were copied; 0 of the checks had the same address in all iterations (loop 1, depth 1)
; SAID-NEXT: bounds check stays in the loop: the address does not grow by the same amount in each iteration (loop 1, depth 1)
; CHECK-LABEL: define void @indirect(
; CHECK:         br i1 %holds, label %loop.fast, label %loop.exact
; CHECK:       loop:
; CHECK:         load i32
; CHECK:         br i1 %oob.b, label %trap, label %body
; CHECK:       body:
; CHECK:         store {{.*}} !tbaa [[$HEAP:![0-9]+]]
; CHECK:         br i1 %done, label %exit, label %loop
define void @indirect(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 4
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %second
second:
  %at = getelementptr i8, ptr %base, i64 %a64
  %b = load i32, ptr %at, align 1, !tbaa !4
  %b64 = zext i32 %b to i64
  %end.b = add nuw nsw i64 %b64, 1
  %oob.b = icmp ugt i64 %end.b, %size
  br i1 %oob.b, label %trap, label %body
body:
  %at.b = getelementptr i8, ptr %base, i64 %b64
  store i8 1, ptr %at.b, align 1, !tbaa !4
  %a.next = add i32 %a, 4
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; while (*p) p++
; SAID-NEXT: bounds check stays in the loop: how often the loop runs is not known before it (loop 1, depth 1)
; CHECK-LABEL: define i32 @length(
; CHECK-NOT:     exact
; CHECK:         br i1 %oob, label %trap, label %body
define i32 @length(i32 noundef %p, ptr %memory, ptr %base) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 1
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  %x = load i8, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 1
  %done = icmp eq i8 %x, 0
  br i1 %done, label %exit, label %loop
exit:
  ret i32 %a
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; A check in a large body is not worth a copy of it.
; SAID-NEXT: bounds check stays in the loop: a copy of the loop does not pay (loop 1, depth 1)
; CHECK-LABEL: define void @large(
; CHECK-NOT:     exact
; CHECK:         br i1 %oob, label %trap, label %body
define void @large(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base, ptr %out) {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  %x = load volatile i64, ptr %at, align 1, !tbaa !4
  %x1 = mul i64 %x, %x
  store volatile i64 %x1, ptr %out
  %x2 = mul i64 %x1, %x
  store volatile i64 %x2, ptr %out
  %x3 = mul i64 %x2, %x
  store volatile i64 %x3, ptr %out
  %x4 = mul i64 %x3, %x
  store volatile i64 %x4, ptr %out
  %x5 = mul i64 %x4, %x
  store volatile i64 %x5, ptr %out
  %x6 = mul i64 %x5, %x
  store volatile i64 %x6, ptr %out
  %x7 = mul i64 %x6, %x
  store volatile i64 %x7, ptr %out
  %x8 = mul i64 %x7, %x
  store volatile i64 %x8, ptr %out
  %x9 = mul i64 %x8, %x
  store volatile i64 %x9, ptr %out
  %xa = mul i64 %x9, %x
  store volatile i64 %xa, ptr %out
  %xb = mul i64 %xa, %x
  store volatile i64 %xb, ptr %out
  %xc = mul i64 %xb, %x
  store volatile i64 %xc, ptr %out
  %xd = mul i64 %xc, %x
  store volatile i64 %xd, ptr %out
  %xe = mul i64 %xd, %x
  store volatile i64 %xe, ptr %out
  %xf = mul i64 %xe, %x
  store volatile i64 %xf, ptr %out
  %xg = mul i64 %xf, %x
  store volatile i64 %xg, ptr %out
  %xh = mul i64 %xg, %x
  store volatile i64 %xh, ptr %out
  %a.next = add i32 %a, 8
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; Code for size stays small. SAID-NOT: {{.}}
; CHECK-LABEL: define void @small(
; CHECK-NOT:     exact
; CHECK:       }
define void @small(i32 noundef %p, i32 noundef %n, ptr %memory, ptr %base) optsize {
entry:
  %size = load i64, ptr %memory, !range !0, !tbaa !1
  br label %loop
loop:
  %a = phi i32 [ %p, %entry ], [ %a.next, %body ]
  %i = phi i32 [ %n, %entry ], [ %i.next, %body ]
  %a64 = zext i32 %a to i64
  %end = add nuw nsw i64 %a64, 8
  %oob = icmp ugt i64 %end, %size
  br i1 %oob, label %trap, label %body
body:
  %at = getelementptr i8, ptr %base, i64 %a64
  store double 1.0, ptr %at, align 1, !tbaa !4
  %a.next = add i32 %a, 8
  %i.next = add i32 %i, -1
  %done = icmp eq i32 %i.next, 0
  br i1 %done, label %exit, label %loop
exit:
  ret void
trap:
  call void @sinter_trap(ptr %memory, i32 5)
  unreachable
}

; CHECK: [[$HEAP]] = !{![[H:[0-9]+]], ![[H]], i64 0}
; CHECK: ![[H]] = !{!"heap", !{{[0-9]+}}}

!0 = !{i64 65536, i64 4294901761}
!1 = !{!2, !2, i64 0}
!2 = !{!"size", !3}
!3 = !{!"sinter"}
!4 = !{!5, !5, i64 0}
!5 = !{!"heap", !3}
