;; A self-contained executable: static, no dynamic section, no interpreter, and
;; nothing that needs an executable stack.
;; RUN: sinter compile %wasm -o %t && llvm-readelf -lh %t | FileCheck %s
;; CHECK:     Type: EXEC
;; CHECK-NOT: INTERP
;; CHECK-NOT: DYNAMIC
;; CHECK:     GNU_STACK {{.*}} RW
;; RUN: %t

;; The symbol table has the guest's names; --strip leaves it out.
;; RUN: llvm-nm %t | FileCheck --check-prefix=NAMES %s
;; NAMES: hello.greet
;; RUN: sinter compile %wasm --strip -o %t.stripped && %t.stripped
;; RUN: llvm-nm %t.stripped 2>&1 | FileCheck --check-prefix=STRIPPED %s
;; STRIPPED: no symbols
(module $hello
  (global $x (mut i32) (i32.const 0))
  (func $greet (param i32)
    (if (local.get 0)
      (then (call $greet (i32.sub (local.get 0) (i32.const 1)))
            (global.set $x (local.get 0)))))
  (func (export "_start") (call $greet (i32.const 1000))))
