;; Typed calls in both directions: imports as lambdas, function pointers, bound
;; members and functions of other instances; none to many results, vectors,
;; references; also where references have more than a C function (tail calls).
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm calls.wasm && cp %{wat:Inputs/tail.wat} tail.wasm
;; RUN: sinter compile calls.wasm --imports=instantiation --module-name=calls -o calls.o
;; RUN: sinter header calls.wasm --module-name=calls -o calls.hpp
;; RUN: sinter compile tail.wasm --imports=instantiation -o tail.o
;; RUN: sinter header tail.wasm -o tail.hpp
;; RUN: %each-compiler %S/Inputs/calls.cpp calls.o tail.o | FileCheck %S/Inputs/calls.cpp
;; RUN: env FLAGS=-fsanitize=address,undefined STANDARDS=c++20 %each-compiler %S/Inputs/calls.cpp calls.o tail.o | FileCheck %S/Inputs/calls.cpp
(module
  (type $binary (func (param i32 i32) (result i32)))
  (import "env" "none" (func $none))
  (import "env" "one" (func $one (param i32 i64 f32 f64) (result f64)))
  (import "env" "ints" (func $ints (param i32) (result i32 i64)))
  (import "env" "floats" (func $floats (param f32) (result f32 f64)))
  (import "env" "mixed" (func $mixed (param i32) (result f32 i32)))
  (import "env" "many" (func $many (param i32) (result i32 i64 f32 v128 i32)))
  (import "env" "vector" (func $vector (param v128) (result v128 i32)))
  (import "env" "call" (func $call (param funcref externref) (result externref)))
  (func (export "none") (call $none))
  (func (export "one") (param i32 i64 f32 f64) (result f64)
    (call $one (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
  (func (export "ints") (param i32) (result i32 i64) (call $ints (local.get 0)))
  (func (export "floats") (param f32) (result f32 f64) (call $floats (local.get 0)))
  (func (export "mixed") (param i32) (result f32 i32) (call $mixed (local.get 0)))
  (func (export "many") (param i32) (result i32 i64 f32 v128 i32)
    (call $many (local.get 0)))
  (func (export "vector") (param v128) (result v128 i32) (call $vector (local.get 0)))
  (func (export "call") (param funcref externref) (result externref)
    (call $call (local.get 0) (local.get 1)))
  (func $sub (export "sub") (type $binary) (i32.sub (local.get 0) (local.get 1)))
  (func (export "same") (param funcref) (result funcref) (local.get 0))
  (table (export "table") 4 funcref)
  (elem (i32.const 0) $sub $ints $many $vector)
  (func (export "apply") (param i32) (result i32)
    (call_indirect (type $binary) (i32.const 30) (i32.const 4) (local.get 0)))
  (global (export "count") (mut i64) (i64.const 5))
  (global (export "fixed") f32 (f32.const 0.5)))
