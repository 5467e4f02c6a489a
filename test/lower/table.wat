;; Slots of function tables are copies of what the reference points to.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s
(module
  (table $f 4 funcref)
  (table $x (export "x") i64 4 externref)
  (elem $e func $get)

  ;; CHECK-LABEL: define {{.*}}get
  ;; CHECK:      %[[SLOT:slot.*]] = getelementptr %sinter_FuncRef, ptr %table.elems, i64
  ;; CHECK-NEXT: getelementptr inbounds {{.*}}%sinter_FuncRef, ptr %[[SLOT]], i32 0, i32 3
  ;; CHECK-NEXT: load ptr
  (func $get (export "get") (param i32) (result funcref)
    (table.get $f (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}set
  ;; CHECK:      select i1 %{{.*}}, ptr @sinter.null_funcref, ptr
  ;; CHECK-NEXT: call void @llvm.memcpy{{.*}}i64 32
  (func $set (export "set") (param i32 funcref)
    (table.set $f (local.get 0) (local.get 1)))

  ;; CHECK-LABEL: define {{.*}}extern
  ;; CHECK:      icmp uge i64 %{{.*}}, %table.size
  ;; CHECK:      getelementptr ptr, ptr %table.elems, i64
  (func $extern (export "extern") (param i64) (result externref)
    (table.get $x (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}grow
  ;; CHECK:      call i64 @sinter_table_grow(
  ;; CHECK:      trunc i64
  (func $grow (export "grow") (param i32) (result i32)
    (table.grow $f (ref.null func) (local.get 0)))

  ;; CHECK-LABEL: define {{.*}}init
  ;; CHECK:      call i32 @sinter_table_init_funcs(
  ;; CHECK:      br i1 %{{.*}}, label %trap
  (func $init (export "init") (param i32 i32 i32)
    (table.init $f $e (local.get 0) (local.get 1) (local.get 2))))
