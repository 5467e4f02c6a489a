;; Arithmetic makes a signalling NaN quiet even where it changes no number;
;; moving it about, through locals, globals, calls and memory, does not.
;; RUN: sinter run -O0 %wasm
;; RUN: sinter run -O2 %wasm
(module
  (memory (export "memory") 1)
  (data (i32.const 0) "\01\00\a0\7f")
  (global $kept (mut f32) (f32.const 0))

  (func $quiet (param f32)
    (if (i32.ne (i32.and (i32.reinterpret_f32 (local.get 0))
                         (i32.const 0x7fc00000)) (i32.const 0x7fc00000))
      (then unreachable)))
  (func $signalling (param f32)
    (if (i32.ne (i32.reinterpret_f32 (local.get 0)) (i32.const 0x7fa00001))
      (then unreachable)))

  (func (export "_start") (local $x f32)
    (local.set $x (f32.load (i32.const 0)))
    (call $quiet (f32.mul (local.get $x) (f32.const 1)))
    (call $quiet (f32.div (local.get $x) (f32.const 1)))
    (call $quiet (f32.sub (local.get $x) (f32.const 0)))
    (call $quiet (f32.add (f32.const -0) (local.get $x)))
    (call $quiet (f32.mul (local.get $x) (f32.const -1)))
    (call $quiet (f32.demote_f64 (f64.promote_f32 (local.get $x))))
    (call $quiet (f32.abs (f32.demote_f64
      (f64.neg (f64.promote_f32 (local.get $x))))))
    (call $quiet (f32.min (local.get $x) (local.get $x)))
    (call $quiet (f32.floor (local.get $x)))
    (call $quiet (f32.nearest (local.get $x)))
    (call $quiet (f32.sqrt (local.get $x)))
    (call $quiet (f32x4.extract_lane 2 (f32x4.mul
      (f32x4.splat (local.get $x)) (v128.const f32x4 2 3 1 4))))
    (global.set $kept (local.get $x))
    (call $signalling (global.get $kept))
    (call $signalling (f32.neg (f32.neg (local.get $x))))
    (call $signalling (f32.copysign (local.get $x) (f32.const 1)))
    (call $signalling (f32x4.extract_lane 1 (f32x4.pmin
      (f32x4.splat (local.get $x)) (f32x4.splat (f32.const 1)))))))
