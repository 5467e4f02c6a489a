;; The verifier of bounds checks against code whose checks are missing or wrong:
;; what is seen to access bytes outside has no proof. As lowered and optimised;
;; checks of one access and several, of 32 and 64 bits, of loops, of bulk
;; operations.
;; REQUIRES: wasm-tools
;; RUN: sinter compile %wasm -O0 --emit=llvm-ir -o %t.0.ll
;; RUN: sinter compile %wasm -O1 --emit=llvm-ir -o %t.1.ll
;; RUN: sinter compile %wasm -O2 --emit=llvm-ir -o %t.2.ll
;; RUN: sinter-fuzz-checks %t.0.ll | FileCheck %s
;; RUN: sinter-fuzz-checks %t.1.ll | FileCheck %s
;; RUN: sinter-fuzz-checks %t.2.ll | FileCheck %s
;; CHECK: {{[1-9][0-9]+}} let an access out, 0 of them missed
(module
  (memory 1)
  (memory $large i64 1)

  (func (export "fields") (param $p i32) (result i32)
    (i32.store offset=4 (local.get $p) (i32.load (local.get $p)))
    (i32.load16_u offset=12 (local.get $p)))

  (func (export "wide") (param $p i64) (result i64)
    (i64.store8 $large offset=70000 (local.get $p) (i64.const 1))
    (i64.load $large (i64.add (local.get $p) (i64.const 8))))

  (func (export "chosen") (param $p i32) (param $q i32) (param $c i32)
    (local $r i32)
    (local.set $r
      (select (local.get $p) (local.get $q) (local.get $c)))
    (i32.store (local.get $r) (local.get $c))
    (i32.store8 offset=2 (local.get $r) (local.get $c)))

  (func (export "copied") (param $to i32) (param $from i32) (param $n i32)
    (memory.copy (local.get $to) (local.get $from) (local.get $n)))

  (func (export "up") (param $p i32) (param $n i32) (result i32)
    (local $sum i32)
    (block $end
      (loop $next
        (br_if $end (i32.eqz (local.get $n)))
        (local.set $sum
          (i32.add (local.get $sum) (i32.load (local.get $p))))
        (local.set $p (i32.add (local.get $p) (i32.const 4)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $sum))

  (func (export "list") (param $p i32) (result i32)
    (local $n i32)
    (loop $next
      (local.set $n (i32.add (local.get $n) (i32.load offset=4 (local.get $p))))
      (br_if $next (local.tee $p (i32.load (local.get $p)))))
    (local.get $n)))
