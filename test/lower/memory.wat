;; An access is checked in 64 bits, `address + (offset + width) > size`, with
;; the size's range known; then it is a plain access, aligned to 1.
;; RUN: sinter compile --emit=llvm-ir -O2 --unoptimized %wasm -o - | FileCheck %s
(module
  (memory (export "memory") 1 3)

  ;; CHECK-LABEL: define {{.*}}load
  ;; CHECK:      %[[ADDR:.*]] = zext i32 %{{.*}} to i64
  ;; CHECK-NEXT: %[[END:.*]] = add nuw nsw i64 %[[ADDR]], 12
  ;; CHECK:      %[[SIZE:mem.size[0-9]*]] = load i64, ptr %{{.*}}, !range ![[RANGE:[0-9]+]]
  ;; CHECK-NEXT: %[[OOB:.*]] = icmp ugt i64 %[[END]], %[[SIZE]]
  ;; CHECK-NEXT: br i1 %[[OOB]], label %[[TRAP:.*]], label %[[CONT:.*]], !prof
  ;; CHECK:      %[[BASE:mem.base[0-9]*]] = load ptr, ptr %{{.*}}!invariant.load
  ;; CHECK:      %[[EA:.*]] = add nuw nsw i64 %[[ADDR]], 8
  ;; CHECK-NEXT: %[[PTR:.*]] = getelementptr i8, ptr %[[BASE]], i64 %[[EA]]
  ;; CHECK-NEXT: load i32, ptr %[[PTR]], align 1, !tbaa
  (func $load (export "load") (param i32) (result i32)
    (i32.load offset=8 (local.get 0)))

  ;; The first 65536 bytes always exist.
  ;; CHECK-LABEL: define {{.*}}first_page
  ;; CHECK-NOT:  mem.size
  ;; CHECK:      load i32
  ;; CHECK-NOT:  mem.size
  ;; CHECK:      ret i32
  (func $first_page (export "first_page") (result i32)
    (i32.load (i32.const 65532)))

  ;; CHECK-LABEL: define {{.*}}second_page
  ;; CHECK:      mem.size
  ;; CHECK:      br i1
  ;; CHECK:      load i32
  (func $second_page (export "second_page") (result i32)
    (i32.load (i32.const 65533)))

  ;; CHECK-LABEL: define {{.*}}narrow
  ;; CHECK:      %[[V:.*]] = trunc i64 %{{.*}} to i16
  ;; CHECK:      store i16 %[[V]], ptr %{{.*}}, align 1
  (func $narrow (export "narrow") (param i32 i64)
    (i64.store16 (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}size
  ;; CHECK:      %[[S:mem.size[0-9]*]] = load i64
  ;; CHECK:      %[[P:.*]] = lshr i64 %[[S]], 16
  ;; CHECK:      trunc i64 %[[P]] to i32
  (func $size (export "size") (result i32) (memory.size)))

;; One page to three pages, the end not included.
;; CHECK: ![[RANGE]] = !{i64 65536, i64 196609}
