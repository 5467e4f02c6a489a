;; The code depends on --mcpu and nothing else: by default x86-64 with SSE4.1.
;; RUN: sinter compile %wasm --emit=asm -o - | FileCheck %s --implicit-check-not=ymm
;; CHECK-LABEL: m.floor:
;; CHECK:         roundsd $9, %xmm
;; CHECK-LABEL: m.count:
;; CHECK-NOT:     popcnt
;; CHECK:         retq

;; RUN: sinter compile %wasm --mcpu=x86-64-v3 --emit=asm -o - | FileCheck --check-prefix=V3 %s
;; V3-LABEL: m.floor:
;; V3:         vroundsd
;; V3-LABEL: m.count:
;; V3:         popcntl

;; RUN: sinter compile %wasm --mattr=+popcnt --emit=asm -o - | FileCheck --check-prefix=ATTR %s
;; ATTR-LABEL: m.count:
;; ATTR:         popcntl

;; RUN: sinter compile %wasm --mcpu=native --emit=object -o %t.o
(module $m
  (func $floor (export "floor") (param f64) (result f64) (f64.floor (local.get 0)))
  (func $count (export "count") (param i32) (result i32) (i32.popcnt (local.get 0))))
