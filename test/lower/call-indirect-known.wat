;; Calls through a table that nobody changes: the index alone decides. No slot
;; is loaded, and what is wrong with other indices is found out elsewhere.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m --instances=one %wasm -o - | FileCheck %s
(module
  (type $few (func (param i32) (result i32)))
  (type $many (func (param i64)))
  (type $far (func (param f32)))
  (type $none (func (param f64)))
  (table 2000 funcref)
  (elem (i32.const 3) func $a $b $a $m0 $m1)
  (elem (i32.const 9) func $m2 $m3 $f0 $m4)
  (elem (i32.const 400) func $f0)
  (elem (i32.const 600) func $f1)
  (elem (i32.const 800) func $f2)
  (elem (i32.const 1000) func $f3)
  (elem (i32.const 1200) func $f4)

  (func $a (type $few) (local.get 0))
  (func $b (type $few) (i32.const 1))
  (func $m0 (type $many)) (func $m1 (type $many)) (func $m2 (type $many))
  (func $m3 (type $many)) (func $m4 (type $many))
  (func $f0 (type $far)) (func $f1 (type $far)) (func $f2 (type $far))
  (func $f3 (type $far)) (func $f4 (type $far))

  ;; The array is from the first slot of the type to the last.
  ;; CHECK: @m.table0.type1 = private unnamed_addr constant [7 x ptr] [ptr @m.m0, ptr @m.m1, ptr @m.table0.type1.null, ptr @m.m2, ptr @m.m3, ptr @m.table0.type1.mismatch, ptr @m.m4]

  ;; CHECK-LABEL: define {{.*}}@m.few(
  ;; CHECK:       switch i32 %{{.*}}, label %wrong.slot [
  ;; CHECK-NEXT:  i32 3, label %[[A:.*]]
  ;; CHECK-NEXT:  i32 4, label %[[B:.*]]
  ;; CHECK-NEXT:  i32 5, label %[[A]]
  ;; CHECK-NEXT:  ], !prof
  ;; CHECK:       wrong.slot:
  ;; CHECK-NEXT:  zext i32
  ;; CHECK-NEXT:  call void @m.table0.wrong.slot(i64
  ;; CHECK-NEXT:  unreachable
  ;; CHECK:       [[A]]:
  ;; CHECK-NEXT:  %[[R1:.*]] = notail call i32 @m.a(i32 %[[X:.*]], ptr
  ;; CHECK:       [[B]]:
  ;; CHECK-NEXT:  %[[R2:.*]] = notail call i32 @m.b(i32 %[[X]], ptr
  ;; CHECK:       called:
  ;; CHECK-NEXT:  phi i32 [ %[[R1]], %[[A]] ], [ %[[R2]], %[[B]] ]
  (func $few (export "few") (param i32 i32) (result i32)
    (call_indirect (type $few) (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}@m.many(
  ;; CHECK:       %[[AT:.*]] = sub i32 %{{.*}}, 6
  ;; CHECK-NEXT:  %wrong = icmp uge i32 %[[AT]], 7
  ;; CHECK:       br i1 %wrong, label %wrong.slot, label %[[CONT:.*]], !prof
  ;; CHECK:       [[CONT]]:
  ;; CHECK-NEXT:  %[[I:.*]] = zext i32 %[[AT]] to i64
  ;; CHECK-NEXT:  %[[P:.*]] = getelementptr inbounds ptr, ptr @m.table0.type1, i64 %[[I]]
  ;; CHECK-NEXT:  %code = load ptr, ptr %[[P]]
  ;; CHECK-NEXT:  notail call void %code(i64
  (func $many (export "many") (param i32)
    (call_indirect (type $many) (i64.const 1) (local.get 0)))

  ;; Not worth an array: the slot is loaded, from a table of known size.
  ;; CHECK-LABEL: define {{.*}}@m.far(
  ;; CHECK:       icmp uge i64 %{{.*}}, 2000
  ;; CHECK:       %slot = getelementptr %sinter_FuncRef
  ;; CHECK:       icmp eq ptr %type, @m.type2
  (func $far (export "far") (param i32)
    (call_indirect (type $far) (f32.const 1) (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}@m.none(
  ;; CHECK:       switch i32 %{{.*}}, label %wrong.slot [
  ;; CHECK-NEXT:  ]
  ;; CHECK-NOT:   call void %
  ;; CHECK:       {{^}}}
  (func $none (export "none") (param i32)
    (call_indirect (type $none) (f64.const 1) (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}@m.table0.wrong.slot(i64 %0, ptr %1)
  ;; CHECK:       icmp uge i64 %0, 2000
  ;; CHECK:       @sinter_trap(ptr {{.*}}, i32 7)
  ;; CHECK:       %slot = getelementptr
  ;; CHECK:       icmp eq ptr %{{.*}}, null
  ;; CHECK:       @sinter_trap(ptr {{.*}}, i32 8)
  ;; CHECK:       @sinter_trap(ptr {{.*}}, i32 9)
)
