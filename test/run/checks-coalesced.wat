;; One check for several fields: at every distance from the end of the memory
;; the same trap after the same stores as without optimisation.
;; RUN: sinter compile -O0 %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O2 --verify-ir %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t loads stores mixed divides twice bytes rows chained elements puts around far again | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1)
  (func (export "loads") (param $p i32) (param $n i32) (result i32)
    (i32.add
      (i32.add (i32.load (local.get $p)) (i32.load offset=4 (local.get $p)))
      (i32.add (i32.load16_u offset=12 (local.get $p))
               (i32.load8_u offset=8 (local.get $p)))))
  (func (export "stores") (param $p i32) (param $n i32) (result i32)
    (i32.store (local.get $p) (i32.const 0x11111111))
    (i32.store offset=4 (local.get $p) (i32.const 0x22222222))
    (i64.store offset=8 (local.get $p) (i64.const 0x3333333333333333))
    (i32.store8 offset=16 (local.get $p) (i32.const 0x44))
    (i32.const 1))
  (func (export "mixed") (param $p i32) (param $n i32) (result i32)
    (local $x i32)
    (local.set $x (i32.load (local.get $p)))
    (i32.store offset=20 (local.get $p) (local.get $x))
    (i32.store offset=4 (local.get $p) (i32.const -1))
    (i32.store (i32.shl (local.get $n) (i32.const 13)) (local.get $p))
    (i32.store offset=28 (local.get $p) (local.get $n))
    (i32.add (local.get $x) (i32.load offset=24 (local.get $p))))
  ;; A trap of another kind comes first.
  (func (export "divides") (param $p i32) (param $n i32) (result i32)
    (i32.store (local.get $p) (i32.const 7))
    (i32.store offset=4 (local.get $p)
      (i32.div_u (i32.const 100) (local.get $n)))
    (i32.store offset=8 (local.get $p) (i32.const 9))
    (i32.load offset=16 (local.get $p)))
  ;; Two structures in turn.
  (func (export "twice") (param $p i32) (param $n i32) (result i32)
    (local $q i32)
    (local.set $q (i32.shl (local.get $n) (i32.const 14)))
    (i32.store (local.get $p) (i32.const 1))
    (i32.store (local.get $q) (i32.const 2))
    (i32.store offset=4 (local.get $p) (i32.const 3))
    (i32.store offset=4 (local.get $q) (i32.const 4))
    (i32.store offset=8 (local.get $p) (i32.const 5))
    (i32.store offset=8 (local.get $q) (i32.const 6))
    (i32.load offset=8 (local.get $p)))
  ;; Bytes that become one word when their checks are one.
  (func (export "bytes") (param $p i32) (param $n i32) (result i32)
    (i32.or
      (i32.or (i32.load8_u (local.get $p))
        (i32.shl (i32.load8_u offset=1 (local.get $p)) (i32.const 8)))
      (i32.or
        (i32.shl (i32.load8_u offset=2 (local.get $p)) (i32.const 16))
        (i32.shl (i32.load8_u offset=3 (local.get $p)) (i32.const 24)))))
  ;; Reads from two places in turn, and a store before the last two.
  (func (export "rows") (param $p i32) (param $n i32) (result i32)
    (local $q i32) (local $s i32)
    (local.set $q (i32.sub (i32.const 65544) (i32.shl (local.get $n) (i32.const 2))))
    (local.set $s (i32.add (i32.load (local.get $p)) (i32.load (local.get $q))))
    (local.set $s (i32.xor (local.get $s) (i32.mul
      (i32.load offset=4 (local.get $p)) (i32.load offset=2 (local.get $q)))))
    (i32.store (i32.const 32) (local.get $s))
    (i32.add (local.get $s)
      (i32.mul (i32.load offset=8 (local.get $p)) (i32.load offset=4 (local.get $q)))))
  ;; The second address is read from the first.
  (func (export "chained") (param $p i32) (param $n i32) (result i32)
    (local $q i32)
    (local.set $q (i32.load (local.get $p)))
    (i32.add
      (i32.add (i32.load16_u (i32.add (i32.const 65530) (i32.and (local.get $q) (i32.const 15))))
               (i32.load offset=4 (local.get $p)))
      (i32.add (i32.load8_u offset=2 (i32.add (i32.const 65530) (i32.and (local.get $q) (i32.const 15))))
               (i32.load offset=8 (local.get $p)))))
  ;; Addresses that are sums of 32 bits, which may wrap.
  (func (export "elements") (param $p i32) (param $n i32) (result i32)
    (i32.add
      (i32.load (i32.add (local.get $p) (i32.const 8)))
      (i32.mul
        (i32.load (i32.add (local.get $p) (i32.const 16)))
        (i32.load (i32.add (local.get $p) (i32.const 24))))))
  (func (export "puts") (param $p i32) (param $n i32) (result i32)
    (i32.store (local.get $p) (i32.const 1))
    (i32.store (i32.add (local.get $p) (i32.const 12)) (i32.const 2))
    (i32.store (i32.add (local.get $p) (i32.const 4)) (local.get $n))
    (i64.store (i32.add (local.get $p) (i32.const 15)) (i64.const -1))
    (i32.load (i32.add (local.get $p) (i32.const 20))))
  ;; From below the address to behind it.
  (func (export "around") (param $p i32) (param $n i32) (result i32)
    (i32.sub
      (i32.load (i32.add (local.get $p) (i32.const -12)))
      (i32.xor (i32.load (local.get $p))
        (i32.load16_u (i32.add (local.get $p) (i32.const 7))))))
  ;; So far behind that the sum may wrap and be inside again.
  (func (export "far") (param $p i32) (param $n i32) (result i32)
    (i32.add
      (i32.load (local.get $p))
      (i32.add
        (i32.load (i32.add (local.get $p) (i32.const 0x7ffffff0)))
        (i32.load (i32.add (local.get $p) (i32.const 0xfffffff0))))))
  ;; The second address is checked again, further on, more than once.
  (func (export "again") (param $p i32) (param $n i32) (result i32)
    (local $q i32) (local $s i32)
    (local.set $q (i32.add (local.get $p) (i32.const 8)))
    (local.set $s (i32.add (i32.load (local.get $p)) (i32.load (local.get $q))))
    (i32.store (i32.shl (local.get $n) (i32.const 13)) (local.get $s))
    (local.set $s (i32.xor (i32.load offset=40 (local.get $q)) (local.get $s)))
    (local.set $s (i32.mul (i32.load16_u offset=41 (local.get $q)) (local.get $s)))
    (i32.store8 (i32.shl (local.get $n) (i32.const 14)) (local.get $s))
    (i32.add (i32.load offset=60 (local.get $q)) (i32.load offset=64 (local.get $q)))))
