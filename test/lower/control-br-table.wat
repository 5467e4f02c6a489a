;; br_table is one switch. Entries equal to the default are left out, and a
;; label that takes values has one edge, however many entries name it.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  ;; CHECK-LABEL: define {{.*}}plain
  ;; CHECK:      switch i32 %{{.*}}, label %[[A:.*]] [
  ;; CHECK-NEXT:   i32 1, label %[[B:.*]]
  ;; CHECK-NEXT:   i32 2, label %[[B]]
  ;; CHECK-NEXT: ]
  (func $plain (export "plain") (param i32)
    (block $b
      (block $a
        (br_table $a $b $b $a (local.get 0)))))

  ;; CHECK-LABEL: define {{.*}}values
  ;; CHECK:      switch i32 %{{.*}}, label %[[D:edge.*]] [
  ;; CHECK-NEXT:   i32 0, label %[[E:edge.*]]
  ;; CHECK-NEXT:   i32 2, label %[[E]]
  ;; CHECK-NEXT: ]
  ;; CHECK:      phi i32 [ 5, %[[D]] ]
  ;; CHECK:      phi i32 [ 5, %[[E]] ]
  (func $values (export "values") (param i32) (result i32)
    (block $b (result i32)
      (block $a (result i32)
        (br_table $b $a $b $a (i32.const 5) (local.get 0)))
      (drop)
      (i32.const 1))))
