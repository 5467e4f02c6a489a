;; Instances in several threads at once, of one module and of one Library, each
;; with a store of its own; stores that move to another thread; interrupts and
;; deadlines from other threads. ThreadSanitizer watches the host's side.
;; REQUIRES: thread-sanitizer
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm work.wasm
;; RUN: sinter compile work.wasm --imports=instantiation --interruptible -o work.o
;; RUN: sinter header work.wasm -o work.hpp
;; RUN: sinter compile work.wasm --interruptible -o work.so
;; RUN: env FLAGS=-O1 STANDARDS=c++20 %each-compiler %S/Inputs/threads.cpp ./work.so | FileCheck %S/Inputs/threads.cpp
;; RUN: env FLAGS="-O1 -g -fsanitize=thread" STANDARDS=c++20 TSAN_OPTIONS=halt_on_error=1 %each-compiler %S/Inputs/threads.cpp work.o | FileCheck %S/Inputs/threads.cpp
(module
  (import "env" "add" (func $add (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table (export "table") 1 funcref)
  (global $total (mut i32) (i32.const 0))
  (func (export "sum") (param $n i32) (result i32)
    (loop $more
      (global.set $total (call $add (global.get $total) (local.get $n)))
      (i32.store (local.get $n) (global.get $total))
      (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (drop (memory.grow (i32.const 1)))
    (drop (table.grow (ref.null func) (i32.const 100)))
    (global.get $total))
  (func (export "bad") (unreachable))
  (func (export "spin") (loop $l (br $l))))
