;; What a host can do wrong with a module's class has a clear end: an exception
;; that names the import and both types, an address that is checked, an object
;; that says that it was moved from.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm plug.wasm
;; RUN: sinter compile plug.wasm --imports=instantiation --module-name=plug -o plug.o
;; RUN: sinter header plug.wasm --module-name=plug -o plug.hpp
;; RUN: %each-compiler %S/Inputs/bad-use.cpp plug.o | FileCheck %S/Inputs/bad-use.cpp
;; RUN: env FLAGS=-fsanitize=address,undefined STANDARDS=c++20 %each-compiler %S/Inputs/bad-use.cpp plug.o | FileCheck %S/Inputs/bad-use.cpp
(module
  (import "env" "log" (func $log (param i32)))
  (import "env" "memory" (memory 2 4))
  (import "env" "table" (table 3 8 funcref))
  (import "env" "base" (global i32))
  (import "env" "callback" (global funcref))
  (export "memory" (memory 0))
  (func (export "run") (param i32) (result i32)
    (call $log (local.get 0))
    (i32.load (local.get 0))))
