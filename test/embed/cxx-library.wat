;; Modules that a program finds at run time: what they import and export, types
;; that are checked once, calls with values, memories and tables that several
;; modules share; and files that are no such module.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm plugin.wasm
;; RUN: sinter compile plugin.wasm -o plugin.so
;; RUN: echo 'int sinter;' > other.c && %host-cc -shared other.c -o other.so && echo text > text.so
;; RUN: %host-cc other.c -c -o object.so
;; RUN: printf '\267' | dd of=other.so bs=1 seek=18 conv=notrunc 2>%t.log && cp other.so arm.so
;; RUN: %host-cc -shared -fPIC other.c -o other.so
;; RUN: echo 'unsigned sinter_library_module[64] = {3};' > old.c && %host-cc -shared old.c -o old.so
;; RUN: %each-compiler %S/Inputs/library.cpp | FileCheck %S/Inputs/library.cpp
;; RUN: env STANDARDS=c++20 FLAGS=-fsanitize=address,undefined %each-compiler %S/Inputs/library.cpp | FileCheck %S/Inputs/library.cpp
(module $plugin
  (type $binary (func (param i32 i32) (result i32)))
  (import "env" "log" (func $log (param i32 f64)))
  (import "env" "any" (func $any (param i64) (result i64 f32)))
  (import "env" "memory" (memory 1))
  (import "env" "table" (table 2 funcref))
  (import "env" "total" (global $total (mut i64)))
  (export "memory" (memory 0))
  (func $sub (export "sub") (type $binary) (i32.sub (local.get 0) (local.get 1)))
  (func (export "work") (param i32) (result i64 f32)
    (call $log (local.get 0) (f64.const 0.5))
    (table.set (i32.const 0) (ref.func $sub))
    (i32.store (i32.const 16) (local.get 0))
    (global.set $total (i64.add (global.get $total) (i64.extend_i32_s (local.get 0))))
    (call $any (i64.const 21)))
  (func (export "other") (result i32)
    (call_indirect (type $binary) (i32.load (i32.const 16)) (i32.const 1) (i32.const 0)))
  (export "again" (func $any))
  (global (export "version") i32 (i32.const 7)))
