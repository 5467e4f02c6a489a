;; Code for another processor is not begun: an error says what is missing. No
;; processor has both of these extensions.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm cpu.wasm
;; RUN: sinter compile cpu.wasm --mattr=+avx512fp16,+xop -o exe
;; RUN: sh -c './exe; echo "status $?"' 2>&1 | FileCheck %s
;; CHECK: sinter: this processor lacks what the module is compiled for: {{.*(avx512fp16|xop)}}
;; CHECK: status 127

;; A library is not instantiated.
;; RUN: sinter compile cpu.wasm --mattr=+avx512fp16,+xop -o cpu.o && sinter header cpu.wasm -o cpu.h
;; RUN: %host-cc -I%include -I. %S/Inputs/cpu-missing.c cpu.o %resource/libsinter.a -o host
;; RUN: ./host | FileCheck %s --check-prefix=HOST
;; HOST: 2: this processor lacks what the module is compiled for: {{.*(avx512fp16|xop)}}

;; What this processor has is enough, whichever it is.
;; RUN: sinter compile cpu.wasm --mcpu=native -o exe && ./exe
(module $cpu
  (func (export "_start")))
