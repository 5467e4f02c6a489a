;; Table lookups that are combined, as in AES, stay in registers of their own: as
;; elements of a vector they would be inserted one by one. Floats are packed.
;; RUN: sinter compile --emit=asm -O2 %wasm -o - | FileCheck %s
(module
  (memory 2)
  ;; CHECK-LABEL: {{^[^ ]*}}columns{{.*}}:
  ;; CHECK-NOT: pinsrd
  ;; CHECK: {{^[^ ]*}}scale{{.*}}:
  ;; CHECK: mulpd
  (func $columns (export "columns") (param i32 i32 i32 i32)
    (local i32 i32 i32 i32)
    (local.set 4
      (i32.xor (i32.load offset=256 (i32.const 0))
        (i32.xor
          (i32.xor (i32.load offset=4096 (i32.and (i32.shr_u (local.get 0) (i32.const 22)) (i32.const 0x3fc)))
                   (i32.load offset=8192 (i32.and (i32.shr_u (local.get 1) (i32.const 14)) (i32.const 0x3fc))))
          (i32.xor (i32.load offset=12288 (i32.and (i32.shr_u (local.get 2) (i32.const 6)) (i32.const 0x3fc)))
                   (i32.load offset=16384 (i32.and (i32.shr_u (local.get 3) (i32.const 0)) (i32.const 0x3fc)))))))
    (local.set 5
      (i32.xor (i32.load offset=260 (i32.const 0))
        (i32.xor
          (i32.xor (i32.load offset=4096 (i32.and (i32.shr_u (local.get 1) (i32.const 22)) (i32.const 0x3fc)))
                   (i32.load offset=8192 (i32.and (i32.shr_u (local.get 2) (i32.const 14)) (i32.const 0x3fc))))
          (i32.xor (i32.load offset=12288 (i32.and (i32.shr_u (local.get 3) (i32.const 6)) (i32.const 0x3fc)))
                   (i32.load offset=16384 (i32.and (i32.shr_u (local.get 0) (i32.const 0)) (i32.const 0x3fc)))))))
    (local.set 6
      (i32.xor (i32.load offset=264 (i32.const 0))
        (i32.xor
          (i32.xor (i32.load offset=4096 (i32.and (i32.shr_u (local.get 2) (i32.const 22)) (i32.const 0x3fc)))
                   (i32.load offset=8192 (i32.and (i32.shr_u (local.get 3) (i32.const 14)) (i32.const 0x3fc))))
          (i32.xor (i32.load offset=12288 (i32.and (i32.shr_u (local.get 0) (i32.const 6)) (i32.const 0x3fc)))
                   (i32.load offset=16384 (i32.and (i32.shr_u (local.get 1) (i32.const 0)) (i32.const 0x3fc)))))))
    (local.set 7
      (i32.xor (i32.load offset=268 (i32.const 0))
        (i32.xor
          (i32.xor (i32.load offset=4096 (i32.and (i32.shr_u (local.get 3) (i32.const 22)) (i32.const 0x3fc)))
                   (i32.load offset=8192 (i32.and (i32.shr_u (local.get 0) (i32.const 14)) (i32.const 0x3fc))))
          (i32.xor (i32.load offset=12288 (i32.and (i32.shr_u (local.get 1) (i32.const 6)) (i32.const 0x3fc)))
                   (i32.load offset=16384 (i32.and (i32.shr_u (local.get 2) (i32.const 0)) (i32.const 0x3fc)))))))
    (i32.store offset=512 (i32.const 0) (local.get 4))
    (i32.store offset=516 (i32.const 0) (local.get 5))
    (i32.store offset=520 (i32.const 0) (local.get 6))
    (i32.store offset=524 (i32.const 0) (local.get 7)))
  (func $scale (export "scale") (param $p i32) (param $by f64)
    (f64.store offset=0 (local.get $p) (f64.mul (f64.load offset=0 (local.get $p)) (local.get $by)))
    (f64.store offset=8 (local.get $p) (f64.mul (f64.load offset=8 (local.get $p)) (local.get $by)))
    (f64.store offset=16 (local.get $p) (f64.mul (f64.load offset=16 (local.get $p)) (local.get $by)))
    (f64.store offset=24 (local.get $p) (f64.mul (f64.load offset=24 (local.get $p)) (local.get $by)))))
