;; Table lookups that are combined stay in registers of their own: as elements
;; of a vector they would be inserted one by one. Floats are packed.
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s
(module
  (memory 2)
  ;; CHECK-LABEL: {{^[^ ]*}}round{{.*}}:
  ;; CHECK-NOT: pinsrd
  ;; CHECK: {{^[^ ]*}}scale{{.*}}:
  ;; CHECK: mulpd
  (func $round (export "round") (param i32 i32 i32 i32) (param $to i32)
    (i32.store offset=256 (local.get $to)
      (i32.xor (i32.load offset=4096 (i32.and (local.get 0) (i32.const 0x3fc)))
               (i32.load offset=8192 (i32.and (local.get 1) (i32.const 0x3fc)))))
    (i32.store offset=260 (local.get $to)
      (i32.xor (i32.load offset=4096 (i32.and (local.get 1) (i32.const 0x3fc)))
               (i32.load offset=8192 (i32.and (local.get 2) (i32.const 0x3fc)))))
    (i32.store offset=264 (local.get $to)
      (i32.xor (i32.load offset=4096 (i32.and (local.get 2) (i32.const 0x3fc)))
               (i32.load offset=8192 (i32.and (local.get 3) (i32.const 0x3fc)))))
    (i32.store offset=268 (local.get $to)
      (i32.xor (i32.load offset=4096 (i32.and (local.get 3) (i32.const 0x3fc)))
               (i32.load offset=8192 (i32.and (local.get 0) (i32.const 0x3fc))))))
  (func $scale (export "scale") (param $p i32) (param $by f64)
    (f64.store (local.get $p) (f64.mul (f64.load (local.get $p)) (local.get $by)))
    (f64.store offset=8 (local.get $p)
      (f64.mul (f64.load offset=8 (local.get $p)) (local.get $by)))
    (f64.store offset=16 (local.get $p)
      (f64.mul (f64.load offset=16 (local.get $p)) (local.get $by)))
    (f64.store offset=24 (local.get $p)
      (f64.mul (f64.load offset=24 (local.get $p)) (local.get $by)))))
