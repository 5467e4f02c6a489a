;; Types that are not declared open have no sub types.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: sub type 1 does not match super type 0, which is final
(module
  (type (struct))
  (type (sub 0 (struct))))
