;; Slots move when their table grows. Where it cannot, by the module's code or by
;; others, their address and number are known once and for all.
;; RUN: sinter compile --emit=llvm-ir -O2 --unoptimized %wasm -o - | FileCheck %s
(module
  (table $fixed (export "fixed") 4 4 externref)
  (table $open (export "open") 4 8 externref)
  (table $private 4 externref)
  (table $grown 4 externref)

  ;; CHECK-LABEL: define {{.*}}fixed
  ;; CHECK:      icmp uge i64 %{{.*}}, 4
  ;; CHECK:      %table.elems = load ptr, {{.*}}!invariant.load
  (func $fixed (param i32) (result externref) (table.get $fixed (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}open
  ;; CHECK:      %table.size = load i64, {{.*}} !tbaa ![[SIZE:[0-9]+]]{{$}}
  ;; CHECK:      %table.elems = load ptr, {{.*}} !tbaa ![[SIZE]]{{$}}
  (func $open (param i32) (result externref) (table.get $open (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}private
  ;; CHECK:      icmp uge i64 %{{.*}}, 4
  ;; CHECK:      %table.elems = load ptr, {{.*}}!invariant.load
  (func $private (param i32) (result externref) (table.get $private (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}grown
  ;; CHECK:      %table.elems = load ptr, {{.*}} !tbaa ![[SIZE]]{{$}}
  (func $grown (param i32) (result externref) (table.get $grown (local.get 0)))
  (func $grow (result i32)
    (table.grow $grown (ref.null extern) (i32.const 1)))
  (export "grow" (func $grow))
  (export "f" (func $fixed)) (export "o" (func $open))
  (export "p" (func $private)) (export "g" (func $grown)))
;; CHECK: ![[SIZE]] = !{![[TYPE:[0-9]+]], ![[TYPE]], i64 0}
;; CHECK: ![[TYPE]] = !{!"size",
