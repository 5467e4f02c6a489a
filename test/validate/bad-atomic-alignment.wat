;; Atomic accesses say their natural alignment, no more and no less.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: i32.atomic.load: atomic alignment must be natural: 2^1 for 4 bytes
(module
  (memory 1 1 shared)
  (func (result i32) (i32.atomic.load align=2 (i32.const 0))))
