;; With guard pages a load or store is the access alone, volatile so that LLVM
;; keeps it and its place. So are, in a library, the stores to whatever a host
;; can look at after a trap.
;; RUN: sinter compile --enable=custom-page-sizes --emit=llvm-ir -O2 --unoptimized --instances=many --bounds-checks=guard %wasm -o - | FileCheck %s --check-prefixes=CHECK,LIB
;; RUN: sinter compile --enable=custom-page-sizes --emit=llvm-ir -O2 --unoptimized --instances=many %wasm -o - | FileCheck %s --check-prefix=EXPLICIT --implicit-check-not="load volatile" --implicit-check-not="section \"sinter"
;; CHECK: @__start_sinter_guarded_code = external hidden constant i8
;; LIB: @memory_guard_module = constant %sinter_Module {{.*}}, ptr @sinter_guard, ptr @__start_sinter_guarded_code, ptr @__stop_sinter_guarded_code }
;; EXPLICIT: @memory_guard_module = constant %sinter_Module {{.*}}, ptr null, ptr null, ptr null }
(module $memory_guard
  (memory (export "memory") 1 3)
  (memory $bytes 1 (pagesize 1))
  (global $g (export "g") (mut i32) (i32.const 0))
  (data $d "hello")

  ;; The largest offset, too.
  ;; CHECK-LABEL: define {{.*}}load{{.*}} section "sinter_guarded_code"
  ;; CHECK-NOT:  icmp
  ;; CHECK:      %[[ADDR:.*]] = zext i32 %{{.*}} to i64
  ;; CHECK:      %[[BASE:mem.base[0-9]*]] = load ptr, ptr %{{.*}}!invariant.load
  ;; CHECK:      %[[EA:.*]] = add nuw nsw i64 %[[ADDR]], 4294967295
  ;; CHECK-NEXT: %[[PTR:.*]] = getelementptr i8, ptr %[[BASE]], i64 %[[EA]]
  ;; CHECK-NEXT: load volatile i64, ptr %[[PTR]], align 1, !tbaa
  (func $load (export "load") (param i32) (result i64)
    (i64.load offset=0xffffffff (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}store{{.*}} section
  ;; CHECK-NOT:  icmp
  ;; CHECK:      store volatile i16 %{{.*}}, ptr %{{.*}}, align 1
  ;; CHECK-NOT:  icmp
  ;; CHECK:      store volatile i32 %{{.*}}, ptr %{{.*}}, align 4
  (func $store (export "store") (param i32 i32)
    (i32.store16 (local.get 0) (local.get 1))
    (global.set $g (local.get 1)))

  ;; Ranges have no bound that guard pages could have.
  ;; CHECK-LABEL: define {{.*}}fill
  ;; CHECK:      icmp ugt i64 %{{.*}}, %mem.size
  ;; CHECK:      call void @llvm.memset{{.*}} i1 true)
  (func $fill (export "fill") (param i32 i32 i32)
    (memory.fill (local.get 0) (local.get 1) (local.get 2)))

  ;; CHECK-LABEL: define {{.*}}init
  ;; CHECK:      icmp ugt i64 %{{.*}}, %length
  ;; CHECK:      icmp ugt i64 %{{.*}}, %mem.size
  ;; CHECK:      call void @llvm.memcpy{{.*}} i1 true)
  ;; CHECK:      store volatile i64 0
  (func $init (export "init") (param i32 i32 i32)
    (memory.init $d (local.get 0) (local.get 1) (local.get 2))
    (data.drop $d))

  ;; The end of such a memory is inside of a page of the system.
  ;; CHECK-LABEL: define {{.*}}custom
  ;; CHECK:      icmp ugt i64
  ;; CHECK:      load volatile i32
  (func $custom (export "custom") (param i32) (result i32)
    (i32.load $bytes (local.get 0))))
