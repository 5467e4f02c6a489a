;; A catch clause hands its label what the tag carries.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: try_table: type mismatch: catch clause yields [i32] but its label requires [i64]
(module
  (tag $e (param i32))
  (func (result i64)
    (block $l (result i64)
      (try_table (catch $e $l))
      (i64.const 0))))
