;; The edges of a memory. The number of arguments picks a case; addresses are
;; sums with it, so that they are known at run time only. Case 1 stays inside.
;; RUN: sinter compile %wasm -o %t
;; RUN: %t
;; RUN: sh -c 'a=; for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do a="$a x"; %t $a; echo "case $i: $?"; done' 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 %wasm -o %t
;; RUN: %t
;; RUN: sh -c 'a=; for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do a="$a x"; %t $a; echo "case $i: $?"; done' 2>&1 | FileCheck %s
;; RUN: sinter compile --bounds-checks=guard %wasm -o %t
;; RUN: %t
;; RUN: sh -c 'a=; for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do a="$a x"; %t $a; echo "case $i: $?"; done' 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 --bounds-checks=guard %wasm -o %t
;; RUN: %t
;; RUN: sh -c 'a=; for i in 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do a="$a x"; %t $a; echo "case $i: $?"; done' 2>&1 | FileCheck %s

;; CHECK: out of bounds memory access
;; CHECK: case 2: 134
;; CHECK: out of bounds memory access
;; CHECK: case 3: 134
;; CHECK: out of bounds memory access
;; CHECK: case 4: 134
;; CHECK: out of bounds memory access
;; CHECK: case 5: 134
;; CHECK: out of bounds memory access
;; CHECK: case 6: 134
;; CHECK: out of bounds memory access
;; CHECK: case 7: 134
;; CHECK: out of bounds memory access
;; CHECK: case 8: 134
;; CHECK: out of bounds memory access
;; CHECK: case 9: 134
;; CHECK: out of bounds memory access
;; CHECK: case 10: 134
;; CHECK: out of bounds memory access
;; CHECK: case 11: 134
;; CHECK: out of bounds memory access
;; CHECK: case 12: 134
;; CHECK: out of bounds memory access
;; CHECK: case 13: 134
;; CHECK: case 14: 0
;; CHECK: case 15: 0
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (memory (export "memory") 1 3)
  (data $d "12345678")

  (func $argc (result i32)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (i32.load (i32.const 0)))

  (func (export "_start")
    (local $n i32)
    (local.set $n (call $argc))
    (block $15 (block $14 (block $13 (block $12 (block $11 (block $10
    (block $9 (block $8 (block $7 (block $6 (block $5 (block $4 (block $3
    (block $2 (block $1
      (br_table $1 $1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11 $12 $13 $14 $15
        (local.get $n)))
      ;; 1: the last bytes, before and after growing
      (i64.store (i32.add (local.get $n) (i32.const 65527)) (i64.const -1))
      (if (i32.ne (i32.load8_u offset=65534 (local.get $n)) (i32.const 255))
        (then unreachable))
      (if (i32.ne (memory.grow (local.get $n)) (i32.const 1))
        (then unreachable))
      (if (i64.ne (i64.load (i32.add (local.get $n) (i32.const 65531)))
                  (i64.const 0xffffffff))
        (then unreachable))
      (i32.store16 offset=131069 (local.get $n) (i32.const 7))
      (if (i32.ne (memory.grow (i32.const 2)) (i32.const -1))
        (then unreachable))
      (if (i32.ne (memory.size) (i32.const 2)) (then unreachable))
      (return))
    ;; 2: a byte too far
    (drop (i32.load8_u (i32.add (local.get $n) (i32.const 65534)))) (return))
    ;; 3: one of four bytes too far
    (drop (i32.load (i32.add (local.get $n) (i32.const 65530)))) (return))
    ;; 4: the last address; four bytes from there would wrap to 3
    (drop (i32.load (i32.sub (local.get $n) (i32.const 5)))) (return))
    ;; 5: address and offset would wrap to 4
    (drop (i32.load offset=0xffffffff (local.get $n))) (return))
    ;; 6: address and offset are both as large as can be
    (i64.store offset=0xffffffff (i32.sub (local.get $n) (i32.const 7))
      (i64.const 0)) (return))
    ;; 7: a store that is half inside
    (i64.store (i32.add (local.get $n) (i32.const 65522)) (i64.const 0))
    (return))
    ;; 8: what grew can be used, what is behind it cannot
    (drop (memory.grow (i32.const 1)))
    (drop (i32.load8_u (i32.add (local.get $n) (i32.const 131064)))) (return))
    ;; 9: fill, sum of address and length would wrap
    (memory.fill (i32.sub (local.get $n) (i32.const 10)) (i32.const 0)
      (i32.const -1)) (return))
    ;; 10: copy to one byte too far
    (memory.copy (i32.add (local.get $n) (i32.const 65517)) (i32.const 0)
      (i32.const 10)) (return))
    ;; 11: copy from one byte too far
    (memory.copy (i32.const 0) (i32.add (local.get $n) (i32.const 65516))
      (i32.const 10)) (return))
    ;; 12: init beyond the segment
    (memory.init $d (i32.const 0) (i32.sub (local.get $n) (i32.const 8))
      (i32.const 5)) (return))
    ;; 13: nothing at all, but beyond the end
    (memory.fill (i32.add (local.get $n) (i32.const 65524)) (i32.const 0)
      (i32.const 0)) (return))
    ;; 14: nothing at all, at the end; a dropped segment is empty
    (memory.fill (i32.add (local.get $n) (i32.const 65522)) (i32.const 0)
      (i32.const 0))
    (data.drop $d)
    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0)) (return))
    ;; 15: copies that overlap
    (memory.init $d (local.get $n) (i32.const 0) (i32.const 8))
    (memory.copy (i32.const 16) (local.get $n) (i32.const 8))
    (if (i64.ne (i64.load (i32.const 16)) (i64.const 0x3837363534333231))
      (then unreachable))))
