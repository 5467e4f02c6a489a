;; Where the time goes: phases and shards.
;; RUN: sinter compile --time-report -j2 --shard-bytes=1 %wasm -o %t.so 2>&1 | FileCheck %s
;; CHECK:      phase                      seconds       CPU
;; CHECK-NEXT: decode {{[0-9]+\.[0-9]+ +[0-9]+\.[0-9]+$}}
;; CHECK-NEXT: validate
;; CHECK-NEXT: plan
;; CHECK-NEXT: shards
;; CHECK-NEXT: write
;; CHECK-NEXT: all
;; CHECK:      3 shards on 2 threads; CPU seconds
;; CHECK-NEXT: shard          bytes functions    copies    lower    cache optimise      emit       sum
;; CHECK-DAG:  {{^}}0 0 0 0 {{[0-9.]+}}
;; CHECK-DAG:  {{^}}1 8 1 0 {{[0-9.]+}}
;; CHECK-DAG:  {{^}}2 9 1 0 {{[0-9.]+}}
;; CHECK:      {{^}}all 17 2 0 {{[0-9.]+}}
;; CHECK:      peak memory: {{[1-9][0-9]*}} MB
(module
  (func (export "a") (result i32) (i32.const 1))
  (func (export "b") (param i32) (result i32) (i32.add (local.get 0) (i32.const 77777))))
