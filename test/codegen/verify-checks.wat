;; RUN: sinter compile %wasm -O0 --verify-ir --emit=llvm-ir -o /dev/null
;; RUN: sinter compile %wasm -O2 --verify-ir --emit=llvm-ir -o /dev/null
;; RUN: sinter compile %wasm -O3 --verify-ir --emit=llvm-ir -o /dev/null \
;; RUN:   --instances=one
;; RUN: sinter compile %wasm -Os --verify-ir --emit=llvm-ir -o /dev/null
;; RUN: sinter compile %wasm -O2 --verify-ir --emit=llvm-ir -o /dev/null \
;; RUN:   --bounds-checks=guard
;; RUN: sinter compile %wasm -O2 --verify-ir --emit=object -o %t.o \
;; RUN:   --shard-bytes=1
;; The verifier of bounds checks finds nothing wrong with accesses of all kinds
;; and what the passes make of them.
(module
  (memory (import "m" "m") 1)
  (memory $own 0 10)
  (data $data "some bytes")

  (func (export "fields") (param $p i32) (result i32)
    (i32.store offset=4 (local.get $p) (i32.load (local.get $p)))
    (i32.store offset=12 (local.get $p) (i32.load offset=8 (local.get $p)))
    (i32.load16_u offset=70000 (local.get $p)))

  (func (export "own") (param $p i32)
    (i64.store 1 offset=8 (local.get $p) (i64.const 1))
    (drop (memory.grow 1 (i32.const 1))))

  (func (export "bulk") (param $to i32) (param $from i32) (param $n i32)
    (memory.copy (local.get $to) (local.get $from) (local.get $n))
    (memory.copy 1 0 (local.get $to) (local.get $from) (local.get $n))
    (memory.fill (local.get $to) (i32.const 0) (local.get $n))
    (memory.init $data (local.get $to) (local.get $from) (local.get $n)))

  (func (export "vectors") (param $p i32) (param $v v128)
    (v128.store offset=16 (local.get $p)
      (i32x4.add (local.get $v) (v128.load (local.get $p))))
    (v128.store8_lane 3 (local.get $p) (local.get $v)))

  ;; Versioned, and LLVM makes vectors of it.
  (func (export "add") (param $to i32) (param $from i32) (param $n i32)
    (local $i i32)
    (if (i32.eqz (local.get $n)) (then (return)))
    (loop $next
      (i32.store (i32.add (local.get $to) (local.get $i))
        (i32.add
          (i32.load (i32.add (local.get $to) (local.get $i)))
          (i32.load (i32.add (local.get $from) (local.get $i)))))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $n)))))

  ;; Becomes a memset.
  (func (export "clear") (param $to i32) (param $n i32)
    (loop $next
      (i64.store (local.get $to) (i64.const 0))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next
        (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))

  ;; Addresses that are loaded: nothing to version.
  (func (export "list") (param $p i32) (result i32)
    (local $n i32)
    (loop $next
      (local.set $n (i32.add (local.get $n) (i32.load offset=4 (local.get $p))))
      (br_if $next (local.tee $p (i32.load (local.get $p)))))
    (local.get $n)))
