;; Whatever may change a table, or leave it other than its segments say, keeps
;; the general way of calling. The first run shows the form that the others must
;; not have.
;; REQUIRES: wasm-tools
;; RUN: split-file %s %t
;; RUN: sh -c 'for t in private exported imported set fill copy init grow imported-place out-of-bounds imported-item earlier-trap; do %wat2wasm %t/$t.wat %t/$t.wasm && echo "== $t" && sinter compile --emit=llvm-ir --unoptimized --module-name=m %t/$t.wasm -o - | grep -m2 -E "internal .*@m.call\(|^ +switch|%%slot = getelementptr" || exit 1; done' | FileCheck %t/private.wat

;--- private.wat
;; CHECK:      == private
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: switch
;; CHECK-NEXT: == exported
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == imported
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == set
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == fill
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == copy
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == init
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == grow
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == imported-place
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == out-of-bounds
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == imported-item
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
;; CHECK-NEXT: == earlier-trap
;; CHECK-NEXT: @m.call(
;; CHECK-NEXT: %slot
(module
  (table 2 funcref)
  (func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0))))

;--- exported.wat
(module
  (table (export "table") 2 funcref)
  (func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0))))

;--- imported.wat
(module
  (import "a" "b" (table 2 funcref))
  (func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0))))

;--- set.wat
(module
  (table 2 funcref)
  (func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0)))
  (func $set (param funcref) (table.set 0 (i32.const 0) (local.get 0))))

;--- fill.wat
(module
  (table 2 funcref)
  (func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0)))
  (func $fill (table.fill 0 (i32.const 0) (ref.null func) (i32.const 1))))

;--- copy.wat
(module
  (table 2 funcref)
  (table $other 2 funcref)
  (func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0)))
  (func $copy
    (table.copy 0 $other (i32.const 0) (i32.const 0) (i32.const 1))))

;--- init.wat
(module
  (table 2 funcref)
  (func $f)
  (elem $e func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0)))
  (func $init (table.init $e (i32.const 0) (i32.const 0) (i32.const 1))))

;--- grow.wat
(module
  (table 2 funcref)
  (func $f)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0)))
  (func $grow (drop (table.grow 0 (ref.null func) (i32.const 1)))))

;--- imported-place.wat
(module
  (import "a" "b" (global $place i32))
  (table 2 funcref)
  (func $f)
  (elem (global.get $place) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0))))

;--- out-of-bounds.wat
(module
  (table 2 funcref)
  (func $f)
  (elem (i32.const 1) func $f $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0))))

;--- imported-item.wat
(module
  (import "a" "b" (func $f))
  (table 2 funcref)
  (elem (i32.const 1) func $f)
  (func $call (export "call") (param i32) (call_indirect (local.get 0))))

;--- earlier-trap.wat
;; If the second segment traps, the third is never written; by then the other
;; instance has $call.
(module
  (import "a" "b" (table $theirs 2 funcref))
  (table $ours 2 funcref)
  (func $f)
  (elem (table $theirs) (i32.const 0) func $call)
  (elem (table $theirs) (i32.const 2) func $f)
  (elem (table $ours) (i32.const 1) func $f)
  (func $call (param i32) (call_indirect $ours (local.get 0))))
