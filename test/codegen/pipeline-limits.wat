;; The last pass over checks is part of -O2's pipeline as it is of -O3's: in a
;; loop whose addresses come from memory, the check compares the address itself,
;; not a sum.
;; RUN: sinter compile -O2 %wasm --verify-ir --instances=one --emit=llvm-ir -o - | FileCheck %s
;; RUN: sinter compile -O3 %wasm --verify-ir --instances=one --emit=llvm-ir -o - | FileCheck %s
(module $m
  (memory 2)
  (func (export "grow") (drop (memory.grow (i32.const 1))))
  ;; CHECK-LABEL: define {{.*}}@m.last(
  ;; CHECK:         [[LIMIT:%.*]] = {{add|sub}} {{.*}}i64 {{%.*}}, {{-?}}8
  ;; CHECK:         [[P:%.*]] = zext i32 {{%.*}} to i64
  ;; CHECK:         icmp ugt i64 [[P]], [[LIMIT]]
  ;; CHECK:       {{^}}}
  (func (export "last") (param $p i32) (result i32)
    (loop $next
      (br_if $next (local.tee $p (i32.load offset=4 (local.get $p)))))
    (local.get $p)))
