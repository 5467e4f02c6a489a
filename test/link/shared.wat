;; A shared object has the runtime inside and shows the exports, the module's
;; descriptor and the runtime's API.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm add.wasm
;; RUN: sinter compile add.wasm -o libadd.so
;; RUN: llvm-nm -D --defined-only --format=just-symbols libadd.so | FileCheck %s
;; CHECK-DAG: add_add
;; CHECK-DAG: add_module
;; CHECK-DAG: sinter_instantiate
;; RUN: llvm-nm -D --defined-only --format=just-symbols libadd.so | not grep -v '^add_\|^sinter_'
;; RUN: llvm-readelf -d libadd.so | FileCheck --check-prefix=DYN %s
;; DYN: NEEDED{{.*}}libc.so.6
;; DYN: SONAME{{.*}}libadd.so

;; RUN: sinter header add.wasm -o add.h
;; RUN: %host-cc -Wall -Wextra -Werror -I%include -I. %S/Inputs/use-add.c ./libadd.so -o use
;; RUN: env LD_LIBRARY_PATH=. ./use | FileCheck --check-prefix=USE %s
;; USE: add 5

;; An archive and the runtime's archive do the same.
;; RUN: sinter compile add.wasm -o add.a
;; RUN: %host-cc -Wall -Wextra -Werror -I%include -I. %S/Inputs/use-add.c add.a %resource/libsinter.a -o use2
;; RUN: ./use2 | FileCheck --check-prefix=USE %s
(module $add
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1))))
