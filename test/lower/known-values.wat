;; What a local holds is not read again from its slot, nor the size of a memory
;; from its object, until another way may lead here: behind `else` and `end`,
;; where a loop begins, and for memories behind calls.
;; RUN: sinter compile --emit=llvm-ir --unoptimized -O1 %wasm -o - | FileCheck %s
(module
  (memory (export "memory") 1)
  (func $f (export "f"))
  (func (export "grow") (drop (memory.grow (i32.const 1))))

  ;; CHECK-LABEL: define {{.*}}line
  ;; CHECK-NOT:     load i32, ptr %
  ;; CHECK:         %[[SIZE:mem.size[0-9]*]] = load i64
  ;; CHECK:         icmp ugt i64 %{{.*}}, %[[SIZE]]
  ;; CHECK-NOT:     %mem.size{{[0-9]*}} = load
  ;; CHECK:         icmp ugt i64 %{{.*}}, %[[SIZE]]
  ;; CHECK:         call {{.*}}f
  ;; CHECK:         %[[AGAIN:mem.size[0-9]*]] = load i64
  ;; CHECK:         icmp ugt i64 %{{.*}}, %[[AGAIN]]
  (func $line (export "line") (param $p i32)
    (i32.store8 (local.get $p) (i32.const 1))
    (i32.store8 offset=4 (local.get $p) (i32.const 2))
    (call $f)
    (i32.store8 offset=8 (local.get $p) (i32.const 3)))

  ;; Set on one way, not on the other.
  ;; CHECK-LABEL: define {{.*}}ways
  ;; CHECK:       else:
  ;; CHECK:         load i32, ptr %x
  ;; CHECK:       end:
  ;; CHECK:         %[[X:[0-9]+]] = load i32, ptr %x
  ;; CHECK-NEXT:    br label %return
  ;; CHECK:       return:
  ;; CHECK-NEXT:    phi i32 [ %[[X]], %end ]
  (func $ways (export "ways") (param $p i32) (param $x i32) (result i32)
    (if (local.get $p)
      (then (local.set $x (i32.const 7)))
      (else (local.set $p (local.get $x))))
    (local.get $x))

  ;; A branch leaves the block before the local is set.
  ;; CHECK-LABEL: define {{.*}}early
  ;; CHECK:       end:
  ;; CHECK-NEXT:    load i32, ptr %x
  (func $early (export "early") (param $x i32) (result i32)
    (block $b
      (br_if $b (local.get $x))
      (local.set $x (i32.const 7)))
    (local.get $x))

  ;; CHECK-LABEL: define {{.*}}again
  ;; CHECK:       loop:
  ;; CHECK-NEXT:    load i32, ptr %x
  (func $again (export "again") (param $x i32) (result i32)
    (loop $l
      (local.set $x (i32.sub (local.get $x) (i32.const 1)))
      (br_if $l (local.get $x)))
    (local.get $x)))
