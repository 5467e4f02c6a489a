;; Every kind of trap is an exception with a backtrace; exceptions of the host go
;; through Wasm code; destructors in between run; calls nest; everything can be
;; used afterwards. Also with guard pages, where a trap begins as a fault.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm traps.wasm
;; RUN: sinter header traps.wasm --module-name=traps -o traps.hpp
;; RUN: sinter compile traps.wasm --imports=instantiation --module-name=traps -o traps.o
;; RUN: %each-compiler %S/Inputs/traps.cpp traps.o | FileCheck %S/Inputs/traps.cpp
;; RUN: env FLAGS=-fsanitize=address,undefined STANDARDS=c++20 %each-compiler %S/Inputs/traps.cpp traps.o | FileCheck %S/Inputs/traps.cpp
;; RUN: sinter compile traps.wasm -O0 --imports=instantiation --module-name=traps -o traps.o
;; RUN: env STANDARDS=c++17 %each-compiler %S/Inputs/traps.cpp traps.o | FileCheck %S/Inputs/traps.cpp
;; RUN: sinter compile traps.wasm --bounds-checks=guard --imports=instantiation --module-name=traps -o traps.o
;; RUN: env STANDARDS=c++20 %each-compiler %S/Inputs/traps.cpp traps.o | FileCheck %S/Inputs/traps.cpp
;; RUN: sinter compile traps.wasm --module-name=traps -o traps.so
;; RUN: env STANDARDS=c++20 %each-compiler %S/Inputs/traps.cpp ./traps.so | FileCheck %S/Inputs/traps.cpp
(module
  (type $f (func))
  (import "env" "host" (func $host (param i32)))
  (memory 1)
  (table 4 funcref)
  (elem (i32.const 1) func $unreachable $zero)
  (func $unreachable (export "unreachable") unreachable)
  (func (export "divide") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
  (func (export "overflow") (result i32) (i32.div_s (i32.const 0x80000000) (i32.const -1)))
  (func (export "convert") (param f32) (result i32) (i32.trunc_f32_s (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "element") (param i32) (call_indirect (type $f) (local.get 0)))
  (func (export "slot") (param i32) (result funcref) (table.get (local.get 0)))
  (func $zero (result i32) (i32.const 0))
  (func $deep (export "deep") (call $deep) (call $deep))
  (func $middle (param i32) (call $host (local.get 0)))
  (func (export "callHost") (param i32) (call $middle (local.get 0))))
