;; Large modules are compiled in shards. With a limit of a few bytes a small one
;; is too: what it does, the names of its functions and the backtrace of a trap
;; are as before, and the output is the same for any number of threads.
;; RUN: rm -rf %t && mkdir -p %t/1 %t/3
;; RUN: sinter compile -O2 --shard-bytes=1 -j1 %wasm -o %t/1/m && not %t/1/m 2>&1 | FileCheck %s
;; RUN: sinter compile -O0 --shard-bytes=1 -j1 %wasm -o %t/m && not %t/m 2>&1 | FileCheck %s
;; RUN: sinter compile -O2 --shard-bytes=1 -j3 %wasm -o %t/3/m && cmp %t/1/m %t/3/m
;; RUN: sinter compile --shard-bytes=1 -j1 %wasm -o %t/1/m.so && sinter compile --shard-bytes=1 -j3 %wasm -o %t/3/m.so && cmp %t/1/m.so %t/3/m.so
;; RUN: sinter compile --shard-bytes=1 -j1 %wasm -o %t/1/m.o && sinter compile --shard-bytes=1 -j3 %wasm -o %t/3/m.o && cmp %t/1/m.o %t/3/m.o
;; RUN: sinter compile --shard-bytes=1 -j1 %wasm -o %t/1/m.a && sinter compile --shard-bytes=1 -j3 %wasm -o %t/3/m.a && cmp %t/1/m.a %t/3/m.a

;; CHECK:      sinter: trap: out of bounds memory access
;; CHECK-NEXT:   #0 0x{{[0-9a-f]+}} m!last (function 6)
;; CHECK-NEXT:   #1 0x{{[0-9a-f]+}} m!middle (function 4)
;; CHECK-NEXT:   #2 0x{{[0-9a-f]+}} m!_start (function 2)

;; An archive has a member for each shard, the first one without functions.
;; RUN: llvm-nm --defined-only %t/1/m.a | FileCheck %s --check-prefix=MEMBERS
;; MEMBERS-LABEL: m.0.o:
;; MEMBERS-NOT:   m.middle
;; MEMBERS-LABEL: m.1.o:
;; MEMBERS:       T m.count
;; MEMBERS-LABEL: m.2.o:
;; MEMBERS:       T m._start

;; What shards have in common is hidden; what one of them uses alone is local.
;; RUN: llvm-readelf --symbols %t/1/m.o | FileCheck %s --check-prefix=SYMBOLS
;; SYMBOLS-DAG: LOCAL DEFAULT {{.*}} m.init
;; SYMBOLS-DAG: GLOBAL HIDDEN {{.*}} m.middle
;; SYMBOLS-DAG: GLOBAL DEFAULT {{.*}} m__start
;; SYMBOLS-NOT: m.unused

;; A shared object shows none of it.
;; RUN: llvm-nm -D --defined-only %t/1/m.so | FileCheck %s --check-prefix=DYNAMIC
;; DYNAMIC-NOT: m.
;; DYNAMIC:     m__start
;; DYNAMIC-NOT: m.
(module $m
  (memory (export "memory") 1)
  (global $calls (mut i32) (i32.const 0))
  (table 2 funcref)
  (elem (i32.const 0) $middle $type0)
  (type $t (func (param i32) (result i32)))
  (func $count (global.set $calls (i32.add (global.get $calls) (i32.const 1))))
  (func $unused (param i32) (result i32) (call $last (local.get 0)))
  (func $_start (export "_start")
    (call $count)
    (drop (call_indirect (type $t)
      (call_indirect (type $t) (i32.const 5) (i32.const 1)) (i32.const 0))))
  ;; Names that the compiler would give to something else.
  (func $type0 (param i32) (result i32) (call $instance (local.get 0)))
  (func $middle (param i32) (result i32)
    (call $count)
    ;; 65537 + 10 * 5 + calls
    (call $last (i32.add (call $type0 (local.get 0)) (i32.const 65487))))
  (func $instance (param i32) (result i32) (i32.mul (local.get 0) (i32.const 5)))
  (func $last (param i32) (result i32)
    (i32.load8_u (i32.sub (local.get 0) (global.get $calls)))))
