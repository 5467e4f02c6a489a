;; A guest's memory from C++: scalars, structs, strings and slices at addresses
;; that are checked; growth; a memory of the host that two instances share.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm words.wasm
;; RUN: sinter compile words.wasm --imports=instantiation --module-name=words -o words.o
;; RUN: sinter header words.wasm --module-name=words -o words.hpp
;; RUN: %each-compiler %S/Inputs/memory.cpp words.o | FileCheck %S/Inputs/memory.cpp
;; RUN: env FLAGS=-fsanitize=address,undefined STANDARDS=c++17 %each-compiler %S/Inputs/memory.cpp words.o | FileCheck %S/Inputs/memory.cpp
(module
  (import "env" "memory" (memory 1 3))
  (export "memory" (memory 0))
  (global (export "next") (mut i32) (i32.const 1024))
  (func (export "allocate") (param $bytes i32) (result i32)
    (global.get 0)
    (global.set 0 (i32.add (global.get 0) (local.get $bytes))))
  (func (export "sum") (param $words i32) (param $count i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $words))))
      (local.set $words (i32.add (local.get $words) (i32.const 4)))
      (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $sum)))
