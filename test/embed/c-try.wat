;; Calls from C that say how they ended.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm calc.wasm
;; RUN: sinter compile calc.wasm --module-name=calc -o calc.o
;; RUN: sinter header calc.wasm --module-name=calc -o calc.h
;; RUN: %each-compiler %S/Inputs/try.c calc.o | FileCheck %S/Inputs/try.c
;; RUN: env FLAGS=-fsanitize=address,undefined STANDARDS=c17 %each-compiler %S/Inputs/try.c calc.o | FileCheck %S/Inputs/try.c
;; RUN: cp %S/Inputs/try.c try.cpp && %each-compiler try.cpp calc.o | FileCheck %S/Inputs/try.c
(module
  (func (export "divide") (param $dividend i32) (param $divisor i32) (result i32)
    (i32.div_s (local.get 0) (local.get 1)))
  (func (export "both") (param i32 i32) (result i32 i32)
    (i32.div_s (local.get 0) (local.get 1)) (i32.rem_s (local.get 0) (local.get 1)))
  (func (export "stop") unreachable))
