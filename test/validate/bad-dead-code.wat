;; Dead code takes operands from nowhere, but those that it has must fit.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: in function 1 (func[1]), f32.add: type mismatch: instruction requires [f32 f32] but stack has [i64]
(module
  (func (result i32) unreachable select i32.add)
  (func unreachable i64.const 1 f32.add drop))
