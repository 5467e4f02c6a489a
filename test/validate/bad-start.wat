;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: start function has type [i32] -> [], it must be [] -> []
(module (func $f (param i32)) (start $f))
