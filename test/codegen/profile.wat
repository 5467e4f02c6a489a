;; Two compilations: one makes a program that writes a profile, the other
;; optimises by it. The profile is LLVM's; the counts are found by body.
;; REQUIRES: profile-runtime
;; RUN: rm -rf %t && mkdir %t && cd %t
;; RUN: sinter compile %wasm --profile-generate=app.profraw -o app
;; RUN: not ./app 2>&1 | FileCheck %s --check-prefix=TRAP
;; TRAP: integer divide by zero
;; RUN: llvm-profdata show --all-functions --ic-targets app.profraw \
;; RUN:   | FileCheck %s --check-prefix=RAW
;; RAW: body.
;; RAW: Instrumentation level: IR
;; RAW: Maximum function count: {{999|1000}}

;; LLVM_PROFILE_FILE names another file when the program runs.
;; RUN: env LLVM_PROFILE_FILE=other.profraw not ./app
;; RUN: llvm-profdata merge app.profraw other.profraw -o app.profdata

;; The weights of both files and of the merged one; the frequent target of the
;; indirect call is called directly. No warning: the profile fits.
;; RUN: sinter compile %wasm --profile-use=app.profraw --emit=llvm-ir -o - \
;; RUN:   2>&1 | FileCheck %s --implicit-check-not=warning
;; RUN: sinter compile %wasm --profile-use=app.profraw \
;; RUN:   --profile-use=other.profraw --emit=llvm-ir -o - | FileCheck %s
;; RUN: sinter compile %wasm --profile-use=app.profdata --emit=llvm-ir -o - \
;; RUN:   | FileCheck %s
;; CHECK: define {{.*}}.loop({{.*}} !prof ![[LOOP:[0-9]+]]
;; CHECK: icmp eq ptr %{{.*}}, @{{.*}}.often
;; CHECK: ![[LOOP]] = !{!"function_entry_count", i64 {{1|2}}}

;; Of a program that has changed, what is the same still has its counts.
;; RUN: sed 's/i32.const 77/i32.const 78/' %s > changed.wat
;; RUN: sinter compile changed.wat --profile-use=app.profraw -o changed 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=CHANGED
;; CHANGED: warning: changed.wat: the profile does not know 1 of 4 functions: the module has changed

;; Code that comes from a cache is counted like the rest.
;; RUN: sinter compile changed.wat --profile-use=app.profraw -o changed \
;; RUN:   --cache-dir cache 2>&1 | FileCheck %s --check-prefix=CHANGED
;; RUN: sinter compile changed.wat --profile-use=app.profraw -o changed \
;; RUN:   --cache-dir cache 2>&1 | FileCheck %s --check-prefix=CHANGED
(module
  (type $unary (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (table funcref (elem $often $rarely))
  (func $often (type $unary) (i32.mul (local.get 0) (i32.const 77)))
  (func $rarely (type $unary)
    (if (result i32) (local.get 0)
      (then (i32.div_u (i32.const 5) (i32.const 0)))
      (else (i32.const 1))))
  (func $loop (param $i i32)
    (loop $more
      (i32.store (i32.const 16)
        (call_indirect (type $unary) (local.get $i)
          (i32.eq (local.get $i) (i32.const 1))))
      (br_if $more
        (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
  (func (export "_start")
    (table.set 0 (i32.const 0) (table.get 0 (i32.const 0))) ;; it may change
    (call $loop (i32.const 1000))))
