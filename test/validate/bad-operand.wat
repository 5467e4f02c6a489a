;; An error says where it is: byte offset, function, instruction; and what the
;; instruction needs and what there is.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: error: {{.*}}.wasm:0x{{[0-9a-f]+}}: in function 1 ({{.?}}sum), i32.add: type mismatch: instruction requires [i32 i32] but stack has [i32 i64]
(module
  (func $other)
  (func $sum (param i64) (result i32)
    (i32.add (i32.const 1) (local.get 0))))
