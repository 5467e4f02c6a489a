;; RUN: sinter compile %wasm -o %t.o --module-name=m --explain-checks >%t.txt
;; RUN: FileCheck --input-file=%t.txt %s
;; RUN: sinter compile %wasm -o %t.one.o --module-name=m --explain-checks -j1 >%t.one.txt
;; RUN: cmp %t.txt %t.one.txt
;; RUN: sinter compile %wasm -o %t.plain.o --module-name=m
;; RUN: cmp %t.o %t.plain.o
;; What became of bounds checks is said, and changes nothing.
(module
  (memory (export "m") 1 100)

  ;; CHECK:      function 0 'sum' at 0x{{[0-9a-f]+}}
  ;; CHECK-NEXT:   as lowered: 1 checks, 1 of them in loops
  ;; CHECK-NEXT:   after inlining and simplification: 1 checks, 1 of them in loops
  ;; CHECK-NEXT:   loop 1, depth 1
  ;; CHECK-NEXT:     versioned: 0 hoisted and 1 whose addresses change, for {{[0-9]+}} comparisons before the loop; {{[0-9]+}} instructions copied
  ;; CHECK-NEXT:   left: 1 checks, 0 of them in loops and 1 in copies of loops for what fails
  (func $sum (export "sum") (param $p i32) (param $n i32) (result i32)
    (local $s i32)
    (loop $next
      (local.set $s (i32.add (local.get $s) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next
        (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $s))

  ;; CHECK:      function 1 'list' at
  ;; CHECK:        loop 1, depth 1
  ;; CHECK-NEXT:     1 kept in loops: {{.*}}address
  ;; CHECK-NEXT:   left: 1 checks, 1 of them in loops
  (func $list (export "list") (param $p i32)
    (loop $next
      (br_if $next (local.tee $p (i32.load (local.get $p))))))

  ;; CHECK:      function 2 'fields' at
  ;; CHECK-NEXT:   as lowered: 3 checks, 0 of them in loops
  ;; CHECK:        {{[1-9]}} became part of earlier ones; {{[0-9]+}} instructions copied
  ;; CHECK-NEXT:   left:
  (func $fields (export "fields") (param $p i32)
    (i32.store (local.get $p) (i32.const 1))
    (i32.store offset=4 (local.get $p) (i32.const 2))
    (i32.store offset=8 (local.get $p) (i32.const 3)))

  ;; CHECK:      all functions
  ;; CHECK-NEXT:   as lowered: 5 checks, 2 of them in loops
  ;; CHECK:        {{[1-9]}} became part of earlier ones
  ;; CHECK-NEXT:   left:
  ;; CHECK-NEXT:   1 kept in loops:
  )
