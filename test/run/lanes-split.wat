;; Vectors that become four numbers each: the same results, traps and memory as
;; without optimisation.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t rotations bytes swapped | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1)
  ;; Each lane turns by another amount; lanes change places in each round.
  (func (export "rotations") (param $p i32) (param $n i32) (result i32)
    (local $v v128)
    (local.set $v (v128.load (local.get $p)))
    (loop $l
      (local.set $v (i32x4.add (local.get $v) (v128.const i32x4 1 -2 3 0x80000000)))
      (local.set $v (v128.xor (local.get $v)
        (i32x4.replace_lane 3 (i32x4.replace_lane 2 (i32x4.replace_lane 1
          (i32x4.splat (i32.rotl (i32x4.extract_lane 0 (local.get $v)) (i32.const 7)))
          (i32.rotl (i32x4.extract_lane 1 (local.get $v)) (i32.const 9)))
          (i32.rotl (i32x4.extract_lane 2 (local.get $v)) (i32.const 13)))
          (i32.rotl (i32x4.extract_lane 3 (local.get $v)) (local.get $n)))))
      (local.set $v (i8x16.shuffle 4 5 6 7 8 9 10 11 12 13 14 15 0 1 2 3
        (local.get $v) (local.get $v)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -5))))
    (v128.store offset=8 (local.get $p) (local.get $v))
    (i32x4.extract_lane 2 (local.get $v)))
  ;; Lanes that are made of bytes, shifted and combined with others.
  (func (export "bytes") (param $p i32) (param $n i32) (result i32)
    (local $v v128) (local $w v128)
    (local.set $v (i8x16.replace_lane 5 (v128.load (i32.const 64)) (local.get $p)))
    (loop $l
      (local.set $w (i32x4.replace_lane 1 (i32x4.replace_lane 3 (local.get $v)
        (i32.mul (i32x4.extract_lane 0 (local.get $v)) (i32.const 5)))
        (i32.add (i32x4.extract_lane 3 (local.get $v)) (i32x4.extract_lane 2 (local.get $v)))))
      (local.set $v (v128.or
        (v128.andnot (local.get $w) (v128.const i16x8 1 2 4 8 16 32 64 128))
        (i8x16.shuffle 16 17 18 19 0 1 2 3 28 29 30 31 8 9 10 11 (local.get $v) (local.get $w))))
      (v128.store (local.get $p) (local.get $v))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -3))))
    (i32x4.extract_lane 1 (local.get $v)))
  ;; Two vectors that change places from round to round.
  (func (export "swapped") (param $p i32) (param $n i32) (result i32)
    (local $v v128) (local $w v128) (local $t v128)
    (local.set $v (i32x4.splat (local.get $p)))
    (local.set $w (v128.load32_splat (local.get $p)))
    (loop $l
      (local.set $t (local.get $v))
      (local.set $v (i32x4.replace_lane 2 (local.get $w)
        (i32.sub (i32x4.extract_lane 1 (local.get $v)) (i32x4.extract_lane 0 (local.get $w)))))
      (local.set $w (i32x4.replace_lane 0 (local.get $t)
        (i32.shr_u (i32x4.extract_lane 3 (local.get $v)) (local.get $n))))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -4))))
    (i32.add (i32x4.extract_lane 2 (local.get $v)) (i32x4.extract_lane 1 (local.get $w)))))
