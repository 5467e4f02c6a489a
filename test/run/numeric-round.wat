;; Rounding gives the same, signs of zeros included, whether the CPU has an
;; instruction for it (SSE4.1) or not.
;; RUN: sinter run -O0 %wasm
;; RUN: sinter run -O2 %wasm
;; RUN: sinter run -O0 --mcpu=x86-64 %wasm
;; RUN: sinter run -O2 --mcpu=x86-64 %wasm
(module
  (memory (export "memory") 1)
  (func $same (param f64 f64)
    (if (i64.ne (i64.reinterpret_f64 (local.get 0))
                (i64.reinterpret_f64 (local.get 1)))
      (then unreachable)))

  ;; Of x: floor, ceil, trunc, nearest; scalar and in vectors.
  (func $check (param $x f64) (param $f f64) (param $c f64) (param $t f64)
               (param $n f64)
    (call $same (f64.floor (local.get $x)) (local.get $f))
    (call $same (f64.ceil (local.get $x)) (local.get $c))
    (call $same (f64.trunc (local.get $x)) (local.get $t))
    (call $same (f64.nearest (local.get $x)) (local.get $n))
    (call $same (f64.promote_f32 (f32.floor (f32.demote_f64 (local.get $x))))
                (local.get $f))
    (call $same (f64.promote_f32 (f32.nearest (f32.demote_f64 (local.get $x))))
                (local.get $n))
    (call $same (f64x2.extract_lane 1 (f64x2.ceil (f64x2.splat (local.get $x))))
                (local.get $c))
    (call $same
      (f64.promote_f32 (f32x4.extract_lane 3 (f32x4.trunc
        (f32x4.splat (f32.demote_f64 (local.get $x))))))
      (local.get $t)))

  (func (export "_start")
    (call $check (f64.const 0.25) (f64.const 0) (f64.const 1) (f64.const 0)
                 (f64.const 0))
    (call $check (f64.const -0.25) (f64.const -1) (f64.const -0) (f64.const -0)
                 (f64.const -0))
    (call $check (f64.const -0) (f64.const -0) (f64.const -0) (f64.const -0)
                 (f64.const -0))
    (call $check (f64.const 2.5) (f64.const 2) (f64.const 3) (f64.const 2)
                 (f64.const 2))
    (call $check (f64.const -3.5) (f64.const -4) (f64.const -3) (f64.const -3)
                 (f64.const -4))
    (call $check (f64.const 4194303.5) (f64.const 4194303) (f64.const 4194304)
                 (f64.const 4194303) (f64.const 4194304))
    (call $check (f64.const 0x1p+80) (f64.const 0x1p+80) (f64.const 0x1p+80)
                 (f64.const 0x1p+80) (f64.const 0x1p+80))
    (call $check (f64.const -inf) (f64.const -inf) (f64.const -inf)
                 (f64.const -inf) (f64.const -inf))
    ;; Just below a half, and the largest number with a fraction.
    (call $same (f64.nearest (f64.const 0x1.fffffffffffffp-2)) (f64.const 0))
    (call $same (f64.ceil (f64.const 0x1.fffffffffffffp+51))
                (f64.const 0x1p+52))))
