;; A cast stays in one hierarchy of types.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: ref.cast null: type mismatch: instruction requires [anyref] but stack has [funcref]
(module
  (func (param funcref) (result i31ref) (ref.cast i31ref (local.get 0))))
