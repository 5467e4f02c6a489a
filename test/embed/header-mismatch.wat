;; A header of another module than the code does not link, and says which.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm add.wasm && cp %{wat:install.wat} other.wasm
;; RUN: sinter compile add.wasm -o add.o
;; RUN: sinter header other.wasm --module-name=add -o add.hpp
;; RUN: echo '#include "add.hpp"' > use.cpp && echo 'int main() { return add::Instance().add(1, 2) != 3; }' >> use.cpp
;; RUN: not %host-cxx -std=c++17 -I%prefix/include -I. use.cpp add.o %prefix/lib/sinter/libsinter.a -o use 2>&1 | FileCheck %s
;; CHECK: undefined reference to `add_module.interface.{{[0-9a-f]+}}'
;; RUN: sinter header add.wasm -o add.hpp
;; RUN: %host-cxx -std=c++17 -I%prefix/include -I. use.cpp add.o %prefix/lib/sinter/libsinter.a -o use && ./use
(module (func (export "add") (param i32 i32) (result i32)
  (i32.add (local.get 0) (local.get 1))))
