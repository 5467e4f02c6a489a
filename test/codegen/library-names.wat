;; LLVM knows C's functions by name; a guest's are none of them. Loops still
;; become memset.
;; RUN: sinter compile %wasm --instances=one --emit=llvm-ir -o - | FileCheck %s
;; CHECK-LABEL: define {{.*}} @m.calls(
;; CHECK:         call double @env_sin(
;; CHECK-LABEL: define {{.*}} @m.fill(
;; CHECK:         call void @llvm.memset
(module $m
  (import "env" "sin" (func $sin (param f64) (result f64)))
  (import "" "abort" (func $abort))
  (memory 1)
  (func (export "calls") (result i32)
    (drop (call $sin (f64.const 0)))
    (call $abort)
    (i32.const 0))
  (func $fill (export "fill") (param $n i32) (local $i i32)
    (loop $next
      (i32.store8 (local.get $i) (i32.const 0))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                             (i32.const 1000))))))
