; RUN: sinter-opt -passes='sinter-early-return' %s | FileCheck %s
; A recursive function that may return at once becomes two: the test, and the
; rest with the test in front of each call.

; The test is copied with the way to the return; what comes together there is
; what came from the entry. The rest knows what the test found.
; CHECK-LABEL: define internal fastcc i32 @sum(
; CHECK-SAME:    ) #[[F:[0-9]+]] !prof ![[COUNT:[0-9]+]] {
; CHECK-NEXT:  entry:
; CHECK-NEXT:    %stop = icmp eq i32 %n, 0
; CHECK-NEXT:    br i1 %stop, label %early, label %call, !prof ![[WEIGHTS:[0-9]+]]
; CHECK:       early:
; CHECK-NEXT:    %last = add i32 7, 1
; CHECK-NEXT:    ret i32 %last
; CHECK:       call:
; CHECK-NEXT:    %0 = tail call fastcc i32 @sum.rest(i32 noundef %n), !tbaa
; CHECK-NEXT:    ret i32 %0
; CHECK:       define internal fastcc i32 @sum.rest(
; CHECK-SAME:    ) #[[F]] !prof ![[PART:[0-9]+]] {
; CHECK-NEXT:  entry:
; CHECK-NEXT:    %stop = icmp eq i32 %n, 0
; CHECK-NEXT:    [[NOT:%.*]] = xor i1 %stop, true
; CHECK-NEXT:    call void @llvm.assume(i1 [[NOT]])
; CHECK-NEXT:    br label %more
; CHECK:       more:
; CHECK-NEXT:    %m = sub i32 %n, 1
; CHECK-NEXT:    %stop.i = icmp eq i32 %m, 0
; CHECK-NEXT:    br i1 %stop.i, label %early.i, label %call.i, !prof ![[WEIGHTS]]
; CHECK:       call.i:
; CHECK-NEXT:    notail call fastcc i32 @sum.rest(i32 noundef %m), !tbaa ![[ACCESS:[0-9]+]]
define internal fastcc i32 @sum(i32 noundef %n) #0 !prof !0 {
entry:
  %stop = icmp eq i32 %n, 0
  br i1 %stop, label %join, label %more, !prof !1
more:
  %m = sub i32 %n, 1
  %s = notail call fastcc i32 @sum(i32 %m), !tbaa !2
  %t = add i32 %s, %n
  br label %join
join:
  %r = phi i32 [ 7, %entry ], [ %t, %more ]
  %last = add i32 %r, 1
  ret i32 %last
}

; The edge that returns may be the second; what it does may be a store.
; CHECK-LABEL: define void @walk(
; CHECK:         br i1 %more, label %call, label %early
; CHECK:       early:
; CHECK-NEXT:    store i32 1, ptr %p
; CHECK-NEXT:    ret void
; CHECK:       call:
; CHECK-NEXT:    tail call void @walk.rest(ptr %p, i32 %n)
; CHECK-NEXT:    ret void
; CHECK:       define internal void @walk.rest(ptr %p, i32 %n) #[[WALK:[0-9]+]] {
; CHECK:         call void @llvm.assume(i1 %more)
define void @walk(ptr %p, i32 %n) #1 {
entry:
  %x = load i32, ptr %p
  %more = icmp ne i32 %n, 0
  br i1 %more, label %go, label %stop
stop:
  store i32 1, ptr %p
  br label %out
out:
  ret void
go:
  call void @walk(ptr %p, i32 %x)
  call void @walk(ptr %p, i32 %n)
  br label %out
}

; Not recursive; there is an effect in front of the test; the test reads what
; may change; the way to the return calls something; the copy of another shard's
; function.
; CHECK-LABEL: define i32 @leaf(
; CHECK-LABEL: define i32 @counts(
; CHECK-LABEL: define i32 @reads(
; CHECK-LABEL: define i32 @calls(
; CHECK-LABEL: define available_externally i32 @copy(
; CHECK-NOT:   .rest(
define i32 @leaf(i32 %n) #1 {
entry:
  %stop = icmp eq i32 %n, 0
  br i1 %stop, label %out, label %more
more:
  %r = call i32 @counts(i32 %n, ptr null)
  ret i32 %r
out:
  ret i32 0
}
define i32 @counts(i32 %n, ptr %p) #1 {
entry:
  store i32 %n, ptr %p
  %stop = icmp eq i32 %n, 0
  br i1 %stop, label %out, label %more
more:
  %m = sub i32 %n, 1
  %r = call i32 @counts(i32 %m, ptr %p)
  ret i32 %r
out:
  ret i32 0
}
define i32 @reads(ptr %p) #1 {
entry:
  %n = load i32, ptr %p
  %stop = icmp eq i32 %n, 0
  br i1 %stop, label %out, label %more
more:
  %r = call i32 @reads(ptr %p)
  ret i32 %r
out:
  ret i32 0
}
define i32 @calls(i32 %n, ptr %p) #1 {
entry:
  %stop = icmp eq i32 %n, 0
  br i1 %stop, label %out, label %more
more:
  %m = sub i32 %n, 1
  %r = call i32 @calls(i32 %m, ptr %p)
  ret i32 %r
out:
  %c = call i32 @counts(i32 0, ptr %p)
  ret i32 %c
}
define available_externally i32 @copy(i32 %n) #1 {
entry:
  %stop = icmp eq i32 %n, 0
  br i1 %stop, label %out, label %more
more:
  %m = sub i32 %n, 1
  %r = call i32 @copy(i32 %m)
  ret i32 %r
out:
  ret i32 0
}

attributes #0 = { "wasm-function"="3" "wasm-name"="sum" }
attributes #1 = { "wasm-function"="4" }
; For backtraces both parts are one function.
; CHECK-DAG: attributes #[[F]] = { noinline "wasm-function"="3" "wasm-name"="sum" }
; CHECK-DAG: attributes #[[WALK]] = { noinline "wasm-function"="4" "wasm-name"="walk" }
; CHECK-DAG: ![[COUNT]] = !{!"function_entry_count", i64 1000}
; CHECK-DAG: ![[WEIGHTS]] = !{!"branch_weights", i32 3, i32 1}
; CHECK-DAG: ![[PART]] = !{!"function_entry_count", i64 250}
!0 = !{!"function_entry_count", i64 1000}
!1 = !{!"branch_weights", i32 3, i32 1}
!2 = !{!3, !3, i64 0}
!3 = !{!"size", !4}
!4 = !{!"sinter"}
