;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: duplicate export name "same"
(module (func (export "same")) (memory (export "same") 1))
