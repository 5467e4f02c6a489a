;; The first memory of a self-contained executable lies at an address that is
;; part of its instructions, also where address space is limited. Nothing else
;; has such a memory.
;; REQUIRES: x86_64
;; RUN: sinter compile %wasm -o %t && llvm-objdump -d --no-show-raw-insn %t | FileCheck %s
;; RUN: %t
;; RUN: sh -c 'ulimit -v 200000 && %t'
;; RUN: sh -c 'ulimit -v 6000; %t; echo status $?' 2>&1 | FileCheck --check-prefix=LIMIT %s
;; LIMIT: sinter: the system has no room for memory 100 at address 0x60000000, where its code expects it
;; LIMIT-NEXT: status 127
;; RUN: sinter compile --bounds-checks=guard %wasm -o %t && %t
;; RUN: sinter compile --instances=one --emit=object %wasm -o %t.o && llvm-nm %t.o | FileCheck --check-prefix=OBJECT --implicit-check-not=memory_base %s
;; OBJECT: sinter_trap
(module $m
  (memory 100)
  (global $i (mut i32) (i32.const 6553596))

  ;; CHECK-LABEL: <m._start>:
  ;; CHECK:       0x60000000(%r
  (func $load (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (call $load (i32.const 4)))))
    (i32.load (local.get 0)))

  (func (export "_start")
    (i32.store (global.get $i) (i32.const 7))
    (if (i32.ne (call $load (global.get $i)) (i32.const 7))
      (then (unreachable)))
    (if (i32.ne (memory.grow (i32.const 1)) (i32.const 100))
      (then (unreachable)))
    (global.set $i (i32.add (global.get $i) (i32.const 65536)))
    (if (call $load (global.get $i)) (then (unreachable)))))
