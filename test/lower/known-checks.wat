;; An access is not checked if an earlier one through the same local was and
;; reached as far: no memory shrinks. What was checked is forgotten when the
;; local is set, and where another way leads that may not have checked.
;; RUN: sinter compile --emit=llvm-ir --unoptimized -O2 %wasm -o - | FileCheck %s
;; RUN: sinter compile --emit=llvm-ir -O0 --instances=many %wasm -o - | FileCheck %s
;; RUN: sinter compile --verify-ir -O0 --emit=object %wasm -o %t.o
;; RUN: sinter compile --verify-ir -O2 --emit=object %wasm -o %t.o
(module
  (memory (export "memory") 1)
  (memory $other 1 8)
  (func $f (export "f") (drop (memory.grow (i32.const 1)))
    (drop (memory.grow $other (i32.const 1))))

  ;; The second reaches no further than the first, the third does; the fourth
  ;; no further than that. In between is a call.
  ;; CHECK-LABEL: define {{.*}}fields
  ;; CHECK:         %oob{{[0-9]*}} = icmp ugt {{.*}}
  ;; CHECK:         store i32 1
  ;; CHECK-NOT:     icmp ugt
  ;; CHECK:         store i64 2
  ;; CHECK:         %[[END:[a-z0-9]+]] = add nuw nsw i64 %{{.*}}, 13
  ;; CHECK:         icmp ugt i64 %[[END]]
  ;; CHECK:         store i8 3
  ;; CHECK:         call {{.*}}f
  ;; CHECK-NOT:     icmp ugt
  ;; CHECK:         store i8 4
  ;; CHECK-NOT:     icmp ugt
  ;; CHECK:         ret void
  (func $fields (export "fields") (param $p i32)
    (i32.store offset=8 (local.get $p) (i32.const 1))
    (i64.store offset=4 (local.get $p) (i64.const 2))
    (i32.store8 offset=12 (local.get $p) (i32.const 3))
    (call $f)
    (i32.store8 offset=12 (local.get $p) (i32.const 4)))

  ;; CHECK-LABEL: define {{.*}}tee
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 1
  ;; CHECK-NOT:     icmp ugt
  ;; CHECK:         store i32 2
  (func $tee (export "tee") (param $p i32) (local $q i32)
    (i32.store (local.tee $q (i32.add (local.get $p) (i32.const 100)))
      (i32.const 1))
    (i32.store (local.get $q) (i32.const 2)))

  ;; The local has another value, then the first one again, which only LLVM
  ;; can tell.
  ;; CHECK-LABEL: define {{.*}}set
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 1
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 2
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 3
  (func $set (export "set") (param $p i32) (param $q i32)
    (i32.store (local.get $p) (i32.const 1))
    (local.set $p (i32.add (local.get $p) (i32.const 4)))
    (i32.store (local.get $p) (i32.const 2))
    (local.set $p (i32.sub (local.get $p) (i32.const 4)))
    (i32.store (local.get $p) (i32.const 3)))

  ;; The operand was read before the local was set: it is not what it holds.
  ;; CHECK-LABEL: define {{.*}}older
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 1
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 2
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 3
  (func $older (export "older") (param $p i32)
    (local.get $p)
    (local.get $p)
    (local.set $p (i32.const 70000))
    (i32.store (local.get $p) (i32.const 1))
    (i32.const 2)
    (i32.store)
    (i32.const 3)
    (i32.store))

  ;; Checked before, so in both arms; checked in one arm only.
  ;; CHECK-LABEL: define {{.*}}arms
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 1
  ;; CHECK-NOT:     icmp ugt
  ;; CHECK:         store i32 2
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 3
  ;; CHECK-NOT:     icmp ugt
  ;; CHECK:         store i32 4
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 5
  (func $arms (export "arms") (param $p i32) (param $q i32)
    (i32.store (local.get $p) (i32.const 1))
    (if (local.get $q)
      (then
        (i32.store (local.get $p) (i32.const 2))
        (i32.store (local.get $q) (i32.const 3)))
      (else (i32.store (local.get $p) (i32.const 4))))
    (i32.store (local.get $q) (i32.const 5)))

  ;; A branch leaves before the check.
  ;; CHECK-LABEL: define {{.*}}early
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 1
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 2
  (func $early (export "early") (param $p i32)
    (block $b
      (br_if $b (local.get $p))
      (i32.store (local.get $p) (i32.const 1)))
    (i32.store (local.get $p) (i32.const 2)))

  ;; The local changes in the loop, behind the access.
  ;; CHECK-LABEL: define {{.*}}loops
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 1
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 2
  (func $loops (export "loops") (param $p i32)
    (i32.store (local.get $p) (i32.const 1))
    (loop $l
      (i32.store (local.get $p) (i32.const 2))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (local.get $p))))

  ;; Another memory may be smaller.
  ;; CHECK-LABEL: define {{.*}}others
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 1
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 2
  ;; CHECK:         icmp ugt
  ;; CHECK:         store i32 3
  (func $others (export "others") (param $p i32) (param $q i32)
    (i32.store $other (local.get $p) (i32.const 1))
    (i32.store (local.get $p) (i32.const 2))
    (i32.store $other (local.get $p) (i32.const 3))))
