;; A filter: allocate(bytes) gives room for pixels, run(address, count) changes them.
(module $invert
  (memory (export "memory") 1)
  (global $free (mut i32) (i32.const 0))
  (func (export "allocate") (param $bytes i32) (result i32)
    (global.get $free)
    (global.set $free (i32.add (global.get $free) (local.get $bytes))))
  (func (export "run") (param $at i32) (param $count i32)
    (loop $next
      (i32.store8 (local.get $at)
        (i32.sub (i32.const 255) (i32.load8_u (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
