;; Aligned columns for people, JSON for programs.
;; RUN: sinter inspect %wasm | FileCheck %s
;; CHECK:      module (
;; CHECK:        functions 1
;; CHECK:      features (
;; CHECK:        multi-value several results, blocks with parameters
;; CHECK:      imports (2)
;; CHECK-NEXT:   env log     function [i32] -> []
;; CHECK-NEXT:   env counter global   mut i64
;; CHECK:      exports (2)
;; CHECK-NEXT:   mem  memory   0 1 .. 2 pages
;; CHECK-NEXT:   pair function 1 [f32] -> [i32 v128]
;; CHECK:      tables (1)
;; CHECK-NEXT:   0 3 .. funcref

;; RUN: sinter inspect --json %wasm | python3 -c 'import json, sys; d = json.load(sys.stdin); print(d["imports"][0]["type"], d["exports"][0]["name"], d["memories"][0]["imported"], d["module"]["functions"])' | FileCheck --check-prefix=JSON %s
;; JSON: [i32] -> [] mem False 1
(module
  (import "env" "log" (func (param i32)))
  (import "env" "counter" (global (mut i64)))
  (memory (export "mem") 1 2)
  (table 3 funcref)
  (func (export "pair") (param f32) (result i32 v128)
    (i32.const 1) (v128.const i64x2 0 0)))
