;; --bounds-checks=guard in a host: faults of the module's code at its memory are
;; traps like any other; all other faults go to the host's handler, whether that
;; was installed before the module or after it.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm m.wasm
;; RUN: sinter header m.wasm -o m.h
;; RUN: sinter compile -O2 --bounds-checks=guard m.wasm -o m.o
;; RUN: %host-cc -std=gnu11 -Wall -Wextra -Werror -O1 -I%include -I. %S/Inputs/guard.c m.o %resource/libsinter.a -o use
;; RUN: ./use 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 --bounds-checks=guard m.wasm -o m0.o
;; RUN: %host-cc -std=gnu11 -Wall -Wextra -Werror -O1 -I%include -I. %S/Inputs/guard.c m0.o %resource/libsinter.a -o use0
;; RUN: ./use0 2>&1 | FileCheck %s

;; Where nobody handles it, the default action: the process ends.
;; RUN: not --crash ./use foreign

;; The same from a shared object, which stays loaded.
;; RUN: sinter compile --imports=symbols --bounds-checks=guard m.wasm -o libm.so
;; RUN: llvm-readelf -d libm.so | FileCheck --check-prefix=DYN %s
;; DYN: NODELETE
;; RUN: %host-cc -std=gnu11 -Wall -Wextra -Werror -O1 -rdynamic -I%include -I. %S/Inputs/guard.c ./libm.so -o use-so
;; RUN: env LD_LIBRARY_PATH=. ./use-so 2>&1 | FileCheck %s

;; The explicit mode behaves alike, apart from having no handler in it.
;; RUN: sinter compile m.wasm -o me.o
;; RUN: %host-cc -std=gnu11 -Wall -Wextra -Werror -O1 -I%include -I. %S/Inputs/guard.c me.o %resource/libsinter.a -o use-explicit
;; RUN: ./use-explicit 2>&1 | FileCheck %s
;; RUN: llvm-nm use-explicit | not grep sinter_guard

;; CHECK: sinter: trap: out of bounds memory access
;; CHECK-NEXT: #0 0x{{[0-9a-f]+}} m!load (function 1)
;; CHECK-NEXT: #1 0x{{[0-9a-f]+}} m!outer (function 2)
;; CHECK-NOT: #
;; CHECK: all well
(module $m
  (import "env" "call" (func $call (param i32)))
  (memory (export "memory") 1 64) ;; small ones have no page that faults
  (table (export "table") funcref (elem $load)) ;; keeps it from being inlined
  (global $step (export "step") (mut i32) (i32.const 0))

  (func $load (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func $outer (export "outer") (param i32) (result i32)
    (i32.add (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))
      (i32.const 1)))

  ;; The result is not used, the trap stays; so does the first global.set.
  (func (export "dead") (param i32)
    (global.set $step (i32.const 1))
    (drop (i64.load (local.get 0)))
    (global.set $step (i32.const 2)))
  ;; Each iteration is seen: the counter is not kept in a register.
  (func (export "each") (param i32)
    (loop $again
      (global.set $step (i32.add (global.get $step) (i32.const 1)))
      (drop (i32.load (local.get 0)))
      (local.set 0 (i32.add (local.get 0) (i32.const 16384)))
      (br $again)))
  ;; The first store is seen although the second would hide it.
  (func (export "ordered") (param i32)
    (i32.store (i32.const 8) (i32.const 1))
    (drop (i32.load (local.get 0)))
    (i32.store (i32.const 8) (i32.const 2)))
  (func (export "filled") (param i32)
    (memory.fill (i32.const 8) (i32.const 7) (i32.const 4))
    (drop (i32.load (local.get 0)))
    (i32.store (i32.const 8) (i32.const 2)))

  (func (export "store16") (param i32) (i32.store16 (local.get 0) (i32.const -1)))
  (func (export "store64") (param i32) (i64.store (local.get 0) (i64.const -1)))
  (func (export "store128") (param i32)
    (v128.store (local.get 0) (v128.const i64x2 -1 -1)))
  (func (export "load128") (param i32) (result v128)
    (v128.load offset=1 (local.get 0)))
  (func (export "far") (param i32)
    (v128.store offset=0xffffffff (local.get 0) (v128.const i64x2 -1 -1)))
  (func (export "lane") (param i32)
    (v128.store8_lane offset=65535 15 (local.get 0) (v128.const i64x2 -1 -1)))
  (func (export "fill") (param i32 i32)
    (memory.fill (local.get 0) (i32.const 1) (local.get 1)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "host") (param i32) (call $call (local.get 0))))
