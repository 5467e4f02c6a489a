;; A depfile says what the output was made from, with names as Make reads them.
;; RUN: rm -rf %t && mkdir -p "%t/a b" && cd %t && cp %s "a b/x#y.wat" && %host-cc -c -x c /dev/null -o host.o
;; RUN: sinter compile "a b/x#y.wat" host.o -o 'out$1' --depfile out.d
;; RUN: FileCheck --strict-whitespace --match-full-lines --check-prefix=EXE %s < out.d
;;      EXE:out$$1: \
;; EXE-NEXT:  a\ b/x\#y.wat \
;; EXE-NEXT:  host.o
;; RUN: sinter compile - --module-name=m -o m.o --depfile m.d < %wasm
;; RUN: FileCheck --match-full-lines --check-prefix=STDIN %s < m.d
;; STDIN:m.o:

;; It is there when the output is, and not otherwise.
;; RUN: not sinter compile missing.wasm -o never --depfile never.d
;; RUN: not ls never.d
;; RUN: not sinter compile %wasm -o other --depfile no/such/dir.d 2>&1 | FileCheck --check-prefix=DIR %s
;; DIR: cannot write 'no/such/dir.d'
;; RUN: not ls other
;; RUN: not sinter compile %wasm --emit=llvm-ir -o - --depfile x.d 2>&1 | FileCheck --check-prefix=DASH %s
;; DASH: --depfile is a file that names another file: neither can be standard output
(module (func (export "_start")))
