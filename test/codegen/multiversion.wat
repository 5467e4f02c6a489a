;; --multiversion compiles all functions for several processors, under names of
;; their own, and everything else once.
;; RUN: rm -rf %t && mkdir -p %t/1 %t/3
;; RUN: sinter compile --multiversion=v2,v3,v4 -j1 %wasm -o %t/1/m.o
;; RUN: llvm-nm --defined-only --format=just-symbols %t/1/m.o | FileCheck %s --check-prefix=NAMES
;; NAMES-DAG: {{^}}m.sum
;; NAMES-DAG: {{^}}m.sum.v2
;; NAMES-DAG: {{^}}m.sum.v3
;; NAMES-DAG: {{^}}m.sum.v4
;; RUN: llvm-nm --defined-only --format=just-symbols %t/1/m.o | grep -c '^m\.data0' | FileCheck %s --check-prefix=ONCE
;; RUN: llvm-nm --defined-only --format=just-symbols %t/1/m.o | grep -c '^m_sum' | FileCheck %s --check-prefix=ONCE
;; RUN: llvm-nm --defined-only --format=just-symbols %t/1/m.o | grep -c '^m\.init' | FileCheck %s --check-prefix=ONCE
;; ONCE: {{^1$}}

;; Each uses what its processor has; vectors of 512 bits cost clock speed.
;; RUN: llvm-objdump -d --no-show-raw-insn --disassemble-symbols=m.sum %t/1/m.o | FileCheck %s --check-prefix=BASE --implicit-check-not=ymm --implicit-check-not=popcnt
;; BASE: paddd {{.*}}xmm
;; RUN: llvm-objdump -d --no-show-raw-insn --disassemble-symbols=m.sum.v2 %t/1/m.o | FileCheck %s --check-prefix=V2 --implicit-check-not=ymm
;; V2: paddd {{.*}}xmm
;; V2: popcnt
;; RUN: llvm-objdump -d --no-show-raw-insn --disassemble-symbols=m.sum.v3 %t/1/m.o | FileCheck %s --check-prefix=V3
;; V3: vpaddd {{.*}}ymm
;; RUN: llvm-objdump -d --no-show-raw-insn --disassemble-symbols=m.sum.v4 %t/1/m.o | FileCheck %s --check-prefix=V4 --implicit-check-not=zmm
;; V4: vpaddd {{.*}}ymm

;; Calls stay inside a version.
;; RUN: llvm-objdump -dr --no-show-raw-insn --disassemble-symbols=m.fib.v3 %t/1/m.o | FileCheck %s --check-prefix=CALL
;; CALL: callq {{.*}}m.fib.v3

;; Order and spelling of the names mean nothing, nor does the number of threads.
;; RUN: sinter compile --multiversion x86-64-v4,v2 --multiversion=v3,v3 -j3 %wasm -o %t/3/m.o && cmp %t/1/m.o %t/3/m.o
;; RUN: sinter compile --multiversion=v2,v4 --shard-bytes=1 -j1 %wasm -o %t/1/m.so && sinter compile --multiversion=v2,v4 --shard-bytes=1 -j3 %wasm -o %t/3/m.so && cmp %t/1/m.so %t/3/m.so

;; RUN: not sinter compile --multiversion=v5 %wasm -o %t/x.o 2>&1 | FileCheck %s --check-prefix=UNKNOWN
;; UNKNOWN: --multiversion takes v2, v3 and v4, not 'x86-64-v5'
;; RUN: not sinter compile --multiversion=v2,v3 --mcpu=x86-64-v2 %wasm -o %t/x.o 2>&1 | FileCheck %s --check-prefix=LESS
;; LESS: --multiversion: x86-64-v2 has nothing that the code for --mcpu could not use anyway
;; RUN: not sinter compile --multiversion=v3 %wasm -o %t/x.ll 2>&1 | FileCheck %s --check-prefix=TEXT
;; TEXT: --multiversion is for executables, libraries and objects
;; RUN: not sinter compile --multiversion=v3 --profile-generate=p %wasm -o %t/x.o 2>&1 | FileCheck %s --check-prefix=PROFILE
;; PROFILE: --profile-generate and --multiversion exclude each other
(module $m
  (memory (export "memory") 1 1)
  (data (i32.const 0) "1234567890")
  (func $sum (export "sum") (param $end i32) (result i32) (local $i i32) (local $s i32)
    (block $out
      (br_if $out (i32.gt_u (local.get $end) (i32.const 65536)))
      (loop $l
        (local.set $s (i32.add (local.get $s) (i32.load (local.get $i))))
        (br_if $l (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $end)))))
    (i32.popcnt (local.get $s)))
  (func $fib (export "fib") (param $n i32) (result i32)
    (if (i32.lt_u (local.get $n) (i32.const 2)) (then (return (local.get $n))))
    (i32.add (call $fib (i32.sub (local.get $n) (i32.const 1)))
      (call $fib (i32.sub (local.get $n) (i32.const 2))))))
