;; The header of a module: names by the rules of bindings/CNames.h, valid as C11
;; and C++17 without warnings.
;; RUN: rm -rf %t && mkdir %t && cp %wasm %t/shop.wasm && cd %t
;; RUN: sinter header shop.wasm -o shop.h && FileCheck %s < shop.h
;; CHECK: extern const sinter_Module shop_module
;; CHECK-NEXT: __asm__("shop_module.imports_linked.{{[0-9a-f]+}}");
;; CHECK: /* export "sum" */
;; CHECK-NEXT: int64_t shop_sum(shop_instance *instance, int32_t a0, float left, double a2);
;; CHECK: static inline sinter_Status shop_try_sum(shop_instance *instance, int32_t a0, float left, double a2, int64_t *result, sinter_Error *error) {
;; CHECK: /* export "div-mod" */
;; CHECK-NEXT: typedef struct shop_div_mod_results {
;; CHECK-NEXT:   int32_t r0;
;; CHECK-NEXT:   sinter_v128 r1;
;; CHECK-NEXT: } shop_div_mod_results;
;; CHECK-NEXT: void shop_div_mod(shop_instance *instance, shop_div_mod_results *results, int32_t a0, void *a1);
;; CHECK: /* export "*\/ \x0a" */
;; CHECK: sinter_Global *shop_count(shop_instance *instance);
;; CHECK: sinter_Table *shop_table(shop_instance *instance);
;; CHECK: sinter_Memory *shop_memory(shop_instance *instance);
;; CHECK: /* import "env" "log": to be defined by the host */
;; CHECK-NEXT: void env_log(void *context, int32_t a0);
;; CHECK: [1] memory "env" "heap"

;; RUN: echo '#include "shop.h"' > use.c && cp use.c use.cpp
;; RUN: %host-cc -std=c11 -pedantic -Wall -Wextra -Wconversion -Werror -I%include -c use.c
;; RUN: %host-cxx -std=c++17 -pedantic -Wall -Wextra -Wconversion -Werror -I%include -c use.cpp

;; Given at run time, imports are no symbols.
;; RUN: sinter header shop.wasm --imports=instantiation | FileCheck --check-prefix=LATE %s
;; LATE-NOT: env_log
;; LATE: [0] function "env" "log"
(module $shop
  (import "env" "log" (func (param i32)))
  (import "env" "heap" (memory 1))
  (func (export "sum") (param i32) (param $left f32) (param $double f64) (result i64) (i64.const 0))
  (func (export "div-mod") (param i32 externref) (result i32 v128)
    (i32.const 0) (v128.const i64x2 0 0))
  (func (export "*/ \0a"))
  (global (export "count") (mut i32) (i32.const 0))
  (table (export "table") 1 funcref)
  (export "memory" (memory 0)))
