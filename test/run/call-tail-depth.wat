;; Tail calls take no stack: directly, through a table, through a reference,
;; between functions of different types. Ordinary calls in the same place
;; overflow.
;; REQUIRES: wasm-tools
;; RUN: sinter compile %wasm -o %t
;; RUN: %t
;; RUN: not %t overflow 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 %wasm -o %t
;; RUN: %t
;; RUN: not %t overflow 2>&1 | FileCheck %s
;; CHECK: call stack exhausted
(module
  (type $one (func (param i32) (result i32 i64 f64)))
  (type $many (func (param i32 i64 i64 i64 i64 i64 i64 i64 i64)
                    (result i32 i64 f64)))
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table funcref (elem $by_ref $indirect))
  (elem declare func $direct)

  (func $direct (type $one)
    (if (i32.eqz (local.get 0))
      (then (return (i32.const 1) (i64.const 2) (f64.const 3))))
    (return_call $wide (i32.sub (local.get 0) (i32.const 1)) (i64.const 1)
      (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6)
      (i64.const 7) (i64.const 8)))
  (func $wide (type $many)
    (return_call_indirect (type $one)
      (i32.add (local.get 0) (i32.wrap_i64 (i64.sub (local.get 8) (i64.const 8))))
      (i32.const 0)))
  (func $by_ref (type $one)
    (return_call_ref $one (local.get 0) (ref.func $direct)))
  (func $indirect (type $one) (unreachable))

  (func $deep (type $one)
    (call $deep (i32.add (local.get 0) (i32.const 1))))

  (func (export "_start")
    (local $a i32) (local $b i64) (local $c f64)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (if (i32.gt_u (i32.load (i32.const 0)) (i32.const 1))
      (then (call $deep (i32.const 0)) (drop) (drop) (drop)))
    (call $direct (i32.const 10000000))
    (local.set $c) (local.set $b) (local.set $a)
    (if (i32.ne (local.get $a) (i32.const 1)) (then unreachable))
    (if (i64.ne (local.get $b) (i64.const 2)) (then unreachable))
    (if (f64.ne (local.get $c) (f64.const 3)) (then unreachable))))
