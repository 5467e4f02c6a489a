;; What an executable needs of its module.
;; RUN: split-file %s %t && cd %t
;; RUN: not sinter compile none.wat -o x 2>&1 | FileCheck --check-prefix=NONE none.wat
;; RUN: not sinter compile reactor.wat -o x 2>&1 | FileCheck --check-prefix=REACTOR reactor.wat
;; RUN: not sinter compile type.wat -o x 2>&1 | FileCheck --check-prefix=TYPE type.wat
;; RUN: not sinter compile memory.wat -o x 2>&1 | FileCheck --check-prefix=MEMORY memory.wat
;; RUN: not sinter compile imports.wat -o x 2>&1 | FileCheck --check-prefix=IMPORTS imports.wat
;; REQUIRES: wabt

;--- none.wat
;; NONE: sinter: error: none.wat: an executable needs an exported function `_start`; this module has none: make a library
(module)
;--- reactor.wat
;; REACTOR: this module is a reactor: make a library of it with -o NAME.so
(module (func (export "_initialize")))
;--- type.wat
;; TYPE: `_start` of an executable must have type [] -> [], not [i32] -> []
(module (func (export "_start") (param i32)))
;--- memory.wat
;; MEMORY: a program that imports wasi_snapshot_preview1.random_get must export its memory as `memory`
(module
  (import "wasi_snapshot_preview1" "random_get" (func (param i32 i32) (result i32)))
  (func (export "_start")))
;--- imports.wat
;; All that is missing, in one message, with types.
;; IMPORTS: nothing provides these imports of the executable:
;; IMPORTS-NEXT: env.log: [i32 f64] -> [] (not a function of WASI preview 1)
;; IMPORTS-NEXT: env.m: memory (only functions can be provided to an executable)
;; IMPORTS-NEXT: wasi_snapshot_preview1.fd_fly: [] -> [] (WASI preview 1 has no such function)
;; IMPORTS-NEXT: wasi_snapshot_preview1.fd_close: [i64] -> [i32] (WASI's has type [i32] -> [i32])
;; IMPORTS-NEXT: wasi_unstable.fd_seek: {{.*}} (this function of WASI's older snapshot 0 is not supported)
;; IMPORTS-NEXT: link objects that define the functions
(module
  (import "env" "log" (func (param i32 f64)))
  (import "env" "m" (memory 1))
  (import "wasi_snapshot_preview1" "fd_fly" (func))
  (import "wasi_snapshot_preview1" "fd_close" (func (param i64) (result i32)))
  (import "wasi_unstable" "fd_seek" (func (param i32 i64 i32 i32) (result i32)))
  (func (export "_start")))
