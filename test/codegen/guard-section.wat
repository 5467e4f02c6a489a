;; All code of a module with guard pages is in one section, by which the handler
;; of SIGSEGV knows it; whatever LLVM makes of the functions, none is elsewhere.
;; RUN: sinter compile -O3 --bounds-checks=guard %wasm -o %t.o
;; RUN: llvm-objdump -h %t.o | FileCheck %s
;; RUN: sinter compile -Os --instances=one --bounds-checks=guard %wasm -o %t.o
;; RUN: llvm-objdump -h %t.o | FileCheck %s
;; CHECK: .text {{ *}}00000000
;; CHECK: sinter_guarded_code {{.*[1-9a-f].*}} TEXT
;; CHECK-NOT: TEXT
(module $m
  (import "env" "f" (func $f (param i32) (result i32)))
  (memory 1)
  (table 4 funcref)
  (elem (i32.const 0) $a $b)
  (start $s)
  (func $s (i32.store (i32.const 0) (i32.const 1)))
  (func $a (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (call_indirect (param i32) (result i32) (i32.load (local.get 0)) (i32.const 1)))
      (else (call $b (i32.const 7)))))
  (func $b (param i32) (result i32)
    (local $i i32)
    (loop (i32.store8 (local.get $i) (i32.const 0))
      (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get 0))))
    (call $f (i32.div_s (local.get $i) (local.get 0))))
  (func (export "run") (param i32) (result i32 i32 i32)
    (call $a (local.get 0)) (call $b (local.get 0)) (i32.const 1)))
