;; Where x86-64 with SSE4.1 has the instruction, LLVM finds it.
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s
(module
  (memory 1)
  ;; CHECK-LABEL: {{^[^ ]*}}swizzle{{.*}}:
  ;; CHECK: paddusb
  ;; CHECK: pshufb
  (func $swizzle (export "swizzle") (param v128 v128) (result v128)
    (i8x16.swizzle (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}narrow_s{{.*}}:
  ;; CHECK: packsswb
  (func $narrow_s (export "narrow_s") (param v128 v128) (result v128)
    (i8x16.narrow_i16x8_s (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}narrow_u{{.*}}:
  ;; CHECK: packusdw
  (func $narrow_u (export "narrow_u") (param v128 v128) (result v128)
    (i16x8.narrow_i32x4_u (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}average{{.*}}:
  ;; CHECK: pavgb
  (func $average (export "average") (param v128 v128) (result v128)
    (i8x16.avgr_u (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}products{{.*}}:
  ;; CHECK: pmaddwd
  (func $products (export "products") (param v128 v128) (result v128)
    (i32x4.dot_i16x8_s (local.get 0) (local.get 1)))
  ;; Also when LLVM hoists what it can of an operand out of a loop.
  ;; CHECK-LABEL: {{^[^ ]*}}filter{{.*}}:
  ;; CHECK-NOT: pmulld
  ;; CHECK: pmaddwd
  ;; CHECK-NOT: pmulld

  (func $filter (export "filter") (param $taps v128) (param $n i32)
    (result v128)
    (local $sum v128)
    (loop $next
      (local.set $sum
        (i32x4.add (local.get $sum)
          (i32x4.dot_i16x8_s (local.get $taps)
            (v128.load (i32.shl (local.get $n) (i32.const 4))))))
      (br_if $next
        (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  ;; CHECK-LABEL: {{^[^ ]*}}halves{{.*}}:
  ;; CHECK: pmaddwd
  (func $halves (export "halves") (param v128 v128) (result v128)
    (i32x4.extmul_high_i16x8_s (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}pairs{{.*}}:
  ;; CHECK: pmaddubsw
  (func $pairs (export "pairs") (param v128) (result v128)
    (i16x8.extadd_pairwise_i8x16_u (local.get 0)))
  ;; CHECK-LABEL: {{^[^ ]*}}q15{{.*}}:
  ;; CHECK: pmulhrsw
  ;; CHECK: pcmpeqw
  ;; CHECK: pxor
  (func $q15 (export "q15") (param v128 v128) (result v128)
    (i16x8.q15mulr_sat_s (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}wide{{.*}}:
  ;; CHECK: pmuludq
  (func $wide (export "wide") (param v128 v128) (result v128)
    (i64x2.extmul_high_i32x4_u (local.get 0) (local.get 1)))
  ;; CHECK-LABEL: {{^[^ ]*}}dropped{{.*}}:
  ;; CHECK: minpd
  ;; CHECK: maxpd
  ;; CHECK: cvttpd2dq
  (func $dropped (export "dropped") (param v128) (result v128)
    (i32x4.trunc_sat_f64x2_s_zero (local.get 0)))
  ;; CHECK-LABEL: {{^[^ ]*}}demoted{{.*}}:
  ;; CHECK: cvtpd2ps
  (func $demoted (export "demoted") (param v128) (result v128)
    (f32x4.demote_f64x2_zero (local.get 0)))
  ;; CHECK-LABEL: {{^[^ ]*}}mask{{.*}}:
  ;; CHECK: pmovmskb
  (func $mask (export "mask") (param v128) (result i32)
    (i8x16.bitmask (local.get 0)))
  ;; CHECK-LABEL: {{^[^ ]*}}nearest{{.*}}:
  ;; CHECK: roundpd $8
  (func $nearest (export "nearest") (param v128) (result v128)
    (f64x2.nearest (local.get 0))))
