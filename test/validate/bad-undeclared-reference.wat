;; ref.func takes functions that occur outside of bodies, so that an engine
;; knows in advance which ones can escape.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: in function 2 ({{.*}}), ref.func: undeclared function reference 1
(module
  (func $declared (export "f"))
  (func $undeclared)
  (func (drop (ref.func $declared)) (drop (ref.func $undeclared))))
