;; Every way to call through a table that nobody changes, with every kind of
;; wrong index. The number of arguments picks the index.
;; RUN: sinter compile %wasm -o %t
;; RUN: sh -c 'a=; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do %t $a; echo "case $i: $?"; a="$a x"; done' 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 %wasm -o %t
;; RUN: sh -c 'a=; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18; do %t $a; echo "case $i: $?"; a="$a x"; done' 2>&1 | FileCheck %s

;; A few functions: 3 4 5; slots 1 and 6 are null or of another type.
;; CHECK:      case 1: 0
;; CHECK-NEXT: trap: uninitialized element
;; CHECK:      case 2: 134
;; CHECK-NEXT: trap: indirect call type mismatch
;; CHECK:      case 3: 134
;; CHECK-NEXT: trap: indirect call type mismatch
;; CHECK:      case 4: 134
;; CHECK-NEXT: trap: undefined element
;; CHECK:      case 5: 134
;; CHECK-NEXT: trap: undefined element
;; CHECK:      case 6: 134

;; Many functions: 2 to 12 without 3 (another type), 8 (null), 11.
;; CHECK-NEXT: trap: indirect call type mismatch
;; CHECK:      case 7: 134
;; CHECK-NEXT: trap: uninitialized element
;; CHECK:      case 8: 134
;; CHECK-NEXT: trap: indirect call type mismatch
;; CHECK:      case 9: 134
;; CHECK-NEXT: trap: uninitialized element
;; CHECK:      case 10: 134
;; CHECK-NEXT: trap: undefined element
;; CHECK:      case 11: 134
;; CHECK-NEXT: trap: undefined element
;; CHECK:      case 12: 134

;; No function has the type.
;; CHECK-NEXT: trap: indirect call type mismatch
;; CHECK:      case 13: 134
;; CHECK-NEXT: trap: undefined element
;; CHECK:      case 14: 134

