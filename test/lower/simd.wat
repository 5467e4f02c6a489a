;; Vectors are <2 x i64> between instructions and have lanes inside of them.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  ;; CHECK-LABEL: define {{.*}}sum
  ;; CHECK:      %[[X:.*]] = bitcast <2 x i64> %{{.*}} to <8 x i16>
  ;; CHECK:      %[[Y:.*]] = bitcast <2 x i64> %{{.*}} to <8 x i16>
  ;; CHECK-NEXT: %[[S:.*]] = call <8 x i16> @llvm.sadd.sat.v8i16(<8 x i16> %[[X]], <8 x i16> %[[Y]])
  ;; CHECK-NEXT: bitcast <8 x i16> %[[S]] to <2 x i64>
  (func $sum (export "sum") (param v128 v128) (result v128)
    (i16x8.add_sat_s (local.get 0) (local.get 1)))

  ;; No cast back and forth.
  ;; CHECK-LABEL: define {{.*}}chain
  ;; CHECK:      %[[M:.*]] = mul <4 x i32>
  ;; CHECK:      call <4 x i32> @llvm.abs.v4i32(<4 x i32> %[[M]], i1 false)
  (func $chain (export "chain") (param v128 v128) (result v128)
    (i32x4.abs (i32x4.mul (local.get 0) (local.get 1))))

  ;; CHECK-LABEL: define {{.*}}shifted
  ;; CHECK:      and i32 %{{.*}}, 7
  ;; CHECK-NEXT: trunc i32 %{{.*}} to i8
  ;; CHECK:      shufflevector <16 x i8> {{.*}}zeroinitializer
  ;; CHECK-NEXT: ashr <16 x i8>
  (func $shifted (export "shifted") (param v128 i32) (result v128)
    (i8x16.shr_s (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}compared
  ;; CHECK:      %[[C:.*]] = fcmp une <2 x double>
  ;; CHECK-NEXT: sext <2 x i1> %[[C]] to <2 x i64>
  (func $compared (export "compared") (param v128 v128) (result v128)
    (f64x2.ne (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}tested
  ;; CHECK:      %[[C:.*]] = icmp slt <8 x i16> %{{.*}}, zeroinitializer
  ;; CHECK-NEXT: %[[B:.*]] = bitcast <8 x i1> %[[C]] to i8
  ;; CHECK-NEXT: zext i8 %[[B]] to i32
  (func $tested (export "tested") (param v128) (result i32)
    (i16x8.bitmask (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}lane
  ;; CHECK:      %[[L:.*]] = extractelement <16 x i8> %{{.*}}, i64 3
  ;; CHECK-NEXT: sext i8 %[[L]] to i32
  (func $lane (export "lane") (param v128) (result i32)
    (i8x16.extract_lane_s 3 (local.get 0))))
