;; Errors name the function: by the name section, else by its export.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: in function 1 (fib), drop: type mismatch
(module
  (func $other)
  (func $fib (export "exported") drop))
