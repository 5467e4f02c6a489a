;; The fixed choice of each relaxed instruction is what SSE4.1 does at once.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s
(module
  ;; CHECK-LABEL: {{^[^ ]*}}products{{.*}}:
  ;; CHECK: pmaddubsw
  ;; CHECK: pmaddwd
  ;; CHECK: paddd
  (func $products (export "products") (param v128 v128 v128) (result v128)
    (i32x4.relaxed_dot_i8x16_i7x16_add_s
      (local.get 0) (local.get 1) (local.get 2)))
  ;; CHECK-LABEL: {{^[^ ]*}}smaller{{.*}}:
  ;; CHECK: minps
  ;; CHECK-NOT: {{minps|orps|addps}}
  ;; CHECK: ret
  (func $smaller (export "smaller") (param v128 v128) (result v128)
    (f32x4.relaxed_min (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}whole{{.*}}:
  ;; CHECK: cvttps2dq
  ;; CHECK-NOT: cmp
  ;; CHECK: ret
  (func $whole (export "whole") (param v128) (result v128)
    (i32x4.relaxed_trunc_f32x4_s (local.get 0)))
  ;; Never fused, whatever the CPU has.
  ;; CHECK-LABEL: {{^[^ ]*}}twice{{.*}}:
  ;; CHECK: mulpd
  ;; CHECK: addpd
  (func $twice (export "twice") (param v128 v128 v128) (result v128)
    (f64x2.relaxed_madd (local.get 0) (local.get 1) (local.get 2)))
  ;; CHECK-LABEL: {{^[^ ]*}}select{{.*}}:
  ;; CHECK: blendvps
  (func $select (export "select") (param v128 v128 v128) (result v128)
    (i32x4.relaxed_laneselect (local.get 0) (local.get 1) (local.get 2)))
  ;; CHECK-LABEL: {{^[^ ]*}}bytes{{.*}}:
  ;; CHECK-NOT: paddusb
  ;; CHECK: pshufb
  (func $bytes (export "bytes") (param v128 v128) (result v128)
    (i8x16.relaxed_swizzle (local.get 0) (local.get 1))))
