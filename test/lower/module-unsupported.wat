;; What is valid and has no lowering yet is refused by name.
;; RUN: not sinter compile --emit=object %wasm -o %t.o 2>&1 | FileCheck %s
;; CHECK: in function 0 (make), struct.new_default: not supported yet: needs the feature 'gc' (structs, arrays, i31, casts, subtyping)
(module
  (type $s (struct (field i32)))
  (func $make (export "make") (result anyref) (struct.new_default $s)))
