;; A module says what its code needs of the processor: a bit for each row of
;; Cpu.def.
;; RUN: sinter compile --emit=llvm-ir -O0 %wasm -o - | FileCheck %s --check-prefix=DEFAULT
;; RUN: sinter compile --emit=llvm-ir -O0 --mcpu=x86-64 %wasm -o - | FileCheck %s --check-prefix=NONE
;; RUN: sinter compile --emit=llvm-ir -O0 --mattr=-sse4.1,+popcnt %wasm -o - | FileCheck %s --check-prefix=ATTR
;; RUN: sinter compile --emit=llvm-ir -O0 --mcpu=x86-64-v3 %wasm -o - | FileCheck %s --check-prefix=V3
;; sse3, ssse3, cx16, sse4.1
;; DEFAULT: @module_cpu.version = {{.*}}, i64 27, ptr
;; NONE: @module_cpu.version = {{.*}} ptr {{[^ ]*}}, i64 0, ptr
;; sse3, ssse3, cx16, popcnt
;; ATTR: @module_cpu.version = {{.*}}, i64 139, ptr
;; V3: @module_cpu.version = {{.*}}, i64 13194139541503, ptr
(module $module_cpu)
