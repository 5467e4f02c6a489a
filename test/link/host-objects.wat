;; Imports of an executable can be C functions in objects, archives, shared
;; objects and libraries; then it is linked dynamically, with the host's libc.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm app.wasm
;; RUN: %host-cc -c %S/Inputs/log.c -o log.o && %host-cc -c %S/Inputs/twice.c -o twice.o
;; RUN: llvm-ar rc libtwice.a twice.o && %host-cc -shared -fPIC %S/Inputs/twice.c -o libshared.so

;; RUN: sinter compile app.wasm log.o twice.o -o objects && ./objects | FileCheck %s
;; RUN: sinter compile app.wasm log.o libtwice.a -o archive && ./archive | FileCheck %s
;; RUN: sinter compile app.wasm log.o -L . -ltwice -o library && ./library | FileCheck %s
;; RUN: sinter compile app.wasm log.o ./libshared.so -o so && env LD_LIBRARY_PATH=. ./so | FileCheck %s
;; CHECK: log 42

;; RUN: llvm-readelf -ld objects | FileCheck --check-prefix=ELF %s
;; ELF: /lib64/ld-linux-x86-64.so.2
;; ELF: libc.so.6

;; Whoever is missing is named in the module's terms.
;; RUN: not sinter compile app.wasm log.o -o missing 2>&1 | FileCheck --check-prefix=MISSING %s
;; RUN: not ls missing
;; MISSING: sinter: error: app.wasm: cannot link: import env.twice is not provided: link an object that defines `env_twice`
;; RUN: not sinter compile app.wasm log.o none.o -o missing 2>&1 | FileCheck --check-prefix=NOFILE %s
;; NOFILE: cannot link: cannot open none.o: No such file or directory
;; RUN: not sinter compile app.wasm log.o -lnone -o missing 2>&1 | FileCheck --check-prefix=NOLIB %s
;; NOLIB: cannot link: unable to find library -lnone
(module $app
  (import "env" "log" (func $log (param i32)))
  (import "env" "twice" (func $twice (param i32) (result i32)))
  (func (export "_start") (call $log (call $twice (i32.const 21)))))
