;; A memory that nobody can grow has a constant size: no instruction of the
;; module does, and nobody else sees it.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s --check-prefixes=CHECK,CONST
;; RUN: sed 's/(memory 1)/(memory (export "memory") 1)/' %s > %t.wat
;; RUN: %wat2wasm %t.wat %t.wasm
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %t.wasm -o - | FileCheck %s --check-prefixes=CHECK,LOAD
;; RUN: sed 's/(memory 1)/(import "a" "b" (memory 1))/' %s > %t.wat
;; RUN: %wat2wasm %t.wat %t.wasm
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %t.wasm -o - | FileCheck %s --check-prefixes=CHECK,LOAD
;; RUN: sed 's/(nop)/(drop (memory.grow (i32.const 1)))/' %s > %t.wat
;; RUN: %wat2wasm %t.wat %t.wasm
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %t.wasm -o - | FileCheck %s --check-prefixes=CHECK,LOAD
(module
  (memory 1)

  ;; CHECK-LABEL: define {{.*}}@m.load(
  ;; CONST:       icmp ugt i64 %end, 65536
  ;; LOAD:        icmp ugt i64 %end, %mem.size
  (func $load (export "load") (param i32) (result i32)
    (i32.load (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}@m.size(
  ;; CONST:       phi i32 [ 1, %entry ]
  ;; LOAD:        lshr i64 %mem.size
  (func $size (export "size") (result i32) (nop) (memory.size)))
