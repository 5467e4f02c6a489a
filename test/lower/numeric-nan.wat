;; Constants that LLVM would fold away, and with them the quieting of NaN, are
;; hidden by a fence; others are not.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s --check-prefix=ASM
(module
  ;; CHECK-LABEL: define {{.*}}identity
  ;; CHECK:      %[[ONE:.*]] = call float @llvm.arithmetic.fence.f32(float 1.0
  ;; CHECK-NEXT: fmul float %{{.*}}, %[[ONE]]
  ;; ASM-LABEL:  {{^[^ ]*}}identity{{.*}}:
  ;; ASM:        mulss
  (func $identity (export "identity") (param f32) (result f32)
    (f32.mul (local.get 0) (f32.const 1)))

  ;; CHECK-LABEL: define {{.*}}triple
  ;; CHECK-NOT:  fence
  ;; CHECK:      fmul double %{{.*}}, 3.0
  (func $triple (export "triple") (param f64) (result f64)
    (f64.mul (local.get 0) (f64.const 3)))

  ;; CHECK-LABEL: define {{.*}}there_and_back
  ;; CHECK:      %[[WIDE:.*]] = fpext float
  ;; CHECK-NEXT: %[[HIDDEN:.*]] = call double @llvm.arithmetic.fence.f64(double %[[WIDE]])
  ;; CHECK-NEXT: fptrunc double %[[HIDDEN]] to float
  (func $there_and_back (export "there_and_back") (param f32) (result f32)
    (f32.demote_f64 (f64.promote_f32 (local.get 0))))

  ;; Vectors: one such lane is enough.
  ;; CHECK-LABEL: define {{.*}}lanes
  ;; CHECK:      call <4 x float> @llvm.arithmetic.fence.v4f32(<4 x float> <float 3.{{.*}}, float -0.0
  (func $lanes (export "lanes") (param v128) (result v128)
    (f32x4.sub (local.get 0) (v128.const f32x4 3 -0 5 6))))
