;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: i32.load16_u: alignment must not be larger than natural: 2^2 for 2 bytes
(module
  (memory 1)
  (func (result i32) (i32.load16_u align=4 (i32.const 0))))
