;; Calls across the border, for calls.c and calls.mjs.
(module
  (import "host" "next" (func $next (param i32) (result i32)))
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
  (func (export "repeat") (param $n i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (call $next (local.get $x)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x)))
