;; The same input gives the same bytes, wherever and whenever.
;; RUN: rm -rf %t && mkdir -p %t/a %t/b && cp %wasm %t/a/m.wasm && cp %wasm %t/b/m.wasm
;; RUN: cd %t/a && sinter compile m.wasm -o m.so && sinter compile m.wasm -o m.a
;; RUN: cd %t/a && sinter compile m.wasm -o m --dir . --env A=B
;; RUN: cd %t/b && sinter compile %t/b/m.wasm -o m.so && sinter compile ../b/m.wasm -o m.a
;; RUN: cd %t/b && sinter compile m.wasm -o m --dir . --env A=B
;; RUN: cmp %t/a/m.so %t/b/m.so
;; RUN: cmp %t/a/m.a %t/b/m.a
;; RUN: cmp %t/a/m %t/b/m
;; RUN: not grep -q %t %t/b/m.so
(module
  (memory (export "memory") 1)
  (table 3 funcref)
  (elem (i32.const 0) $f $g $f)
  (data (i32.const 8) "text")
  (func $f (export "f") (param i32) (result i32) (call $g (local.get 0)))
  (func $g (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
  (func (export "_start") (drop (call $f (i32.const 1)))))
