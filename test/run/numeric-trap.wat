;; Each trap of arithmetic, by the number of arguments; without any none occurs.
;; RUN: sinter compile -O2 %wasm -o %t
;; RUN: %t
;; RUN: not %t 1 2>&1 | FileCheck %s --check-prefix=ZERO
;; RUN: not %t 1 2 2>&1 | FileCheck %s --check-prefix=OVERFLOW
;; RUN: not %t 1 2 3 2>&1 | FileCheck %s --check-prefix=NAN
;; ZERO: integer divide by zero
;; OVERFLOW: integer overflow
;; NAN: invalid conversion to integer
(module
  (import "wasi_snapshot_preview1" "args_sizes_get"
    (func $args_sizes_get (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start") (local $n i32)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (local.set $n (i32.load (i32.const 0)))
    ;; Results at the edge, not traps.
    (drop (i32.rem_s (i32.shl (local.get $n) (i32.const 31)) (i32.const -1)))
    (if (i32.ne (i32.const 0x80000000)
                (i32.trunc_f64_s (f64.sub (f64.const -2147483648.9)
                                          (f64.const 0))))
      (then unreachable))
    (if (i32.eq (local.get $n) (i32.const 2))
      (then (drop (i32.div_u (i32.const 1)
                             (i32.sub (local.get $n) (i32.const 2))))))
    (if (i32.eq (local.get $n) (i32.const 3))
      (then (drop (i64.div_s (i64.const 0x8000000000000000)
        (i64.sub (i64.extend_i32_s (local.get $n)) (i64.const 4))))))
    (if (i32.eq (local.get $n) (i32.const 4))
      (then (drop (i64.trunc_f32_u
        (f32.sqrt (f32.neg (f32.convert_i32_s (local.get $n))))))))))
