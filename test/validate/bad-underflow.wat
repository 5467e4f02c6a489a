;; Operands of the surrounding block cannot be used.
;; RUN: not sinter validate %wasm 2>&1 | FileCheck %s
;; CHECK: in function 0 (func[0]), i32.eqz: type mismatch: instruction requires [i32] but stack has []
(module
  (func (result i32)
    i32.const 1
    block (result i32)
      i32.eqz
    end
    drop))
