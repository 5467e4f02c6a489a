;; Recursive functions are split behind their test for an early return: the same
;; values, stores and traps, and in a backtrace one function.
;; RUN: sinter compile -O0 %wasm -o %t && %t; test $? = 0
;; RUN: sinter compile -O2 --verify-ir %wasm -o %t && %t; test $? = 0
;; RUN: sinter compile -O3 --verify-ir %wasm -o %t && %t; test $? = 0
;; RUN: sinter compile -O2 --shard-bytes=1 %wasm -o %t && %t; test $? = 0
;; RUN: sinter compile -O2 --bounds-checks=guard %wasm -o %t && %t; test $? = 0
;; RUN: sinter compile -O2 %wasm -o %t.ll && FileCheck --check-prefix=IR %s < %t.ll
;; IR: define {{.*}}@m.fib.rest(

;; Recursion without end exhausts the stack, also where nothing follows the call.
;; RUN: sed 's/;; deep //' %s > %t.deep.wat && sinter compile -O2 %t.deep.wat -o %t
;; RUN: sh -c '%t; echo "status $?"' 2>&1 | FileCheck %s
;; RUN: sed 's/;; last //' %s > %t.last.wat && sinter compile -O2 %t.last.wat -o %t
;; RUN: sh -c '%t; echo "status $?"' 2>&1 | FileCheck %s
;; RUN: sinter compile -O3 %t.last.wat -o %t
;; RUN: sh -c '%t; echo "status $?"' 2>&1 | FileCheck %s
;; CHECK: sinter: trap: call stack exhausted
;; CHECK-NEXT: #0 0x{{[0-9a-f]+}} m![[F:count|spin]] (function {{[0-9]+}})
;; CHECK-NEXT: #1 0x{{[0-9a-f]+}} m![[F]] (function {{[0-9]+}})
;; CHECK: ... and {{[0-9]+}} more
;; CHECK-NEXT: status 134
(module $m
  (memory (export "memory") 1)
  ;; Two recursive calls, the early return of a value that was passed.
  (func $fib (param $n i32) (result i32)
    (if (i32.lt_s (local.get $n) (i32.const 2)) (then (return (local.get $n))))
    (i32.add (call $fib (i32.sub (local.get $n) (i32.const 1)))
             (call $fib (i32.sub (local.get $n) (i32.const 2)))))
  ;; The early return stores, once for each time; the last result is a float.
  (func $paths (param $x i32) (param $y i32) (result i32 f64 i64)
    (local $n i32) (local $f f64) (local $l i64)
    (if (i32.eqz (local.get $x))
      (then
        (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (local.get $y)))
        (return (i32.const 1) (f64.const 0.5) (i64.const 7))))
    (call $paths (i32.sub (local.get $x) (i32.const 1)) (i32.add (local.get $y) (i32.const 1)))
    (local.set $l) (local.set $f) (local.set $n)
    (call $paths (i32.sub (local.get $x) (i32.const 1)) (i32.add (local.get $y) (i32.const 2)))
    (local.set $l (i64.add (local.get $l)))
    (local.set $f (f64.add (local.get $f)))
    (local.set $n (i32.add (local.get $n)))
    (local.get $n) (local.get $f) (local.get $l))
  ;; With -1, the stack ends before 0 is met.
  (func $count (param $n i32) (result i32)
    (if (i32.eqz (local.get $n)) (then (return (i32.const 0))))
    (i32.add (i32.const 1) (call $count (i32.sub (local.get $n) (i32.const 1)))))
  ;; Odd numbers never become 0.
  (func $spin (param $n i32) (result i32)
    (if (i32.eqz (local.get $n)) (then (return (i32.const 0))))
    (call $spin (i32.add (local.get $n) (i32.const 2))))
  (func $expect (param $is i32) (param $wanted i32)
    (if (i32.ne (local.get $is) (local.get $wanted)) (then (unreachable))))
  (func (export "_start") (local $n i32) (local $f f64) (local $l i64)
    (call $expect (call $fib (i32.const 0)) (i32.const 0))
    (call $expect (call $fib (i32.const -5)) (i32.const -5))
    (call $expect (call $fib (i32.const 20)) (i32.const 6765))
    (call $paths (i32.const 0) (i32.const 3))
    (local.set $l) (local.set $f) (local.set $n)
    (call $expect (local.get $n) (i32.const 1))
    (call $expect (i32.load (i32.const 8)) (i32.const 3))
    (call $paths (i32.const 10) (i32.const 0))
    (local.set $l) (local.set $f) (local.set $n)
    (call $expect (local.get $n) (i32.const 1024))
    (call $expect (i32.trunc_f64_s (local.get $f)) (i32.const 512))
    (call $expect (i32.wrap_i64 (local.get $l)) (i32.const 7168))
    ;; 1024 sums of ten ones or twos, 15 on average
    (call $expect (i32.load (i32.const 8)) (i32.const 15363))
    (call $expect (call $spin (i32.const -2000)) (i32.const 0))
    ;; last (drop (call $spin (i32.const 1)))
    ;; deep (drop (call $count (i32.const -1)))
    (call $expect (call $count (i32.const 100)) (i32.const 100))))
