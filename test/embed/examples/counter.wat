;; Counts in steps, and tells the host each time.
(module
  (import "env" "log" (func $log (param i32)))
  (global $n (mut i32) (i32.const 0))
  (func (export "next") (param $step i32) (result i32)
    (global.set $n (i32.add (global.get $n) (local.get $step)))
    (call $log (global.get $n))
    (global.get $n)))
