;; Another thread ends whatever runs: loops, vectorised loops, recursion, tail calls.
;; The instance works afterwards.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm spin.wasm
;; RUN: sinter compile spin.wasm --interruptible -O2 -o spin.o
;; RUN: sinter header spin.wasm --lang=c++ -o spin.hpp
;; RUN: env FLAGS="-O1 -pthread" STANDARDS=c++20 %each-compiler %S/Inputs/interrupt.cpp spin.o | FileCheck %S/Inputs/interrupt.cpp
;; RUN: sinter compile spin.wasm --interruptible -O0 -o spin.o
;; RUN: env FLAGS="-O1 -pthread" STANDARDS=c++20 %each-compiler %S/Inputs/interrupt.cpp spin.o | FileCheck %S/Inputs/interrupt.cpp
(module
  (memory 16)
  (func (export "loop") (loop $l (br $l)))
  ;; Numbers are added until the sum of all is 1, which it never is.
  (func (export "sums") (local $i i32) (local $s i64)
    (loop $all
      (local.set $i (i32.const 1048576))
      (loop $one
        (local.set $i (i32.sub (local.get $i) (i32.const 8)))
        (local.set $s (i64.add (local.get $s) (i64.load (local.get $i))))
        (br_if $one (local.get $i)))
      (br_if $all (i64.ne (local.get $s) (i64.const 1)))))
  (func $deep (param $depth i32)
    (if (local.get $depth)
      (then
        (call $deep (i32.sub (local.get $depth) (i32.const 1)))
        (call $deep (i32.sub (local.get $depth) (i32.const 1))))))
  (func (export "recurse") (call $deep (i32.const 100)))
  (func $round (export "round") (param i32) (result i32)
    (return_call $round (i32.add (local.get 0) (i32.const 1))))
  (func (export "answer") (result i32) (i32.const 42)))
