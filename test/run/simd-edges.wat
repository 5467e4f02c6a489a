;; Vector instructions where the machine's own have other edges.
;; RUN: sinter run -O0 %wasm
;; RUN: sinter run -O2 %wasm
;; RUN: sinter run -O2 --mcpu=x86-64 %wasm
(module
  (memory (export "memory") 1)
  (data (i32.const 0) "\00\0f\10\11\7f\80\ff\01\02\03\04\05\06\07\08\09")

  (func $same (param v128 v128)
    (if (v128.any_true (v128.xor (local.get 0) (local.get 1)))
      (then unreachable)))

  (func (export "_start") (local $x v128)
    (local.set $x (v128.load (i32.const 0)))
    ;; Indices from 16 on give 0.
    (call $same
      (i8x16.swizzle (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16)
                     (local.get $x))
      (v128.const i8x16 1 16 0 0 0 0 0 2 3 4 5 6 7 8 9 10))
    ;; A count is taken modulo the width.
    (call $same (i8x16.shl (local.get $x) (i32.const 8)) (local.get $x))
    (call $same (i64x2.shr_s (local.get $x) (i32.const 64)) (local.get $x))
    (call $same
      (i16x8.q15mulr_sat_s (i16x8.splat (i32.const -32768))
                           (v128.const i16x8 -32768 32767 1 -1 0 2 16384 -2))
      (v128.const i16x8 32767 -32767 -1 1 0 -2 -16384 2))
    (call $same
      (i32x4.trunc_sat_f32x4_s
        (v128.const f32x4 nan 2147483648 -2147483904 -1.9))
      (v128.const i32x4 0 0x7fffffff 0x80000000 -1))
    (call $same
      (i32x4.trunc_sat_f32x4_u (v128.const f32x4 nan -1 4294967040 1e20))
      (v128.const i32x4 0 0 4294967040 -1))
    (call $same
      (i32x4.trunc_sat_f64x2_u_zero (v128.const f64x2 4294967295.9 -0.5))
      (v128.const i32x4 -1 0 0 0))
    (call $same
      (f64x2.min (v128.const f64x2 0 -0) (v128.const f64x2 -0 0))
      (v128.const f64x2 -0 -0))
    ;; pmin keeps its first operand unless the second is less.
    (call $same
      (f64x2.pmin (v128.const f64x2 0 nan) (v128.const f64x2 -0 1))
      (v128.const f64x2 0 nan))))
