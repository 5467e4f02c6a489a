;; Wide arithmetic is LLVM's i128; the high half is on top of the stack.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --enable=wide-arithmetic --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
;; RUN: sinter compile --enable=wide-arithmetic --emit=asm -O2 %wasm -o - | FileCheck %s --check-prefix=ASM
(module
  ;; CHECK-LABEL: define {{.*}}product
  ;; CHECK:      %[[P:.*]] = mul i128
  ;; CHECK-NEXT: %[[L:.*]] = trunc i128 %[[P]] to i64
  ;; CHECK-NEXT: %[[S:.*]] = lshr i128 %[[P]], 64
  ;; CHECK-NEXT: %[[H:.*]] = trunc i128 %[[S]] to i64
  ;; ASM-LABEL:  {{^[^ ]*}}product{{.*}}:
  ;; ASM:        imulq
  (func $product (export "product") (param i64 i64) (result i64 i64)
    (i64.mul_wide_s (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}sum
  ;; CHECK:      add i128
  ;; ASM-LABEL:  {{^[^ ]*}}sum{{.*}}:
  ;; ASM:        addq
  ;; ASM:        adcq
  (func $sum (export "sum") (param i64 i64 i64 i64) (result i64 i64)
    (i64.add128 (local.get 0) (local.get 1) (local.get 2) (local.get 3))))
