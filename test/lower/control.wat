;; Blocks become a graph with phis; code that cannot run is not lowered.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  ;; CHECK-LABEL: define {{.*}}choose
  ;; CHECK:      br i1 %{{.*}}, label %then, label %else
  ;; CHECK:      else:
  ;; CHECK:      end:
  ;; CHECK-NEXT: %[[R:.*]] = phi i32 [ 1, %then ], [ 2, %else ]
  ;; CHECK-NEXT: br label %return
  (func $choose (export "choose") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.const 1))
      (else (i32.const 2))))

  ;; A loop's parameters are phis of its header.
  ;; CHECK-LABEL: define {{.*}}count
  ;; CHECK:      loop:
  ;; CHECK-NEXT: %[[N:.*]] = phi i32 [ %{{.*}}, %entry ], [ %{{.*}}, %loop ]
  ;; CHECK:      br i1 %{{.*}}, label %loop, label %cont
  (func $count (export "count") (param $n i32) (result i32)
    (local.get $n)
    (loop (param i32) (result i32)
      (local.set $n (i32.sub (i32.const 1)))
      (br_if 0 (local.get $n) (local.get $n))))

  ;; Nothing reaches the inner block's end, nor what follows it.
  ;; CHECK-LABEL: define {{.*}}dead
  ;; CHECK:      %[[V:.*]] = phi i32 [ 7, %entry ]
  ;; CHECK-NEXT: ret i32 %[[V]]
  ;; CHECK-NOT:  add
  ;; CHECK:      }
  (func $dead (export "dead") (result i32)
    (block (return (i32.const 7)))
    (block (if (i32.const 1) (then (drop (i32.add (i32.const 1) (i32.const 2))))
                             (else (nop))))
    (i32.const 8))

  ;; What would only lead on is no block: an arm that is missing, the end of a
  ;; block at the end of another. The header of a loop is one.
  ;; CHECK-LABEL: define {{.*}}leads_on
  ;; CHECK:      br i1 %{{.*}}, label %loop, label %return
  ;; CHECK:      loop:
  ;; CHECK-NEXT: br label %[[INNER:loop[0-9]+]]
  ;; CHECK:      [[INNER]]:
  ;; CHECK-NEXT: load i32
  ;; CHECK:      br i1 %{{.*}}, label %loop, label %cont
  ;; CHECK:      cont:
  ;; CHECK:      br i1 %{{.*}}, label %[[INNER]], label %return
  ;; CHECK:      return:
  ;; CHECK-NEXT: ret void
  (func $leads_on (export "leads_on") (param $n i32)
    (block
      (block
        (if (local.get $n)
          (then
            (loop $outer
              (loop $inner
                (br_if $outer (local.get $n))
                (br_if $inner (i32.add (local.get $n) (i32.const 1)))))))))))
