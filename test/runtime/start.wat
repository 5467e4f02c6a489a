;; RUN: sinter compile %wasm -o %t
;; RUN: %t
;; RUN: sh -c '%t x; echo "status $?"' 2>&1 | FileCheck %s --check-prefix=TRAP
;; RUN: sh -c '%t x y; echo "status $?"' 2>&1 | FileCheck %s --check-prefix=EXIT
;; RUN: sh -c '%t x y z; echo "status $?"' 2>&1 | FileCheck %s --check-prefix=STACK
;; RUN: sinter compile %wasm --dir /nonexistent/sinter -o %t.dir
;; RUN: sh -c '%t.dir; echo "status $?"' 2>&1 | FileCheck %s --check-prefix=DIR
;;
;; What an executable tells the shell: the program's own exit status, 134 and a
;; backtrace after a trap, 127 when it could not be started.
;; TRAP: sinter: trap: integer divide by zero
;; TRAP-NEXT: #0 0x{{[0-9a-f]+}} {{.*}}!divide (function 3)
;; TRAP-NEXT: #1 0x{{[0-9a-f]+}} {{.*}}!_start (function 5)
;; TRAP-NEXT: status 134
;; EXIT-NOT: sinter
;; EXIT: status 42
;; STACK: sinter: trap: call stack exhausted
;; STACK-NEXT: #0 {{.*}}!recurse (function 4)
;; STACK: ... and {{[0-9]+}} more
;; STACK: status 134
;; DIR: sinter: cannot open the directory /nonexistent/sinter: no such directory
;; DIR: status 127
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (memory (export "memory") 1)
  (table funcref (elem $divide $recurse))
  (func $divide (param i32) (result i32)
    (i32.div_u (i32.const 1) (local.get 0)))
  (func $recurse (param i32) (result i32)
    (i32.add (i32.const 1)
      (call_indirect (param i32) (result i32) (i32.const 1) (i32.const 1))))
  (func (export "_start")
    (local $n i32)
    ;; The table changes, which keeps its functions from being inlined.
    (table.set (i32.const 0) (table.get (i32.const 0)))
    (drop (call $yield))
    (drop (call $sizes (i32.const 0) (i32.const 4)))
    (local.set $n (i32.load (i32.const 0)))
    (if (i32.eq (local.get $n) (i32.const 2))
      (then (drop (call_indirect (param i32) (result i32)
        (i32.const 0) (i32.load (i32.const 8))))))
    (if (i32.eq (local.get $n) (i32.const 3))
      (then (call $exit (i32.const 42))))
    (if (i32.eq (local.get $n) (i32.const 4))
      (then (drop (call $recurse (i32.const 0)))))))
