;; The names of a C++ header (bindings/CppNames.h): identifiers stay, all else
;; becomes one, and nothing collides: not even the namespace with the C symbol of
;; the export "". The header compiles with any of them.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm log.wasm
;; RUN: sinter header log.wasm --lang=c++ --module-name=log | FileCheck %s
;; RUN: sinter header log.wasm --module-name=log -o log.hpp
;; RUN: sinter compile log.wasm --module-name=log --imports=instantiation -o log.o
;; RUN: echo '#include "log.hpp"' > use.cpp && echo 'int main() {}' >> use.cpp
;; RUN: %each-compiler use.cpp log.o
;; CHECK: namespace log__ {
;; CHECK: struct {
;; CHECK:   ::sinter::Import<void()> a_b_2{};
;; CHECK:   ::sinter::Import<void()> a_b{};
;; CHECK: } class_;
(module
  (import "class" "a.b" (func))
  (import "class" "a_b" (func))
  (import "Imports" "sinter" (func))
  (import "\7f\n*/" "std" (func))
  ;; CHECK: } Imports_;
  ;; CHECK: } ____;
  (func (export "Imports"))
  ;; CHECK: void Imports() {
  (func (export "Instance"))
  ;; CHECK: void Instance__2() {
  (func (export "Instance_"))
  ;; CHECK: void Instance_() {
  (func (export "sinter") (param $std i32) (param $log i32) (param $int32_t i32) (param $errno i32))
  ;; CHECK: void sinter(::std::int32_t std, ::std::int32_t log, ::std::int32_t a2, ::std::int32_t a3) {
  (func (export "std"))
  (func (export "int32_t") (param $store i32) (result i32) (local.get 0))
  (func (export "raw"))
  (func (export "store"))
  (func (export "ModuleInstance"))
  (func (export "log"))
  (func (export "linux"))
  ;; CHECK: void linux_() {
  (func (export "errno"))
  (func (export "1st"))
  ;; CHECK: void _1st() {
  (func (export ""))
  ;; CHECK: void _() {
  (func (export "\e2\82\ac"))
  ;; CHECK: void ___() {
  (func (export "back\\"))
  (func (export "__heap_base"))
  ;; CHECK: void __heap_base() {
  (global (export "memory") externref (ref.null extern)))
