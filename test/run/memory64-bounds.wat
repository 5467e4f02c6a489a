;; The edges of a memory with 64-bit addresses; see memory-bounds.wat.
;; REQUIRES: wasm-tools
;; RUN: sinter compile %wasm -o %t
;; RUN: %t
;; RUN: sh -c 'a=; for i in 2 3 4 5 6 7; do a="$a x"; %t $a; echo "case $i: $?"; done' 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 %wasm -o %t
;; RUN: %t
;; RUN: sh -c 'a=; for i in 2 3 4 5 6 7; do a="$a x"; %t $a; echo "case $i: $?"; done' 2>&1 | FileCheck %s

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
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (memory $m i64 1)

  (func $argc (result i64)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (i64.load32_u (i32.const 0)))

  (func (export "_start")
    (local $n i64)
    (local.set $n (call $argc))
    (block $7 (block $6 (block $5 (block $4 (block $3 (block $2 (block $1
      (br_table $1 $1 $2 $3 $4 $5 $6 $7 (i32.wrap_i64 (local.get $n))))
      ;; 1: the last bytes, before and after growing
      (i64.store $m offset=65527 (local.get $n) (i64.const -1))
      (if (i64.ne (memory.grow $m (local.get $n)) (i64.const 1))
        (then unreachable))
      (if (i64.ne (i64.load $m offset=65531 (local.get $n))
                  (i64.const 0xffffffff))
        (then unreachable))
      (i32.store8 $m (i64.add (local.get $n) (i64.const 131070)) (i32.const 7))
      (if (i64.ne (memory.grow $m (i64.const -1)) (i64.const -1))
        (then unreachable))
      (return))
    ;; 2: the highest address
    (drop (i32.load8_u $m (i64.sub (local.get $n) (i64.const 3)))) (return))
    ;; 3: the highest address, four bytes
    (drop (i32.load $m (i64.sub (local.get $n) (i64.const 4)))) (return))
    ;; 4: address and offset would wrap to 0
    (drop (i32.load8_u $m offset=65536
            (i64.sub (local.get $n) (i64.const 65540)))) (return))
    ;; 5: the largest offset
    (drop (i32.load8_u $m offset=0xffffffffffffffff (local.get $n))) (return))
    ;; 6: one of four bytes too far
    (drop (i32.load $m (i64.add (local.get $n) (i64.const 65527)))) (return))
    ;; 7: sum of address and length would wrap
    (memory.fill $m (i64.sub (local.get $n) (i64.const 8)) (i32.const 0)
      (i64.const -1))))
