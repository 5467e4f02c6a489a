;; A call that cannot reach an instruction that grows a memory or a table, by
;; whatever way, leaves the sizes as they are: it gets the alias class of all
;; that is not a size. Others have no class.
;; REQUIRES: wasm-tools
;; RUN: sinter compile --emit=llvm-ir --unoptimized --module-name=m %wasm -o - | FileCheck %s
(module
  (type $calm (func (param i32)))
  (type $growing (func (param i64)))
  (type $unused (func (param f64)))
  (import "env" "host" (func $host))
  (memory 1)
  (table $private 4 funcref)
  (table $shared (export "shared") 4 funcref)
  (elem (table $private) (i32.const 0) func $leaf $grow_table)
  (elem (table $shared) (i32.const 0) func $leaf $leaf)
  (table $small 1 (ref null $calm))

  (func $leaf (type $calm))
  (func $grow (drop (memory.grow (i32.const 1))))
  (func $grow_table (type $growing)
    (drop (table.grow $small (ref.null $calm) (i32.const 1))))
  (func $recursive (param i32)
    (if (local.get 0) (then (call $deeper (local.get 0)))))
  (func $deeper (param i32) (call $recursive (local.get 0)) (call $grow))
  (func $calm_recursive (param i32)
    (if (local.get 0) (then (call $calm_recursive (i32.const 0)))))

  ;; CHECK-LABEL: define {{.*}}@m.direct(
  ;; CHECK:       call void @m.leaf({{.*}}), !tbaa ![[CALM:[0-9]+]]
  ;; CHECK:       call void @m.grow({{.*}}){{$}}
  ;; CHECK:       call void @m.grow_table({{.*}}){{$}}
  ;; CHECK:       call void @m.recursive({{.*}}){{$}}
  ;; CHECK:       call void @m.calm_recursive({{.*}}), !tbaa ![[CALM]]
  (func $direct (export "direct")
    (call $leaf (i32.const 0))
    (call $grow)
    (call $grow_table (i64.const 0))
    (call $recursive (i32.const 0))
    (call $calm_recursive (i32.const 0)))

  ;; The host may call an export, which grows the memory.
  ;; CHECK-LABEL: define {{.*}}@m.outside(
  ;; CHECK:       call void {{.*}}){{$}}
  (func $outside (call $host))

  ;; Nobody but the module knows the first table. The second one may hold
  ;; functions of others, and a reference may be to one of them.
  ;; CHECK-LABEL: define {{.*}}@m.indirect(
  ;; CHECK:       call void {{.*}}(i32 1, {{.*}}), !tbaa ![[CALM]]
  ;; CHECK:       call void {{.*}}(i64 2, {{.*}}){{$}}
  ;; CHECK:       call void %{{.*}}(i32 3, {{.*}}){{$}}
  ;; CHECK:       call void %{{.*}}(i32 4, {{.*}}){{$}}
  (func $indirect (param (ref null $calm))
    (call_indirect $private (type $calm) (i32.const 1) (i32.const 0))
    (call_indirect $private (type $growing) (i64.const 2) (i32.const 0))
    (call_indirect $shared (type $calm) (i32.const 3) (i32.const 0))
    (call_ref $calm (i32.const 4) (local.get 0)))

  ;; CHECK: ![[CALM]] = !{![[TYPE:[0-9]+]], ![[TYPE]], i64 0}
  ;; CHECK: ![[TYPE]] = !{!"unsized",
)
