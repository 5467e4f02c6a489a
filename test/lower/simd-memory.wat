;; Loads and stores of parts touch exactly their own bytes.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s --check-prefix=ASM
(module
  (memory (export "memory") 1)

  ;; CHECK-LABEL: define {{.*}}extended
  ;; CHECK:      add nuw nsw i64 %{{.*}}, 12
  ;; CHECK:      %[[V:.*]] = load <4 x i16>, ptr %{{.*}}, align 1
  ;; CHECK-NEXT: zext <4 x i16> %[[V]] to <4 x i32>
  ;; ASM-LABEL:  {{^[^ ]*}}extended{{.*}}:
  ;; ASM:        pmovzxwd {{.*}}(
  (func $extended (export "extended") (param i32) (result v128)
    (v128.load16x4_u offset=4 (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}splat
  ;; CHECK:      %[[X:.*]] = load i16, ptr %{{.*}}, align 1
  ;; CHECK:      insertelement <8 x i16> poison, i16 %[[X]], i64 0
  (func $splat (export "splat") (param i32) (result v128)
    (v128.load16_splat (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}zero
  ;; CHECK:      %[[X:.*]] = load i32, ptr %{{.*}}, align 1
  ;; CHECK-NEXT: insertelement <4 x i32> zeroinitializer, i32 %[[X]], i64 0
  ;; ASM-LABEL:  {{^[^ ]*}}zero{{.*}}:
  ;; ASM:        mov{{d|ss}} {{.*}}(
  (func $zero (export "zero") (param i32) (result v128)
    (v128.load32_zero (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}into_lane
  ;; CHECK:      %[[X:.*]] = load i8, ptr %{{.*}}, align 1
  ;; CHECK:      insertelement <16 x i8> %{{.*}}, i8 %[[X]], i64 9
  ;; ASM-LABEL:  {{^[^ ]*}}into_lane{{.*}}:
  ;; ASM:        pinsrb $9, {{.*}}(
  (func $into_lane (export "into_lane") (param i32 v128) (result v128)
    (v128.load8_lane 9 (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}from_lane
  ;; CHECK:      %[[X:.*]] = extractelement <2 x i64> %{{.*}}, i64 1
  ;; CHECK:      store i64 %[[X]], ptr %{{.*}}, align 1
  (func $from_lane (export "from_lane") (param i32 v128)
    (v128.store64_lane 1 (local.get 0) (local.get 1))))
