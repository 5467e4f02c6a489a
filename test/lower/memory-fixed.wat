;; A memory that cannot grow has a size that is known now.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  (memory (export "memory") 1 1)
  ;; CHECK-LABEL: define {{.*}}load
  ;; CHECK:     %[[END:.*]] = add nuw nsw i64 %{{.*}}, 4
  ;; CHECK:     icmp ugt i64 %[[END]], 65536
  ;; CHECK-NOT: mem.size
  ;; CHECK:     ret i32
  (func $load (export "load") (param i32) (result i32)
    (i32.load (local.get 0))))
