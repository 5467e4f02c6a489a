;; Searches that only finding something ends, or the end of the memory, and that
;; look at blocks when they last: the same results, traps and memory as without
;; optimisation, wherever it is found, up to the last byte of the memory, and
;; where addresses wrap.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t byte pair word half two table step copy deep | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1)
  (func (export "grow") (drop (memory.grow (i32.const 1))))
  ;; strchr; also how far it was, counted in threes.
  (func (export "byte") (param $p i32) (param $n i32) (result i32)
    (local $k i32)
    (loop $l
      (local.set $k (i32.sub (local.get $k) (i32.const 3)))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $l (i32.ne (i32.load8_u offset=5 (local.get $p)) (i32.mul (local.get $n) (i32.const 50)))))
    (i32.xor (local.get $k) (i32.shl (local.get $p) (i32.const 8))))
  ;; strcmp: of two addresses the second comes to the end first.
  (func (export "pair") (param $p i32) (param $n i32) (result i32)
    (local $q i32)
    (local.set $q (i32.add (local.get $p) (i32.add (local.get $n) (i32.const 300))))
    (loop $l
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (local.set $q (i32.add (local.get $q) (i32.const 1)))
      (br_if $l (i32.and
        (i32.ne (i32.load8_u (local.get $p)) (i32.const 77))
        (i32.ne (i32.load8_u (local.get $q)) (i32.add (i32.load8_u (local.get $p)) (local.get $n))))))
    (i32.sub (local.get $q) (i32.mul (local.get $p) (i32.const 3))))
  ;; A zero byte in a word.
  (func (export "word") (param $p i32) (param $n i32) (result i32)
    (local $w i32)
    (loop $l
      (local.set $w (i32.load (local.get $p)))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $l (i32.eqz (i32.and (i32.const 0x80808080)
        (i32.and (i32.xor (local.get $w) (i32.const -1))
          (i32.sub (i32.xor (local.get $w) (local.get $n)) (i32.const 0x01010101)))))))
    (local.get $p))
  ;; Signed half words.
  (func (export "half") (param $p i32) (param $n i32) (result i32)
    (loop $l
      (local.set $p (i32.add (local.get $p) (i32.const 2)))
      (br_if $l (i32.lt_s (i32.load16_s (local.get $p))
        (i32.sub (i32.const 32500) (i32.mul (local.get $n) (i32.const 9000))))))
    (local.get $p))
  ;; Two reasons to leave with different results, in one iteration too.
  (func (export "two") (param $p i32) (param $n i32) (result i32)
    (loop $l
      (if (i32.gt_u (i32.load8_u (local.get $p)) (i32.const 251))
        (then (return (local.get $p))))
      (if (i32.eq (i32.load8_u offset=20 (local.get $p)) (i32.add (local.get $n) (i32.const 130)))
        (then (return (i32.sub (i32.const 0) (local.get $p)))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $l))
    (unreachable))
  ;; What is found decides about other addresses: not in blocks.
  (func (export "table") (param $p i32) (param $n i32) (result i32)
    (loop $l
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $l (i32.ne (i32.load8_u offset=2000 (i32.load8_u (local.get $p))) (local.get $n))))
    (local.get $p))
  ;; Every third byte.
  (func (export "step") (param $p i32) (param $n i32) (result i32)
    (loop $l
      (local.set $p (i32.add (local.get $p) (i32.const 3)))
      (br_if $l (i32.ne (i32.load8_u (local.get $p)) (local.get $n))))
    (local.get $p))
  ;; strcpy, onto itself too.
  (func (export "copy") (param $p i32) (param $n i32) (result i32)
    (local $q i32) (local $v i32)
    (local.set $q (i32.add (local.get $p) (i32.mul (local.get $n) (i32.const 9))))
    (loop $l
      (i32.store8 (local.get $q) (local.tee $v (i32.load8_u (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (local.set $q (i32.add (local.get $q) (i32.const 1)))
      (br_if $l (i32.and (i32.ne (local.get $v) (i32.const 93)) (i32.lt_u (local.get $p) (i32.const 66000)))))
    (local.get $q))
  ;; In a loop: each search begins where the last one ended.
  (func (export "deep") (param $p i32) (param $n i32) (result i32)
    (local $k i32)
    (loop $again
      (loop $l
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br_if $l (i32.gt_u (i32.load8_u (local.get $p)) (i32.mul (local.get $k) (i32.const 8)))))
      (local.set $k (i32.add (local.get $k) (i32.const 1)))
      (br_if $again (i32.le_u (local.get $k) (local.get $n))))
    (local.get $p)))
