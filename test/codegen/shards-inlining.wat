;; A small function of another shard is inlined as it would be in one module,
;; and is there once.
;; RUN: sinter compile -O2 --shard-bytes=100 %wasm -o %t.a --module-name=m
;; RUN: llvm-nm --defined-only %t.a | FileCheck %s --check-prefix=NAMES
;; RUN: llvm-objdump -d --no-show-raw-insn %t.a | FileCheck %s

;; NAMES-COUNT-1: m.twice
;; NAMES-NOT:     m.twice

;; CHECK-LABEL: <m.first>:
;; CHECK-NOT:   call{{.*}} <m.twice>
;; CHECK:       ret
;; CHECK-LABEL: <m.twice>:
(module
  (memory 1)
  (func $first (export "first") (param i32) (result i32)
    (i32.add (call $twice (i32.load offset=4 (local.get 0)))
             (call $twice (i32.load offset=8 (local.get 0))))
    (i32.xor (i32.load offset=16 (local.get 0)))
    (i32.xor (i32.load offset=20 (local.get 0)))
    (i32.xor (i32.load offset=24 (local.get 0)))
    (i32.xor (i32.load offset=28 (local.get 0)))
    (i32.xor (i32.load offset=32 (local.get 0)))
    (i32.xor (i32.load offset=36 (local.get 0)))
    (i32.xor (i32.load offset=40 (local.get 0))))
  (func $second (export "second") (param i32) (result i32)
    (i32.load offset=8 (call $first (local.get 0)))
    (i32.xor (i32.load offset=16 (local.get 0)))
    (i32.xor (i32.load offset=20 (local.get 0)))
    (i32.xor (i32.load offset=24 (local.get 0)))
    (i32.xor (i32.load offset=28 (local.get 0)))
    (i32.xor (i32.load offset=32 (local.get 0)))
    (i32.xor (i32.load offset=36 (local.get 0)))
    (i32.xor (i32.load offset=40 (local.get 0))))
  (func $third (export "third") (param i32) (result i32)
    (i32.load offset=8 (call $second (local.get 0)))
    (i32.xor (i32.load offset=16 (local.get 0)))
    (i32.xor (i32.load offset=20 (local.get 0)))
    (i32.xor (i32.load offset=24 (local.get 0)))
    (i32.xor (i32.load offset=28 (local.get 0)))
    (i32.xor (i32.load offset=32 (local.get 0)))
    (i32.xor (i32.load offset=36 (local.get 0)))
    (i32.xor (i32.load offset=40 (local.get 0))))
  (func $twice (export "twice") (param i32) (result i32)
    (i32.shl (local.get 0) (i32.const 1))))
