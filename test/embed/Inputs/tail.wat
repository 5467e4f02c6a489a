;; A module with tail calls: its references have a word in front of their code.
(module $tail
  (type $unary (func (param i32) (result i32)))
  (import "env" "twice" (func $twice (type $unary)))
  (table (export "table") 2 funcref)
  (elem (i32.const 0) $twice)
  (func (export "jump") (param i32) (result i32) (return_call $twice (local.get 0)))
  (func (export "through") (param i32 i32) (result i32)
    (return_call_indirect (type $unary) (local.get 1) (local.get 0))))
