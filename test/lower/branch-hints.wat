;; Branch hints become branch weights.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  ;; CHECK-LABEL: define {{.*}}@m.hinted(
  ;; CHECK:       br i1 %{{.*}}, label %then, label %end{{[0-9]*}}, !prof ![[LIKELY:[0-9]+]]
  ;; CHECK:       br i1 %{{.*}}, label %{{.*}}, label %{{.*}}, !prof ![[UNLIKELY:[0-9]+]]
  ;; CHECK:       br i1 %{{.*}}, label %{{.*}}, label %{{[a-z0-9]+$}}
  (func $hinted (export "hinted") (param i32) (result i32)
    (block
      (@metadata.code.branch_hint "\01")
      (if (local.get 0) (then (return (i32.const 1))))
      local.get 0
      (@metadata.code.branch_hint "\00")
      br_if 0
      (br_if 0 (i32.eqz (local.get 0))))
    (i32.const 2)))

;; CHECK-DAG: ![[LIKELY]] = !{!"branch_weights", i32 2000, i32 1}
;; CHECK-DAG: ![[UNLIKELY]] = !{!"branch_weights", i32 1, i32 2000}
