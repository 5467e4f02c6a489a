;; Bulk operations: check the whole range, then one intrinsic.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  (memory (export "memory") 1)
  (data $d "hello")

  ;; CHECK-LABEL: define {{.*}}fill
  ;; CHECK:      %[[END:.*]] = add nuw nsw i64
  ;; CHECK-NEXT: icmp ugt i64 %[[END]], %mem.size
  ;; CHECK:      call void @llvm.memset.p0.i64(ptr align 1 %{{.*}}, i8 %{{.*}}, i64 %{{.*}}, i1 false)
  (func $fill (export "fill") (param i32 i32 i32)
    (memory.fill (local.get 0) (local.get 1) (local.get 2)))

  ;; CHECK-LABEL: define {{.*}}copy
  ;; CHECK-COUNT-2: icmp ugt i64
  ;; CHECK:      call void @llvm.memmove.p0.p0.i64
  (func $copy (export "copy") (param i32 i32 i32)
    (memory.copy (local.get 0) (local.get 1) (local.get 2)))

  ;; CHECK-LABEL: define {{.*}}init
  ;; CHECK:      %length = load i64, ptr
  ;; CHECK:      icmp ugt i64 %{{.*}}, %length
  ;; CHECK:      icmp ugt i64 %{{.*}}, %mem.size
  ;; CHECK:      call void @llvm.memcpy.p0.p0.i64
  (func $init (export "init") (param i32 i32 i32)
    (memory.init $d (local.get 0) (local.get 1) (local.get 2)))

  ;; CHECK-LABEL: define {{.*}}drop
  ;; CHECK:      store i64 0, ptr
  (func $drop (export "drop") (data.drop $d)))
