;; A local without a default value is set before it is read; what a block sets
;; does not count after it.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: in function 1 ({{.*}}), local.get: uninitialized local 1
(module
  (func $ok (param (ref extern)) (result (ref extern))
    (local (ref extern))
    (local.set 1 (local.get 0))
    (block (drop (local.get 1)))
    (local.get 1))
  (func $bad (param (ref extern)) (result (ref extern))
    (local (ref extern))
    (block (local.set 1 (local.get 0)))
    (local.get 1)))
