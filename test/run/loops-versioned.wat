;; Loops that are copied for a test in front of them: around the edges of the
;; memory the same results, the same trap and the same memory as without
;; optimisation, stores before the trap included. $n is 0 to 4, so trip counts
;; are 0, huge (n - 1 iterations of n = 0), one or a few.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t up down stride equal less neighbours nest triangle indirect leaves grows swapped quotient | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1 3)
  ;; n * 8 - 1 iterations; with n = 0 until the memory ends.
  (func (export "up") (param $p i32) (param $n i32) (result i32)
    (local $i i32)
    (local.set $i (i32.sub (i32.shl (local.get $n) (i32.const 3)) (i32.const 1)))
    (loop $l
      (i32.store (local.get $p) (i32.add (i32.load (local.get $p)) (i32.const 3)))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $p))
  ;; Downwards, through 0 and around 2^32.
  (func (export "down") (param $p i32) (param $n i32) (result i32)
    (local $i i32)
    (local.set $i (i32.sub (i32.shl (local.get $n) (i32.const 2)) (i32.const 1)))
    (loop $l
      (i64.store (local.get $p) (i64.const 0x1122334455667788))
      (local.set $p (i32.sub (local.get $p) (i32.const 8)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $p))
  ;; Steps 0, 5 (up), -6 (down), 2^31 and 2^30 - 1, known at run time only.
  (func (export "stride") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $step i32)
    (local.set $step
      (select (i32.const 0x80000000)
        (select (i32.const 0x3fffffff)
          (select (i32.mul (local.get $n) (i32.const 5)) (i32.const -6)
            (i32.lt_u (local.get $n) (i32.const 2)))
          (i32.eq (local.get $n) (i32.const 3)))
        (i32.eq (local.get $n) (i32.const 4))))
    (local.set $i (i32.const 17))
    (loop $l
      (i32.store16 (local.get $p)
        (i32.add (local.get $i) (i32.load16_u (local.get $p))))
      (local.set $p (i32.add (local.get $p) (local.get $step)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $p))
  ;; Until p == end: reached for n = 0 (after 4 GiB) and 3, otherwise missed.
  (func (export "equal") (param $p i32) (param $n i32) (result i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $p) (i32.mul (local.get $n) (i32.const 36))))
    (loop $l
      (i32.store8 (local.get $p) (i32.const 255))
      (br_if $l (i32.ne (local.get $end)
        (local.tee $p (i32.add (local.get $p) (i32.const 12))))))
    (local.get $p))
  ;; While p < end, where the last step may go over 2^32.
  (func (export "less") (param $p i32) (param $n i32) (result i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $p) (i32.mul (local.get $n) (i32.const 50))))
    (loop $l
      (i32.store8 offset=2 (local.get $p) (i32.const 254))
      (br_if $l (i32.lt_u
        (local.tee $p (i32.add (local.get $p) (i32.const 7)))
        (local.get $end))))
    (local.get $p))
  ;; Three reads around p as clang writes them, and a write elsewhere.
  (func (export "neighbours") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $q i32)
    (local.set $i (i32.add (i32.mul (local.get $n) (i32.const 9)) (i32.const 1)))
    (local.set $q (i32.const 4096))
    (loop $l
      (f64.store (local.get $q)
        (f64.add (f64.load (local.get $p))
          (f64.add (f64.load (i32.add (local.get $p) (i32.const -8)))
                   (f64.load (i32.add (local.get $p) (i32.const 8))))))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (local.set $q (i32.add (local.get $q) (i32.const 8)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.load (i32.const 4096)))
  ;; Rows of 32 bytes, the first 12 of each.
  (func (export "nest") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $j i32) (local $q i32)
    (local.set $i (i32.add (local.get $n) (i32.const 1)))
    (loop $rows
      (local.set $j (i32.const 12))
      (local.set $q (local.get $p))
      (loop $row
        (i32.store8 (local.get $q)
          (i32.mul (i32.load8_u (local.get $q)) (local.get $j)))
        (local.set $q (i32.add (local.get $q) (i32.const 1)))
        (br_if $row (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
      (local.set $p (i32.add (local.get $p) (i32.const 32)))
      (br_if $rows (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $q))
  ;; i + n bytes of row i, rows upwards; with n = 0 the first is empty.
  (func (export "triangle") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $j i32)
    (loop $rows
      (local.set $j (i32.const 0))
      (block $empty
        (br_if $empty (i32.eqz (i32.add (local.get $i) (local.get $n))))
        (loop $row
          (i32.store8 (i32.add (local.get $p) (local.get $j)) (local.get $i))
          (br_if $row (i32.lt_u
            (local.tee $j (i32.add (local.get $j) (i32.const 1)))
            (i32.add (local.get $i) (local.get $n))))))
      (local.set $p (i32.add (local.get $p) (i32.const 16)))
      (br_if $rows (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                           (i32.const 6))))
    (local.get $p))
  ;; Some of what is read is an address.
  (func (export "indirect") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $sum i32)
    (local.set $i (i32.add (i32.shl (local.get $n) (i32.const 3)) (i32.const 2)))
    (loop $l
      (local.set $sum (i32.add (local.get $sum)
        (i32.load (i32.load16_u (local.get $p)))))
      (i32.store16 (local.get $p) (local.get $sum))
      (local.set $p (i32.add (local.get $p) (i32.const 2)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $sum))
  ;; Leaves early: the test is about iterations that are never made.
  (func (export "leaves") (param $p i32) (param $n i32) (result i32)
    (local $i i32)
    (block $out
      (loop $l
        (br_if $out (i32.eq (i32.load8_u (local.get $p)) (i32.const 77)))
        (i32.store8 (local.get $p) (i32.const 1))
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                            (i32.const 1000)))))
    (local.get $p))
  ;; The memory grows in the third iteration, just in time for some.
  (func (export "grows") (param $p i32) (param $n i32) (result i32)
    (local $i i32)
    (loop $l
      (i32.store (local.get $p) (local.get $i))
      (if (i32.eq (local.get $i) (i32.const 3))
        (then (drop (memory.grow (local.get $n)))))
      (local.set $p (i32.add (local.get $p) (i32.const 16)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                          (i32.const 20))))
    (memory.size))
  ;; Two walks towards each other.
  (func (export "swapped") (param $p i32) (param $n i32) (result i32)
    (local $q i32) (local $x i32) (local $i i32)
    (local.set $q (i32.add (local.get $p) (i32.shl (local.get $n) (i32.const 4))))
    (local.set $i (i32.add (local.get $n) (i32.const 5)))
    (loop $l
      (local.set $x (i32.load8_u (local.get $p)))
      (i32.store8 (local.get $p) (i32.load8_u offset=3 (local.get $q)))
      (i32.store8 offset=3 (local.get $q) (local.get $x))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (local.set $q (i32.sub (local.get $q) (i32.const 1)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (local.get $x))
  ;; 60 / n iterations from 2^32 / n on: with n = 0 the division traps.
  (func (export "quotient") (param $p i32) (param $n i32) (result i32)
    (local $i i32) (local $k i32)
    (local.set $k (i32.div_u (i32.const 60) (local.get $n)))
    (local.set $p (i32.add (local.get $p)
      (i32.div_u (i32.const -1) (local.get $n))))
    (loop $l
      (i32.store (local.get $p) (local.get $i))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $l (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 1)))
        (local.get $k))))
    (local.get $p)))
