;; Names of a module cannot send commands to the terminal: not in errors, and not
;; in descriptions.
;; RUN: not sinter compile %wasm -o %t 2>&1 | FileCheck %s
;; CHECK: e\x1b[31mv.l\x0aog: [] -> []
;; RUN: sinter inspect %wasm | FileCheck --check-prefix=INSPECT %s
;; INSPECT: e\x1b[31mv l\x0aog function [] -> []
(module
  (import "e\1b[31mv" "l\0aog" (func))
  (func (export "_start")))
