;; RUN: sinter compile %wasm -o %t.o --module-name=m --shard-bytes=1 -j2 --remarks=%t.yaml
;; RUN: FileCheck --input-file=%t.yaml %s
;; RUN: sinter compile %wasm -o %t.o --module-name=m --shard-bytes=1 -j1 --remarks=%t.one.yaml
;; RUN: cmp %t.yaml %t.one.yaml
;; In the order of shards, whatever the number of threads; with the cache, too.
;; RUN: rm -rf %t.cache
;; RUN: sinter compile %wasm -o %t.o --module-name=m --shard-bytes=1 --cache-dir=%t.cache
;; RUN: sinter compile %wasm -o %t.o --module-name=m --shard-bytes=1 --cache-dir=%t.cache --remarks=%t.cached.yaml
;; RUN: cmp %t.yaml %t.cached.yaml
;;
;; RUN: not sinter compile %wasm -o %t.new.o --remarks=%t.none/file 2>&1 | FileCheck --check-prefix=DIR %s
;; DIR: error: {{.*}}cannot write '{{.*}}.none/file': {{.*}}No such file or directory
;; RUN: not ls %t.new.o
;; RUN: not sinter compile %wasm -o %t.o --remarks=%t.o 2>&1 | FileCheck --check-prefix=SAME %s
;; SAME: error: --remarks needs a file of its own
;; RUN: not sinter compile %wasm -o - --emit=llvm-ir --explain-checks 2>&1 | FileCheck --check-prefix=STDOUT %s
;; STDOUT: error: --explain-checks prints on standard output
;; RUN: not sinter compile %wasm -o %t.h --remarks=%t.yaml 2>&1 | FileCheck --check-prefix=HEADER %s
;; HEADER: error: --explain-checks and --remarks say what passes do
;; Nothing is left when the compilation fails.
;; RUN: not sinter compile %wasm -o %t.exe --emit=exe --remarks=%t.failed.yaml
;; RUN: not ls %t.failed.yaml
(module
  (memory (export "m") 1 100)

  ;; CHECK:      --- !Analysis
  ;; CHECK-NEXT: Pass: sinter-checks
  ;; CHECK-NEXT: Name: ChecksLowered
  ;; CHECK:      --- !Passed
  ;; CHECK-NEXT: Pass: sinter-loop-versioning
  ;; CHECK-NEXT: Name: LoopVersioned
  ;; CHECK-NEXT: Function: m.sum
  (func $sum (export "sum") (param $p i32) (param $n i32) (result i32)
    (local $s i32)
    (loop $next
      (local.set $s (i32.add (local.get $s) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next
        (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $s))

  ;; CHECK:      --- !Passed
  ;; CHECK-NEXT: Pass: sinter-check-coalescing
  ;; CHECK-NEXT: Name: ChecksCoalesced
  ;; CHECK-NEXT: Function: m.fields
  (func $fields (export "fields") (param $p i32)
    (i32.store (local.get $p) (i32.const 1))
    (i32.store offset=4 (local.get $p) (i32.const 2))
    (i32.store offset=8 (local.get $p) (i32.const 3))))
