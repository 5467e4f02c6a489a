;; Trapping conversions test exact bounds: the last float that still fits.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  ;; -2^31 - 1 is a double, so everything above it fits ...
  ;; CHECK-LABEL: define {{.*}}from_double
  ;; CHECK:      fcmp ogt double %[[X:.*]], 0xC1E0000000200000
  ;; CHECK-NEXT: fcmp olt double %[[X]], 0x41E0000000000000
  ;; CHECK-NEXT: %[[FITS:.*]] = and i1
  ;; CHECK-NEXT: br i1 %[[FITS]], label %[[CONT:.*]], label %[[BAD:.*]], !prof
  ;; CHECK:      [[BAD]]:
  ;; CHECK-NEXT: %[[NAN:.*]] = fcmp uno double %[[X]], %[[X]]
  ;; CHECK-NEXT: br i1 %[[NAN]]
  ;; CHECK:      [[CONT]]:
  ;; CHECK-NEXT: fptosi double %[[X]] to i32
  (func $from_double (export "from_double") (param f64) (result i32)
    (i32.trunc_f64_s (local.get 0)))

  ;; ... but no float.
  ;; CHECK-LABEL: define {{.*}}from_float
  ;; CHECK:      fcmp oge float %[[X:.*]], 0xC1E0000000000000
  ;; CHECK-NEXT: fcmp olt float %[[X]], 0x41E0000000000000
  (func $from_float (export "from_float") (param f32) (result i32)
    (i32.trunc_f32_s (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}from_float_u
  ;; CHECK:      fcmp ogt float %[[X:.*]], -1.0
  ;; CHECK-NEXT: fcmp olt float %[[X]], 0x43F0000000000000
  ;; CHECK:      fptoui float %[[X]] to i64
  (func $from_float_u (export "from_float_u") (param f32) (result i64)
    (i64.trunc_f32_u (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}saturating
  ;; CHECK:      call i64 @llvm.fptoui.sat.i64.f64(double
  (func $saturating (export "saturating") (param f64) (result i64)
    (i64.trunc_sat_f64_u (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}to_double
  ;; CHECK:      uitofp i64 %{{.*}} to double
  ;; CHECK:      bitcast double %{{.*}} to i64
  (func $to_double (export "to_double") (param i64) (result i64)
    (i64.reinterpret_f64 (f64.convert_i64_u (local.get 0)))))
