;; A declared super type must match: here the field is narrower there.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: sub type 1 does not match super type 0
(module
  (type (sub (struct (field (ref i31)))))
  (type (sub 0 (struct (field (ref any)))))
)
