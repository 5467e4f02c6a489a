;; All labels of a br_table take the same number of operands.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: br_table: type mismatch: labels 1 and 0 require [i32] and []
(module
  (func (result i32)
    i32.const 7
    block
      i32.const 7
      i32.const 0
      br_table 1 0
    end))
