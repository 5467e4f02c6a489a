;; Equal types are one descriptor; those that a host can meet come with code
;; that moves values between an array and a call.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  (type $a (func (param i32 v128) (result f64)))
  (type $b (func (param i32 v128) (result f64)))
  (type $internal (func (param i64)))
  (table (export "table") 1 funcref)
  (func (export "f") (type $a) (f64.const 0))
  (func (export "g") (type $b) (f64.const 0))
  (func (call_indirect (type $internal) (i64.const 0) (i32.const 0)))

  ;; CHECK-DAG: @m.type2 = internal constant %sinter_Type { {{.*}}, ptr null, ptr null, i64 0 }
  ;; CHECK-DAG: @m.funcdefs = {{.*}} [%sinter_FuncDef { ptr @m.type0, ptr @{{.*}} }, %sinter_FuncDef { ptr @m.type0, ptr
  ;; CHECK-DAG: @m.type0 = internal constant %sinter_Type { {{.*}} i32 2, i32 1, ptr @m.values0, ptr @m.invoke0, ptr @m.host0, i64 0 }

  ;; CHECK-LABEL: define internal void @m.invoke0(ptr %0, ptr %1, ptr %2)
  ;; CHECK:       load i32, ptr %{{.*}}, align 8
  ;; CHECK:       load <2 x i64>, ptr %{{.*}}, align 8
  ;; CHECK:       call double %0(i32 %{{.*}}, <2 x i64> %{{.*}}, ptr %1)
  ;; CHECK:       store double

  ;; CHECK-LABEL: define internal double @m.host0(i32 %0, <2 x i64> %1, ptr %2)
  ;; CHECK:       call void %{{.*}}(ptr %{{.*}}, ptr %{{.*}})
  ;; CHECK:       load double
)
