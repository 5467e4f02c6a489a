;; Loops that were unrolled before, rolled up and vectorised again, beside some
;; that only look like it: the same results, traps and memory as without
;; optimisation. Arrays overlap.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t adds sums carried numbers swaps shifts in_place last differs terms products | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1)
  ;; a[i] += b[i], four at a time; b is 8 bytes behind a.
  (func (export "adds") (param $p i32) (param $n i32) (result i32)
    (loop $l
      (i32.store (local.get $p)
        (i32.add (i32.load (local.get $p)) (i32.load offset=8 (local.get $p))))
      (i32.store offset=4 (local.get $p)
        (i32.add (i32.load offset=4 (local.get $p)) (i32.load offset=12 (local.get $p))))
      (i32.store offset=8 (local.get $p)
        (i32.add (i32.load offset=8 (local.get $p)) (i32.load offset=16 (local.get $p))))
      (i32.store offset=12 (local.get $p)
        (i32.add (i32.load offset=12 (local.get $p)) (i32.load offset=20 (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 16)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -5))))
    (local.get $p))
  (func (export "sums") (param $p i32) (param $n i32) (result i32)
    (local $s f64)
    (loop $l
      (local.set $s (f64.add (f64.add (local.get $s)
        (f64.convert_i32_u (i32.load8_u (local.get $p))))
        (f64.convert_i32_u (i32.load8_u offset=1 (local.get $p)))))
      (local.set $p (i32.add (local.get $p) (i32.const 2)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -9))))
    (i32.trunc_f64_u (local.get $s)))
  ;; Differences of neighbours, two at a time; each is read once.
  (func (export "carried") (param $p i32) (param $n i32) (result i32)
    (local $x i32) (local $y i32)
    (loop $l
      (local.set $y (i32.load (local.get $p)))
      (i32.store offset=1024 (local.get $p) (i32.sub (local.get $y) (local.get $x)))
      (local.set $x (i32.load offset=4 (local.get $p)))
      (i32.store offset=1028 (local.get $p) (i32.sub (local.get $x) (local.get $y)))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $x))
  ;; The number of the element, squared.
  (func (export "numbers") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $k i32)
    (local.set $i (i32.const 0x7fffffff))
    (loop $l
      (local.set $k (i32.add (local.get $i) (i32.const 1)))
      (i32.store16 (local.get $p) (i32.mul (local.get $i) (local.get $i)))
      (i32.store16 offset=2 (local.get $p) (i32.mul (local.get $k) (local.get $k)))
      (local.set $i (i32.add (local.get $i) (i32.const 2)))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $i))
  ;; Neighbours change places.
  (func (export "swaps") (param $p i32) (param $n i32) (result i32)
    (local $x i32)
    (loop $l
      (local.set $x (i32.load (local.get $p)))
      (i32.store (local.get $p) (i32.load offset=4 (local.get $p)))
      (i32.store offset=4 (local.get $p) (local.get $x))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $p))
  ;; Two are read before two are written, one place further up: what the second
  ;; write of an iteration overwrites was read in it, and not again.
  (func (export "shifts") (param $p i32) (param $n i32) (result i32)
    (local $x i32) (local $y i32)
    (loop $l
      (local.set $x (i32.load (local.get $p)))
      (local.set $y (i32.load offset=4 (local.get $p)))
      (i32.store offset=4 (local.get $p) (local.get $x))
      (i32.store offset=8 (local.get $p) (local.get $y))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $p))
  ;; The same downwards, where it makes no difference.
  (func (export "in_place") (param $p i32) (param $n i32) (result i32)
    (local $x i32) (local $y i32)
    (loop $l
      (local.set $x (i32.load offset=4 (local.get $p)))
      (local.set $y (i32.load offset=8 (local.get $p)))
      (i32.store (local.get $p) (local.get $x))
      (i32.store offset=4 (local.get $p) (local.get $y))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $p))
  ;; The last value of the last lane is needed.
  (func (export "last") (param $p i32) (param $n i32) (result i32)
    (local $x i32)
    (loop $l
      (i32.store8 (local.get $p) (i32.add (i32.load8_u (local.get $p)) (i32.const 5)))
      (local.set $x (i32.add (i32.load8_u offset=1 (local.get $p)) (i32.const 5)))
      (i32.store8 offset=1 (local.get $p) (local.get $x))
      (local.set $p (i32.add (local.get $p) (i32.const 2)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -20))))
    (local.get $x))
  ;; Every second element is treated differently.
  (func (export "differs") (param $p i32) (param $n i32) (result i32)
    (loop $l
      (i32.store (local.get $p) (i32.add (i32.load (local.get $p)) (i32.const 5)))
      (i32.store offset=4 (local.get $p) (i32.sub (i32.load offset=4 (local.get $p)) (i32.const 5)))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $p))
  ;; Products of bytes and half words, added up in no order.
  (func (export "terms") (param $p i32) (param $n i32) (result i32)
    (local $s i32) (local $q i32)
    (local.set $q (i32.const 512))
    (loop $l
      (local.set $s (i32.add (local.get $s) (i32.add
        (i32.mul (i32.load8_s offset=1 (local.get $p)) (i32.load16_u offset=2 (local.get $q)))
        (i32.mul (i32.load16_u (local.get $q)) (i32.load8_s (local.get $p))))))
      (local.set $s (i32.add (i32.add (local.get $s)
        (i32.mul (i32.load8_s offset=3 (local.get $p)) (i32.load16_u offset=6 (local.get $q))))
        (i32.mul (i32.load16_u offset=4 (local.get $q)) (i32.load8_s offset=2 (local.get $p)))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (local.set $q (i32.add (local.get $q) (i32.const 8)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $s))
  ;; A product, and its terms in the wrong order, downwards.
  (func (export "products") (param $p i32) (param $n i32) (result i32)
    (local $s i32)
    (local.set $s (i32.const 1))
    (loop $l
      (local.set $s (i32.mul (i32.mul (local.get $s)
        (i32.or (i32.const 1) (i32.load (local.get $p))))
        (i32.or (i32.const 1) (i32.load offset=4 (local.get $p)))))
      (local.set $p (i32.sub (local.get $p) (i32.const 8)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const -7))))
    (local.get $s)))
