;; Checks that earlier ones include, left out by lowering or by a pass: at every
;; distance from the end of the memory, and when it grows in between, the same
;; traps after the same stores as with guard pages, which make no checks.
;; RUN: sinter compile -O0 --bounds-checks=guard %wasm --module-name=slow -o %t.slow.o
;; RUN: sinter compile -O0 --verify-ir %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t calls grows joins loops operands arms | FileCheck %s
;; RUN: sinter compile -O1 --verify-ir %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t calls grows joins loops operands arms | FileCheck %s
;; RUN: sinter compile -O2 --verify-ir %wasm --module-name=fast -o %t.fast.o
;; RUN: %host-cc -O1 -I%include %S/Inputs/same_traps.c %t.slow.o %t.fast.o %resource/libsinter.a -o %t
;; RUN: %t calls grows joins loops operands arms | FileCheck %s
;; CHECK: same: {{[0-9]+}} returned, {{[0-9]+}} trapped
(module
  (memory (export "memory") 1)
  (table 1 funcref)
  (elem (i32.const 0) $note)
  (type $f (func (param i32)))
  (func $note (type $f) (param $x i32)
    (i32.store (i32.const 16) (local.get $x)))
  (func $call (param $x i32)
    (call_indirect (type $f) (local.get $x) (i32.const 0)))
  ;; The second check is included in the first; the third is not.
  (func (export "calls") (param $p i32) (param $n i32) (result i32)
    (local $s i32)
    (local.set $s (i32.load offset=8 (local.get $p)))
    (call $call (local.get $n))
    (local.set $s (i32.add (local.get $s) (i32.load offset=4 (local.get $p))))
    (call $call (local.get $s))
    (i32.add (local.get $s) (i32.load offset=9 (local.get $p))))
  ;; Beyond the old end there is memory now.
  (func (export "grows") (param $p i32) (param $n i32) (result i32)
    (local $s i32)
    (local.set $s (i32.load offset=4 (local.get $p)))
    (drop (memory.grow (i32.eq (local.get $n) (i32.const 3))))
    (i32.store offset=4 (local.get $p) (i32.const 1))
    (i32.store offset=8 (local.get $p) (i32.const 2))
    (local.get $s))
  ;; Checked on one way only.
  (func (export "joins") (param $p i32) (param $n i32) (result i32)
    (if (i32.and (local.get $n) (i32.const 1))
      (then (i32.store (local.get $p) (i32.const 7)))
      (else (call $call (local.get $n))))
    (i32.store (local.get $p) (i32.const 8))
    (call $call (i32.const 9))
    (i32.load (local.get $p)))
  ;; Another address in each iteration.
  (func (export "loops") (param $p i32) (param $n i32) (result i32)
    (local $s i32)
    (loop $l
      (local.set $s (i32.add (local.get $s) (i32.load offset=4 (local.get $p))))
      (call $call (local.get $s))
      (local.set $s (i32.add (local.get $s) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 3)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $s))
  ;; The local was set after the operand was read, and has the value of another
  ;; one that was checked.
  (func (export "operands") (param $p i32) (param $n i32) (result i32)
    (local $q i32)
    (i32.store (local.tee $q (i32.sub (local.get $p) (i32.const 16)))
      (i32.const 1))
    (local.get $p)
    (local.set $p (local.get $q))
    (i32.store offset=4 (local.get $p) (i32.const 2))
    (i32.store (local.get $q) (i32.const 3))
    (i32.load))
  ;; Both arms know what was checked before, and neither what the other did.
  (func (export "arms") (param $p i32) (param $n i32) (result i32)
    (i32.store16 (local.get $p) (i32.const 1))
    (if (i32.and (local.get $n) (i32.const 1))
      (then
        (i32.store8 offset=1 (local.get $p) (i32.const 2))
        (i32.store offset=2 (local.get $p) (i32.const 3)))
      (else
        (i32.store offset=1 (local.get $p) (i32.const 4))
        (i32.store (local.get $p) (i32.const 5))))
    (i32.store (local.get $p) (i32.const 6))
    (i32.load offset=2 (local.get $p))))
