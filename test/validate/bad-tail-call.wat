;; A tail call returns what the function itself promises.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: return_call: type mismatch: current function requires result type [i32] but callee returns [i64]
(module
  (func $f (result i64) i64.const 0)
  (func (result i32) return_call $f))
