;; Operations with a literal operand have code of their own: they give what the
;; same operation gives with an operand that the compiler does not know.
;; RUN: sinter run -O0 %wasm
;; RUN: sinter run -O2 %wasm
(module
  (memory (export "memory") 1)
  ;; -0, 0, -1, 1, 0.5, -300, 300, infinities, quiet and signalling NaN, 255
  (data (i32.const 0) "\00\00\00\80" "\00\00\00\00" "\00\00\80\bf" "\00\00\80\3f"
    "\00\00\00\3f" "\00\00\96\c3" "\00\00\96\43" "\00\00\80\7f" "\00\00\80\ff"
    "\00\00\c0\7f" "\01\00\a0\ff" "\00\00\7f\43")

  ;; Same bits, and if NaN, a quiet one.
  (func $same (param f32 f32)
    (if (i32.ne (i32.reinterpret_f32 (local.get 0))
                (i32.reinterpret_f32 (local.get 1)))
      (then unreachable))
    (if (f32.ne (local.get 0) (local.get 0))
      (then (br_if 0 (i32.and (i32.reinterpret_f32 (local.get 0))
                              (i32.const 0x400000)))
            unreachable)))

  (func $check (param $x f32)
    (call $same (f32.min (local.get $x) (f32.const 0))
                (f32.min (local.get $x) (f32.load (i32.const 4))))
    (call $same (f32.max (local.get $x) (f32.const 0))
                (f32.max (local.get $x) (f32.load (i32.const 4))))
    (call $same (f32.min (f32.const -0) (local.get $x))
                (f32.min (f32.load (i32.const 0)) (local.get $x)))
    (call $same (f32.max (f32.const -0) (local.get $x))
                (f32.max (f32.load (i32.const 0)) (local.get $x)))
    (call $same (f32.min (f32.const 255) (local.get $x))
                (f32.min (f32.load (i32.const 44)) (local.get $x)))
    (call $same (f32.max (local.get $x) (f32.const 255))
                (f32.max (local.get $x) (f32.load (i32.const 44))))
    (call $same (f32.add (local.get $x) (f32.const -0))
                (f32.add (local.get $x) (f32.load (i32.const 0))))
    (call $same (f32.sub (local.get $x) (f32.const 0))
                (f32.sub (local.get $x) (f32.load (i32.const 4)))))

  (func (export "_start") (local $at i32)
    (loop $next
      (call $check (f32.load (local.get $at)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 44))))))
