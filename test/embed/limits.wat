;; What a host allows: memory, tables and stack, at once and later.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm lim.wasm
;; RUN: sinter compile lim.wasm -o lim.o && sinter header lim.wasm --lang=c++ -o lim.hpp
;; RUN: env STANDARDS=c++17 %each-compiler %S/Inputs/limits.cpp lim.o | FileCheck %S/Inputs/limits.cpp
;; RUN: env FLAGS=-fsanitize=address,undefined STANDARDS=c++20 %each-compiler %S/Inputs/limits.cpp lim.o | FileCheck %S/Inputs/limits.cpp
(module
  (memory (export "memory") 2)
  (table (export "table") 10 funcref)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "growTable") (param i32) (result i32)
    (table.grow (ref.null func) (local.get 0)))
  (func $deep (export "deep") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (call $deep (i32.sub (local.get 0) (i32.const 1)))
                     (i32.const 1)))
      (else (i32.const 0)))))