;; Far apart: the slot is looked at.
;; CHECK-NEXT: trap: indirect call type mismatch
;; CHECK:      case 15: 134
;; CHECK-NEXT: trap: uninitialized element
;; CHECK:      case 16: 134
;; CHECK-NEXT: trap: undefined element
;; CHECK:      case 17: 134
;; CHECK-NEXT: case 18: 0
(module
  (type $few (func (param i32) (result i32)))
  (type $many (func (param i64) (result i64 i32)))
  (type $far (func (param f32) (result f32)))
  (type $none (func (param f64)))
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table 2000 funcref)
  (elem (i32.const 2) func $m0)
  (elem (i32.const 3) func $a $b $a $m1 $m2)
  (elem (i32.const 9) func $m3 $m4 $f0 $m0)
  (elem (i32.const 400) func $f1)
  (elem (i32.const 600) func $f2)
  (elem (i32.const 800) func $f3)
  (elem (i32.const 1200) func $f4)

  (func $a (type $few) (i32.add (local.get 0) (i32.const 1)))
  (func $b (type $few) (i32.mul (local.get 0) (i32.const 3)))
  (func $m0 (type $many) (local.get 0) (i32.const 0))
  (func $m1 (type $many) (local.get 0) (i32.const 1))
  (func $m2 (type $many) (local.get 0) (i32.const 2))
  (func $m3 (type $many) (local.get 0) (i32.const 3))
  (func $m4 (type $many) (local.get 0) (i32.const 4))
  (func $f0 (type $far) (f32.add (local.get 0) (f32.const 0)))
  (func $f1 (type $far) (f32.add (local.get 0) (f32.const 1)))
  (func $f2 (type $far) (f32.add (local.get 0) (f32.const 2)))
  (func $f3 (type $far) (f32.add (local.get 0) (f32.const 3)))
  (func $f4 (type $far) (f32.add (local.get 0) (f32.const 4)))

  (func $few (param i32 i32) (result i32)
    (call_indirect (type $few) (local.get 0) (local.get 1)))
  (func $many (param i64 i32) (result i64 i32)
    (call_indirect (type $many) (local.get 0) (local.get 1)))
  (func $far (param f32 i32) (result f32)
    (call_indirect (type $far) (local.get 0) (local.get 1)))
  (func $none (param i32)
    (call_indirect (type $none) (f64.const 0) (local.get 0)))

  (func $expect_few (param $index i32) (param $result i32)
    (if (i32.ne (call $few (i32.const 5) (local.get $index))
                (local.get $result))
      (then unreachable)))
  (func $expect_many (param $index i32) (param $result i32)
    (call $many (i64.const 7) (local.get $index))
    (if (i32.ne (local.get $result)) (then unreachable))
    (if (i64.ne (i64.const 7)) (then unreachable)))
  (func $expect_far (param $index i32) (param $result f32)
    (if (f32.ne (call $far (f32.const 8) (local.get $index))
                (local.get $result))
      (then unreachable)))

  (func $argc (result i32)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (i32.load (i32.const 0)))

  (func $right
    (call $expect_few (i32.const 3) (i32.const 6))
    (call $expect_few (i32.const 4) (i32.const 15))
    (call $expect_few (i32.const 5) (i32.const 6))
    (call $expect_many (i32.const 2) (i32.const 0))
    (call $expect_many (i32.const 6) (i32.const 1))
    (call $expect_many (i32.const 7) (i32.const 2))
    (call $expect_many (i32.const 9) (i32.const 3))
    (call $expect_many (i32.const 10) (i32.const 4))
    (call $expect_many (i32.const 12) (i32.const 0))
    (call $expect_far (i32.const 11) (f32.const 8))
    (call $expect_far (i32.const 400) (f32.const 9))
    (call $expect_far (i32.const 1200) (f32.const 12)))

  (func (export "_start")
    (local $n i32)
    (local.set $n (call $argc))
    (block $18 (block $17 (block $16 (block $15 (block $14 (block $13
    (block $12 (block $11 (block $10 (block $9 (block $8 (block $7 (block $6
    (block $5 (block $4 (block $3 (block $2 (block $1
      (br_table $1 $1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11 $12 $13 $14 $15 $16 $17
        $18 (local.get $n)))
      (call $right) (return))
    ;; Indices are sums with the number of arguments.
    (drop (call $few (i32.const 5) (i32.sub (local.get $n) (i32.const 2))))
    (return))
    (drop (call $few (i32.const 5) (i32.sub (local.get $n) (i32.const 1))))
    (return))
    (drop (call $few (i32.const 5) (i32.add (local.get $n) (i32.const 2))))
    (return))
    (drop (call $few (i32.const 5) (i32.add (local.get $n) (i32.const 1995))))
    (return))
    (drop (call $few (i32.const 5) (i32.sub (local.get $n) (i32.const 7))))
    (return))
    (call $many (i64.const 7) (i32.sub (local.get $n) (i32.const 3))) drop drop
    (return))
    (call $many (i64.const 7) (i32.add (local.get $n) (i32.const 0))) drop drop
    (return))
    (call $many (i64.const 7) (i32.add (local.get $n) (i32.const 2))) drop drop
    (return))
    (call $many (i64.const 7) (i32.add (local.get $n) (i32.const 3))) drop drop
    (return))
    (call $many (i64.const 7) (i32.add (local.get $n) (i32.const 1989)))
    drop drop (return))
    (call $many (i64.const 7) (i32.sub (local.get $n) (i32.const 13)))
    drop drop (return))
    (call $none (i32.sub (local.get $n) (i32.const 10))) (return))
    (call $none (i32.sub (local.get $n) (i32.const 15))) (return))
    (drop (call $far (f32.const 1) (i32.sub (local.get $n) (i32.const 3))))
    (return))
    (drop (call $far (f32.const 1) (i32.add (local.get $n) (i32.const 1983))))
    (return))
    (drop (call $far (f32.const 1) (i32.add (local.get $n) (i32.const 1983))))
    (return))
    (call $right)))
