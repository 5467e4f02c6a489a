;; An import does not reach the C library, or the runtime, by having the right
;; name.
;; RUN: %host-cc -c %S/Inputs/log.c -o %t.o
;; RUN: not sinter compile %wasm %t.o -o %t 2>&1 | FileCheck %s
;; CHECK: import sched.yield cannot be a C symbol: `sched_yield` is a function of the C library
;; RUN: sinter compile %wasm -o - --emit=llvm-ir | FileCheck --check-prefix=RT %s
;; RT: declare void @_sinter_trap(ptr, i64)
(module
  (import "sched" "yield" (func $yield))
  (import "sinter" "trap" (func $trap (param i64)))
  (func (export "_start") (call $yield) (call $trap (i64.const 1))))
