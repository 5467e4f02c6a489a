;; In a module with tail calls, too, recursion through references ends in a trap:
;; the check is where the code is, in the function or, when that was inlined, in
;; its adapter. The backtrace shows the function once for each call.
;; RUN: sinter compile %wasm -o %t
;; RUN: sh -c '%t; echo "status $?"' 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 %wasm -o %t
;; RUN: sh -c '%t; echo "status $?"' 2>&1 | FileCheck %s
;; CHECK: sinter: trap: call stack exhausted
;; CHECK-NEXT: #0 0x{{[0-9a-f]+}} m!deep (function 1)
;; CHECK-NEXT: #1 0x{{[0-9a-f]+}} m!deep (function 1)
;; CHECK: ... and {{[0-9]+}} more
;; CHECK-NEXT: status 134
(module $m
  (memory (export "memory") 1)
  (table $t (export "t") 2 funcref)
  (elem (i32.const 0) $deep $deep)
  (func $tail (param i32) (result i32) (return_call $tail (local.get 0)))
  (func $deep (param i32) (result i32)
    (i32.add (i32.const 1)
      (call_indirect (param i32) (result i32)
        (i32.add (local.get 0) (i32.const 1)) (i32.load (i32.const 0)))))
  (func (export "_start")
    (table.set $t (i32.const 1) (table.get $t (i32.const 0))) ;; not a known table
    (drop (call $deep (i32.load (i32.const 0))))))
