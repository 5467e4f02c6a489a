;; What keeps NaN quiet and min and max exact does not keep loops from becoming
;; vector code.
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s
(module
  (memory (export "memory") 1)
  ;; p[i] = min(max(p[i] * 1, 0), p[i])
  ;; CHECK-LABEL: {{^[^ ]*}}clamp{{.*}}:
  ;; CHECK-DAG:   mulps
  ;; CHECK-DAG:   maxps
  ;; CHECK-DAG:   minps
  ;; CHECK-DAG:   cmpunordps
  (func $clamp (export "clamp") (param $p i32) (param $n i32)
    (loop $next
      (f32.store (local.get $p)
        (f32.min
          (f32.max (f32.mul (f32.load (local.get $p)) (f32.const 1))
                   (f32.const 0))
          (f32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next
        (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
