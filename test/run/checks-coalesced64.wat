;; A comparison of the program's own, with a number that is negative as a signed
;; one, leads to the same trap as the check behind it: it does not stand for it.
;; REQUIRES: wasm-tools
;; RUN: sinter compile -O3 %wasm -o %t
;; RUN: not %t 2>&1 | FileCheck %s
;; RUN: not %t x 2>&1 | FileCheck %s
;; RUN: sinter compile -O2 --verify-ir %wasm -o %t
;; RUN: not %t 2>&1 | FileCheck %s
;; CHECK: out of bounds memory access
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (memory $m i64 1 1)

  (func $argc (result i64)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (i64.load32_u (i32.const 0)))

  (func $store (param $p i64)
    (if (i64.ge_u (local.get $p) (i64.const -4))
      (then (drop (i32.load $m (i64.const 70000)))))
    (i32.store8 $m offset=4 (local.get $p) (i32.const 1)))

  (func (export "_start")
    (call $store (i64.add (call $argc) (i64.const 65531)))))
