;; In an executable with guard pages nobody sees globals after a trap: LLVM may
;; treat them as ever. Without a memory that can have guard pages nothing differs.
;; RUN: sinter compile --emit=llvm-ir -O0 --instances=one --bounds-checks=guard %wasm -o - | FileCheck %s --check-prefix=LIBRARY
;; RUN: sinter compile --emit=exe -O2 --bounds-checks=guard %wasm -o %t
;; RUN: llvm-objdump -d --no-show-raw-insn %t | FileCheck %s --check-prefix=PROGRAM
;; LIBRARY-COUNT-2: store volatile i32 %{{.*}}, ptr @memory_guard_program.count
;; PROGRAM: Disassembly of section sinter_guarded_code:
;; One addition of 2, not two of 1.
;; PROGRAM: <memory_guard_program._start>:
;; PROGRAM-NOT: addl $0x1
;; PROGRAM: addl $0x2
(module $memory_guard_program
  (memory 1)
  (global $count (mut i32) (i32.const 0))
  (func (export "_start")
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.store (i32.const 0) (i32.const 5))
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (if (i32.eq (global.get $count) (i32.const 7)) (then unreachable))))
