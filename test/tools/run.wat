;; `sinter run` compiles and executes: the exit status is the program's, nothing
;; stays in the temporary directory.
;; RUN: rm -rf %t && mkdir -p %t && cp %wasm %t/prog.wasm
;; RUN: env TMPDIR=%t sh -c 'sinter run %t/prog.wasm -- a bc; test $? = 3'
;; RUN: ls %t | count 1
;; RUN: env TMPDIR=%t sh -c 'sinter run -O0 %t/prog.wasm -- a; test $? = 2'
;; RUN: sh -c 'sinter run - < %wasm; test $? = 1'
;; RUN: not sinter run %t/none.wasm 2>&1 | FileCheck %s
;; CHECK: none.wasm: cannot read

;; The exit status is the number of arguments, argv[0] included.
(module
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $sizes (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (call $sizes (i32.const 0) (i32.const 4)))
    (call $exit (i32.load (i32.const 0)))))
