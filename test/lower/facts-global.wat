;; A mutable global that nobody writes is a constant; one that is exported, or
;; written anywhere, is not.
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m --instances=one %wasm -o - | FileCheck %s --check-prefixes=CHECK,ONE
(module
  (import "env" "imported" (global $imported (mut i32)))
  (import "env" "fixed" (global $fixed i32))
  (global $never (mut i32) (i32.const 1))
  (global $written (mut i32) (i32.const 2))
  (global $exported (export "exported") (mut i32) (i32.const 3))
  (global $later (mut i32) (global.get $fixed))

  ;; ONE-NOT: @m.never

  ;; CHECK-LABEL: define {{.*}}@m.get(
  ;; CHECK-NOT:   add i32 %{{.*}}, 1{{$}}
  ;; CHECK:       load i32, {{.*}}, !tbaa
  ;; CHECK-NEXT:  %[[A:.*]] = add i32 1, %
  ;; CHECK:       load i32, {{.*}}, !tbaa
  ;; CHECK-NEXT:  add i32 %[[A]], %
  ;; CHECK:       load i32, {{.*}}, !tbaa
  ;; CHECK-NEXT:  add
  ;; CHECK:       load i32, {{.*}}, !tbaa
  ;; CHECK-NEXT:  add
  (func $get (export "get") (result i32)
    (i32.add (i32.add (i32.add (i32.add
      (global.get $never) (global.get $written)) (global.get $exported))
      (global.get $imported)) (global.get $later)))

  (func $set (export "set") (param i32)
    (global.set $written (local.get 0))))
