;; Of several versions the best that this processor can run is taken, and
;; SINTER_CPU can lower the choice of an executable, never raise it. Which one it
;; was is seen by a host function: its caller is in that version.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm m.wasm
;; RUN: sinter header m.wasm -o m.h

;; A library; in parts; with one instance; with guard pages; without optimisation.
;; RUN: %host-cc -std=gnu11 -Wall -Wextra -Werror -O1 -I%include -I. -c %S/Inputs/multiversion.c -o host.o
;; RUN: sinter compile --multiversion=v2,v3,v4 m.wasm -o m.o && %host-cc host.o m.o %resource/libsinter.a -o host && ./host 2>&1 | FileCheck %s
;; RUN: sinter compile --multiversion=v2,v3,v4 --shard-bytes=1 m.wasm -o m.o && %host-cc host.o m.o %resource/libsinter.a -o host && ./host 2>&1 | FileCheck %s
;; RUN: sinter compile --multiversion=v2,v3,v4 --instances=one m.wasm -o m.o && %host-cc host.o m.o %resource/libsinter.a -o host && ./host 2>&1 | FileCheck %s
;; RUN: sinter compile --multiversion=v2,v3,v4 --bounds-checks=guard m.wasm -o m.o && %host-cc host.o m.o %resource/libsinter.a -o host && ./host 2>&1 | FileCheck %s
;; RUN: sinter compile --multiversion=v2,v3,v4 -O0 m.wasm -o m.o && %host-cc host.o m.o %resource/libsinter.a -o host && ./host 2>&1 | FileCheck %s
;; CHECK: ends well
;; CHECK: sinter: trap: out of bounds memory access
;; CHECK-NEXT: #0 0x{{[0-9a-f]+}} m!load (function 5)
;; CHECK-NOT: #

;; RUN: %host-cc -std=gnu11 -Wall -Wextra -Werror -O1 -fno-pic -I%include -I. -DPROGRAM -c %S/Inputs/multiversion.c -o program.o
;; RUN: sinter compile --multiversion=v2,v3,v4 m.wasm program.o -o program
;; RUN: ./program > said
;; RUN: env SINTER_CPU=x86-64-v4 ./program > said.v4 && cmp said said.v4
;; RUN: env SINTER_CPU=x86-64-v2 ./program > said.v2
;; RUN: env SINTER_CPU=x86-64 ./program > said.v1
;; RUN: sh -c 'llvm-symbolizer -e program $(cat said)' | FileCheck %s -DSUFFIX="$(./host best)" --check-prefix=BEST
;; BEST: {{^}}m._start{{(\.ref)?}}[[SUFFIX]]{{$}}
;; RUN: sh -c 'llvm-symbolizer -e program $(cat said.v2)' | FileCheck %s --check-prefix=V2
;; V2: {{^}}m._start{{(\.ref)?}}.v2{{$}}
;; RUN: sh -c 'llvm-symbolizer -e program $(cat said.v1)' | FileCheck %s --check-prefix=V1
;; V1: {{^}}m._start{{(\.ref)?$}}
;; RUN: sh -c 'SINTER_CPU=athlon ./program; echo "status $?"' 2>&1 | FileCheck %s --check-prefix=BAD
;; BAD: sinter: SINTER_CPU must be x86-64, x86-64-v2, x86-64-v3 or x86-64-v4, not athlon
;; BAD: status 127
(module $m
  (import "env" "where" (func $where (param i32)))
  (memory (export "memory") 1)
  (global $started (mut i32) (i32.const 0))
  (table (export "table") funcref (elem $double $load))
  (start $begin)
  (func $begin (global.set $started (i32.const 5)))
  (func (export "_start")
    (call $where (global.get $started))
    (global.set $started (i32.const 6))) ;; no tail call
  (func $double (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1)))
  (func $odd (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
    (return_call $even (i32.sub (local.get 0) (i32.const 1))))
  (func $load (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func $even (export "even") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
    (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
  (func (export "all") (param i32) (result i32 i64 f64 i32)
    (global.get $started) (i64.extend_i32_u (local.get 0)) (f64.const 0.5)
    (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))
