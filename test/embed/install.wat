;; An installation works from anywhere: the program finds its runtime beside
;; itself, and find_package(Sinter) makes a library of a module.
;; RUN: rm -rf %t && mkdir %t && cp -r %S/Inputs/project %t/project && cp %wasm %t/project/add.wasm
;; RUN: cmake --install %resource/../.. --prefix %t/prefix > %t/log
;; RUN: %t/prefix/bin/sinter compile %wasm -o %t/app && %t/app
;; RUN: cmake -G Ninja -S %t/project -B %t/build -DCMAKE_PREFIX_PATH=%t/prefix > %t/log
;; RUN: cmake --build %t/build > %t/log
;; RUN: %t/build/app | FileCheck %s
;; CHECK: 2 + 3 = 5
(module
  (func (export "_start"))
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1))))
