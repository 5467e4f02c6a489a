;; A block leaves its results and nothing else.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: end: type mismatch: block requires [i32] but stack has [i64 i32]
(module
  (func (result i32)
    block (result i32)
      i64.const 1
      i32.const 2
    end))
