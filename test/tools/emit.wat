;; Every kind of output, by --emit and by the suffix of -o.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm add.wasm
;; RUN: sinter compile add.wasm -o a.so && llvm-readelf -h a.so | FileCheck --check-prefix=SO %s
;; SO: Type: DYN
;; RUN: sinter compile add.wasm -o a.o && llvm-readelf -h a.o | FileCheck --check-prefix=O %s
;; O: Type: REL
;; RUN: sinter compile add.wasm -o a.a && llvm-ar t a.a | FileCheck --check-prefix=A %s
;; A: add.o
;; RUN: sinter compile add.wasm -o a.s && FileCheck --check-prefix=S %s < a.s
;; S: add_add:
;; RUN: sinter compile add.wasm -o a.ll && FileCheck --check-prefix=LL %s < a.ll
;; LL: define {{.*}}i32 @add_add(ptr
;; RUN: sinter compile add.wasm -o a.bc && llvm-dis a.bc -o - | FileCheck --check-prefix=LL %s
;; RUN: sinter compile add.wasm -o a.h && FileCheck --check-prefix=H %s < a.h
;; H: int32_t add_add(add_instance *instance, int32_t a0, int32_t a1);

;; RUN: sinter compile add.wasm --emit=shared -o b1 && cmp a.so a.so
;; RUN: sinter compile add.wasm --emit=object -o b2 && cmp a.o b2
;; RUN: sinter compile add.wasm --emit=static -o b3 && cmp a.a b3
;; RUN: sinter compile add.wasm --emit=asm -o b4 && cmp a.s b4
;; RUN: sinter compile add.wasm --emit=llvm-ir -o - > b5 && cmp a.ll b5
;; RUN: sinter compile add.wasm --emit=bitcode -o b6 && cmp a.bc b6
;; RUN: sinter header add.wasm > b7 && cmp a.h b7

;; Without -o the name comes from the input.
;; RUN: sinter compile add.wasm --emit=shared && sinter compile add.wasm --emit=asm
;; RUN: test -f add.so && test -f add.s

;; Shared objects are executable files, others are not.
;; RUN: test -x a.so && not test -x a.o
(module $add
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1))))
