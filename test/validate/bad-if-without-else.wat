;; Without an else, the parameters are the results when the condition is false.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: end: type mismatch: if without else has parameters [] and results [i32]
(module
  (func (param i32) (result i32)
    local.get 0
    if (result i32)
      i32.const 1
    end))
