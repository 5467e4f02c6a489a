;; What a table holds is not known: one comparison of addresses when the types are of this module; everything
;; else is out of the way. No check where the table's type implies it.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  (type $t (func (param i32) (result i32)))
  (table $any (export "any") 4 funcref)
  (table $typed (export "typed") 4 (ref null $t))

  ;; CHECK-LABEL: define {{.*}}checked
  ;; CHECK:      %[[OOB:.*]] = icmp uge i64 %{{.*}}, %table.size
  ;; CHECK:      %slot = getelementptr %sinter_FuncRef, ptr %table.elems, i64
  ;; CHECK:      %type = load ptr
  ;; CHECK:      %code = load ptr
  ;; CHECK:      %callee.instance = load ptr
  ;; CHECK:      %[[EQ:.*]] = icmp eq ptr %type, @
  ;; CHECK-NEXT: br i1 %[[EQ]], label %match, label %type.compare, !prof
  ;; CHECK:      type.compare:
  ;; CHECK-NEXT: icmp eq ptr %type, null
  ;; CHECK:      call i32 @sinter_type_matches(ptr %type
  ;; CHECK:      match:
  ;; CHECK-NEXT: {{.*}} = notail call {{.*}}i32 %code(i32 %{{.*}}, ptr %callee.instance)
  (func $checked (export "checked") (param i32) (result i32)
    (call_indirect $any (type $t) (local.get 0) (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}implied
  ;; CHECK-NOT:  type_matches
  ;; CHECK:      icmp eq ptr %type, null
  ;; CHECK-NOT:  type_matches
  ;; CHECK:      notail call {{.*}}i32 %code
  (func $implied (export "implied") (param i32) (result i32)
    (call_indirect $typed (type $t) (local.get 0) (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}by_ref
  ;; CHECK:      br i1 %{{.*}}, label %trap
  ;; CHECK-NOT:  type_matches
  ;; CHECK:      notail call {{.*}}i32 %code
  (func $by_ref (export "by_ref") (param (ref null $t)) (result i32)
    (call_ref $t (i32.const 1) (local.get 0))))
