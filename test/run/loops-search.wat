;; Loops that leave when they find something, which then try several elements at
;; once: the same results, traps and memory as without optimisation, wherever
;; it is found, and up to the last byte of the memory.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t compare find halves down two constant | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1)
  (func (export "grow") (drop (memory.grow (i32.const 1))))
  ;; 40 n + 3 bytes at $p and where they lie again, but for one of them.
  (func (export "compare") (param $p i32) (param $n i32) (result i32)
    (local $q i32) (local $k i32)
    (local.set $k (i32.add (i32.mul (local.get $n) (i32.const 40)) (i32.const 3)))
    (local.set $q (i32.add (i32.and (local.get $p) (i32.const 0x7f)) (i32.const 4096)))
    (memory.copy (local.get $q) (local.get $p) (local.get $k))
    (i32.store8 (i32.add (local.get $q) (i32.and (i32.const 63) (local.get $p))) (i32.const 99))
    (loop $l
      (if (i32.ne (i32.load8_u (local.get $p)) (i32.load8_u (local.get $q)))
        (then (return (i32.sub (local.get $p) (i32.const 1)))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (local.set $q (i32.add (local.get $q) (i32.const 1)))
      (br_if $l (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
    (i32.sub (i32.const 0) (local.get $q)))
  ;; A byte among 100, backwards in its numbers.
  (func (export "find") (param $p i32) (param $n i32) (result i32)
    (local $k i32)
    (local.set $k (i32.const 100))
    (loop $l
      (if (i32.eq (i32.load8_u (local.get $p)) (i32.mul (local.get $n) (i32.const 50)))
        (then (return (local.get $k))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $l (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
    (i32.const -1))
  ;; Half words until one is larger than its number times n, or 77 are read.
  (func (export "halves") (param $p i32) (param $n i32) (result i32)
    (local $k i32)
    (block $out
      (loop $l
        (br_if $out (i32.gt_u (i32.load16_u (local.get $p))
          (i32.add (i32.const 30000) (i32.mul (local.get $n) (i32.mul (local.get $k) (i32.const 200))))))
        (local.set $p (i32.add (local.get $p) (i32.const 2)))
        (br_if $l (i32.lt_u
          (local.tee $k (i32.add (local.get $k) (i32.const 1)))
          (i32.const 77)))))
    (i32.add (local.get $k) (i32.mul (local.get $p) (i32.const 1000))))
  ;; From a known address to the end of the memory as it is at first.
  (func (export "constant") (param $p i32) (param $n i32) (result i32)
    (local $k i32)
    (local.set $k (i32.const 64936))
    (i32.store8 (i32.sub (i32.const 65535) (i32.and (local.get $p) (i32.const 127))) (i32.const 201))
    (loop $l
      (if (i32.eq (i32.load8_u (local.get $k)) (i32.add (i32.const 200) (local.get $n)))
        (then (return (local.get $k))))
      (br_if $l (i32.ne
        (local.tee $k (i32.add (local.get $k) (i32.const 1))) (i32.const 65536))))
    (i32.const -1))
  ;; Downwards; not in the order in which elements lie.
  (func (export "down") (param $p i32) (param $n i32) (result i32)
    (local $k i32)
    (local.set $k (i32.const 50))
    (loop $l
      (if (i32.lt_u (i32.load8_u (local.get $p)) (local.get $n))
        (then (return (local.get $k))))
      (local.set $p (i32.sub (local.get $p) (i32.const 1)))
      (br_if $l (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
    (i32.const -1))
  ;; Two reasons to leave; the second reads what need not exist.
  (func (export "two") (param $p i32) (param $n i32) (result i32)
    (local $k i32)
    (local.set $k (i32.const 60))
    (loop $l
      (if (i32.gt_u (i32.load8_u (local.get $p)) (i32.const 250))
        (then (return (local.get $k))))
      (if (i32.eq (i32.load8_u offset=20 (local.get $p)) (local.get $n))
        (then (return (i32.sub (i32.const 0) (local.get $k)))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $l (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
    (i32.const -1)))
