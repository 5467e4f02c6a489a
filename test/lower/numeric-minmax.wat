;; min and max: two machine minimums and a quiet NaN, without a branch; with a
;; literal one of them and an addition.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s --check-prefix=ASM
(module
  ;; CHECK-LABEL: define {{.*}}smaller
  ;; CHECK:      fcmp olt float %[[X:.*]], %[[Y:.*]]
  ;; CHECK:      fcmp olt float %[[Y]], %[[X]]
  ;; CHECK:      or i32
  ;; CHECK:      %[[SUM:.*]] = fadd float %[[X]], %[[Y]]
  ;; CHECK:      %[[NAN:.*]] = fcmp uno float %[[X]], %[[Y]]
  ;; CHECK:      select i1 %[[NAN]], float %[[SUM]]
  ;; ASM-LABEL:  {{^[^ ]*}}smaller{{.*}}:
  ;; ASM:        minss
  ;; ASM:        minss
  ;; ASM:        orps
  ;; ASM-NOT:    j{{[a-z]+ }}
  ;; ASM:        ret
  (func $smaller (export "smaller") (param f32 f32) (result f32)
    (f32.min (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}clamped
  ;; CHECK:      fcmp ogt double 0.0{{.*}}, %[[X:.*]]
  ;; CHECK:      fadd double
  ;; CHECK:      fcmp olt double 2.55{{.*}}, %
  ;; CHECK:      fadd double
  ;; ASM-LABEL:  {{^[^ ]*}}clamped{{.*}}:
  ;; ASM:        maxsd
  ;; ASM:        addsd
  ;; ASM:        minsd
  ;; ASM:        addsd
  (func $clamped (export "clamped") (param f64) (result f64)
    (f64.min (f64.max (local.get 0) (f64.const 0)) (f64.const 255)))

  ;; ASM-LABEL:  {{^[^ ]*}}pseudo{{.*}}:
  ;; ASM:        minpd
  ;; ASM-NOT:    blend
  ;; ASM:        ret
  (func $pseudo (export "pseudo") (param v128 v128) (result v128)
    (f64x2.pmin (local.get 0) (local.get 1)))

  ;; ASM-LABEL:  {{^[^ ]*}}rounded{{.*}}:
  ;; ASM:        roundss $9
  ;; ASM:        roundss $10
  ;; ASM:        roundss $11
  ;; ASM:        roundss $8
  ;; ASM:        sqrtss
  (func $rounded (export "rounded") (param f32) (result f32)
    (f32.sqrt (f32.nearest (f32.div (f32.trunc (f32.mul (f32.ceil (f32.add
      (f32.floor (local.get 0)) (f32.const 0.3))) (f32.const 0.7)))
      (f32.const 0.9))))))
