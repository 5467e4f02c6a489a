;; Equal recursion groups are the same types: $a and $b can stand for each other.
;; $c has the structure of $a too, but the place of $a2.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: in function 1 ({{.*}}), call: type mismatch: instruction requires [(ref $0)] but stack has [(ref $1)]
(module
  (rec (type $a (struct (field (ref null $a2)))) (type $a2 (struct (field (ref null $a)))))
  (rec (type $b (struct (field (ref null $b2)))) (type $b2 (struct (field (ref null $b)))))
  (rec (type $d (struct (field (ref null $c)))) (type $c (struct (field (ref null $d)))))
  (func $same (param (ref $a) (ref $b)) (call $same (local.get 1) (local.get 0)))
  (func $other (param (ref $d) (ref $c)) (call $one (local.get 0)) (call $one (local.get 1)))
  (func $one (param (ref $a))))
