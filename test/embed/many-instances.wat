;; 100,000 instances of a module in one process, dropped in any order, although
;; memory and table may become large: Linux keeps at most 65,530 mappings of a
;; process, and 4 GiB for each would be too much. Half of the mappings are left
;; to the host.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm small.wasm
;; RUN: sinter compile small.wasm -o small.o && sinter header small.wasm -o small.hpp
;; RUN: env STANDARDS=c++17 FLAGS=-O1 %each-compiler %S/Inputs/many.cpp small.o | FileCheck %s
;; CHECK: in stores of their own: 100000 made, 100000 grown
;; CHECK: mappings: fewer than 40000
;; CHECK: in one store, with a limit: 100000 made, 100000 grown
;; CHECK: grow to the limit 1, beyond it 0
;; CHECK: there is no room for memory 1 within the limit that the host has set
(module
  (memory (export "memory") 1)
  (table (export "table") 4 funcref)
  (func (export "swap") (param i32) (result i32)
    (i32.load (i32.const 8))
    (i32.store (i32.const 8) (local.get 0)))
  (func (export "growTable") (param i32) (result i32)
    (table.grow (ref.null func) (local.get 0))))
