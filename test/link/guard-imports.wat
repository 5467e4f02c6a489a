;; A module without checks only takes a memory that was made with guard pages;
;; one with checks takes any. Where there is no room for them, the message says
;; so.
;; RUN: rm -rf %t && mkdir %t && cd %t && cp %wasm user.wasm && cp %{wat:Inputs/guard-maker.wat} maker.wasm
;; RUN: sinter header user.wasm -o user.h && sinter header maker.wasm -o maker.h
;; RUN: sinter compile user.wasm -o user-e.o && sinter compile --bounds-checks=guard user.wasm -o user-g.o
;; RUN: sinter compile maker.wasm -o maker-e.o && sinter compile --bounds-checks=guard maker.wasm -o maker-g.o
;; RUN: %host-cc -Wall -Wextra -Werror -I%include -I. %S/Inputs/guard-imports.c -c -o host.o
;; RUN: %host-cc host.o user-g.o maker-g.o %resource/libsinter.a -o gg && ./gg | FileCheck %s
;; RUN: %host-cc host.o user-e.o maker-g.o %resource/libsinter.a -o eg && ./eg | FileCheck %s
;; RUN: %host-cc host.o user-e.o maker-e.o %resource/libsinter.a -o ee && ./ee | FileCheck %s
;; CHECK: from maker: out of bounds memory access
;; CHECK: from the host: out of bounds memory access

;; RUN: %host-cc host.o user-g.o maker-e.o %resource/libsinter.a -o ge && not ./ge | FileCheck %s --check-prefix=LINK
;; LINK: memory without guard pages, which modules compiled with --bounds-checks=guard need: "maker"."memory" must be memory 1

;; RUN: not sh -c 'ulimit -v 6000000; ./gg' | FileCheck %s --check-prefix=ROOM
;; ROOM: the system has no room for memory 1 2: with guard pages it takes 8 GiB of address space (see ulimit -v), without (--bounds-checks=explicit) what it uses
;; RUN: sh -c 'ulimit -v 6000000; ./ee' | FileCheck %s
(module $user
  (import "maker" "memory" (memory 1))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))
