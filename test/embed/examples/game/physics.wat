;; Balls that fall and bounce: {f32 y, f32 speed} each, from `balls` on.
(module $physics
  (import "game" "bounce" (func $bounce (param i32)))
  (memory (export "memory") 1)
  (global $balls (export "balls") i32 (i32.const 1024))
  (func (export "step") (param $seconds f32) (param $count i32)
    (local $i i32) (local $at i32) (local $y f32) (local $speed f32)
    (loop $next
      (local.set $at (i32.add (global.get $balls) (i32.shl (local.get $i) (i32.const 3))))
      (local.set $speed (f32.sub (f32.load offset=4 (local.get $at))
        (f32.mul (f32.const 9.81) (local.get $seconds))))
      (local.set $y (f32.add (f32.load (local.get $at))
        (f32.mul (local.get $speed) (local.get $seconds))))
      (if (f32.lt (local.get $y) (f32.const 0))
        (then
          (local.set $y (f32.neg (local.get $y)))
          (local.set $speed (f32.mul (f32.const -0.5) (local.get $speed)))
          (call $bounce (local.get $i))))
      (f32.store (local.get $at) (local.get $y))
      (f32.store offset=4 (local.get $at) (local.get $speed))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                             (local.get $count))))))
