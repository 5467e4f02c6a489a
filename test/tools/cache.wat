;; The cache of compiled shards: the output is the same with it, without it, from
;; an empty one, a full one and a damaged one. A change of one function adds one
;; entry (its own: the functions call each other by symbols).
;; RUN: rm -rf %t && mkdir %t && cd %t
;; RUN: sinter compile --shard-bytes=1 %wasm --module-name=m -o plain
;; RUN: sinter compile --shard-bytes=1 %wasm --module-name=m -o first --cache-dir a/b
;; RUN: ls a/b | grep -c llvmcache- > count
;; RUN: sinter compile --shard-bytes=1 %wasm --module-name=m -o second --cache-dir a/b
;; RUN: ls a/b | grep -c llvmcache- | cmp - count
;; RUN: cmp plain first && cmp plain second

;; Damaged entries are made again.
;; RUN: sh -c 'for f in a/b/llvmcache-*; do echo x >> $f; done'
;; RUN: sinter compile --shard-bytes=1 %wasm --module-name=m -o third --cache-dir a/b
;; RUN: sh -c 'for f in a/b/llvmcache-*; do : > $f; done'
;; RUN: sinter compile --shard-bytes=1 %wasm --module-name=m -o fourth --cache-dir a/b
;; RUN: cmp plain third && cmp plain fourth

;; RUN: sed 's/i32.const 41/i32.const 42/' %s > changed.wat
;; RUN: sinter compile --shard-bytes=1 changed.wat --module-name=m -o changed --cache-dir a/b
;; RUN: sh -c 'expr $(ls a/b | grep -c llvmcache-) - $(cat count)' | FileCheck %s --check-prefix=ONE
;; ONE: {{^1$}}
;; RUN: sinter compile --shard-bytes=1 changed.wat --module-name=m -o changed2
;; RUN: cmp changed changed2

;; Other options, other entries.
;; RUN: sinter compile -O1 --shard-bytes=1 %wasm --module-name=m -o o1 --cache-dir a/b
;; RUN: sinter compile -O1 --shard-bytes=1 %wasm --module-name=m -o o1p
;; RUN: cmp o1 o1p

;; A cache that cannot be used is a warning.
;; RUN: sinter compile %wasm -o warned --cache-dir %s 2>&1 | FileCheck %s --check-prefix=BAD
;; BAD: sinter: warning: the cache is not used: cannot {{make|write to}} {{.*}}cache.wat: {{Not a directory|File exists}}
(module
  (memory (export "memory") 1)
  (func $big (param i32) (result i32)
    (local $i i32)
    (loop $more
      (i32.store (local.get $i)
        (i32.add (i32.load (local.get $i)) (i32.const 41)))
      (local.set $i (i32.add (local.get $i) (i32.const 4)))
      (br_if $more (i32.lt_u (local.get $i) (local.get 0))))
    (i32.load (i32.sub (local.get 0) (i32.const 4))))
  (func $other (param i32) (result i32)
    (local $i i32)
    (loop $more
      (i64.store (local.get $i) (i64.extend_i32_u (call $big (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 8)))
      (br_if $more (i32.lt_u (local.get $i) (local.get 0))))
    (call $big (local.get $i)))
  (func (export "_start")
    (drop (call $other (i32.const 256)))))
