/* RUN: %host-cc -std=gnu11 -O2 -I%include %s %resource/libsinter.a -o %t
 * RUN: %t 2>&1 | FileCheck %s
 * RUN: not --crash %t dies 2>&1 | FileCheck %s --check-prefix=DIES
 *
 * A trap ends the innermost entry from the host, tells which Wasm functions
 * were running, and leaves the store as it was. */
#include "Inputs/handmade.h"

typedef struct State {
  sinter_Instance *instance;
  int depth;
} State;

/* Calls back into Wasm: the inner trap must not end the outer entry. */
static void callBack(void *context, sinter_Value *values) {
  State *s = context;
  sinter_Error e;
  sinter_Value v = {.i32 = values[0].i32 + 1};
  sinter_Store *store = s->instance->store;
  uint64_t limit = store->stackLimit;
  if (s->depth-- <= 0)
    return;
  CHECK(sinter_call(store, function(s->instance, "fail"), &v, &e) ==
        SINTER_TRAPPED);
  CHECK(e.trap == SINTER_TRAP_Unreachable && e.frameTotal == 1);
  CHECK(limit && store->stackLimit == limit);
}

static void leave(void *context, sinter_Value *values) {
  State *s = context;
  sinter_exit(s->instance->store, values[0].i32);
}

static void deep(sinter_Instance *i) {
  sinter_Error e;
  sinter_Value v = {.i32 = 0};
  CHECK(sinter_call(i->store, function(i, "recurse"), &v, &e) ==
        SINTER_TRAPPED);
  CHECK(e.trap == SINTER_TRAP_CallStackExhausted);
  CHECK(e.frameCount == SINTER_MAX_FRAMES && e.frameTotal > 10000);
  CHECK(e.frames[63].index == 2 && !strcmp(e.frames[63].function, "recurse"));
  sinter_error_print(&e);
}

int main(int argc, char **argv) {
  State s = {NULL, 2};
  Host host;
  sinter_Error e;
  sinter_Value v = {.i32 = 3};
  sinter_Store *store = sinter_store_new();
  (void)argv;
  makeHost(&host, callBack, &s);
  CHECK(!sinter_instantiate(module(), store, host.imports, NULL, &s.instance,
                            &e));
  const sinter_FuncRef *f = function(s.instance, "fail");
  if (argc > 1) {
    s.depth = 0;
    f->type->invoke(f->code, f->instance, &v);
  }
  // DIES: sinter: trap: unreachable
  // DIES-NEXT: #0 0x60 handmade!fail (function 3)
  CHECK(sinter_call(store, f, &v, &e) == SINTER_TRAPPED);
  sinter_error_print(&e);
  // CHECK: sinter: trap: unreachable
  // CHECK-NEXT: {{^}}  #0 0x60 handmade!fail (function 3)
  // CHECK-NOT: #
  CHECK(sinter_call(store, f, &v, NULL) == SINTER_TRAPPED);
  CHECK(!store->handler && !store->stackLimit);
  deep(s.instance);
  // CHECK: sinter: trap: call stack exhausted
  // CHECK-NEXT: {{^}}  #0 0x50 handmade!recurse (function 2)
  // CHECK: #23 0x50
  // CHECK-NEXT: ... and {{[0-9]+}} more
  host.hostFunc.callback = leave;
  CHECK(sinter_call(store, f, &v, &e) == SINTER_EXITED && e.exitCode == 3);
  for (uint32_t k = 0; k < SINTER_TRAP_COUNT + 3; k++)
    CHECK(*sinter_trap_message(k));
}
