/* RUN: %host-cc -std=gnu11 -O1 -I%include %s %resource/libsinter.a -o %t
 * RUN: %t | FileCheck %s
 *
 * Imports are matched by type before anything is made; then the instance has
 * the parts and exports that its module describes. */
#include "Inputs/handmade.h"

static void log32(void *context, sinter_Value *values) {
  *(int32_t *)context = values[0].i32;
}

/* `bad`: number of the import that the error is about, or -1. */
static void tryLink(sinter_Store *store, const sinter_Extern *given, int bad) {
  sinter_Instance *i = (sinter_Instance *)store;
  sinter_Error e;
  CHECK(sinter_instantiate(module(), store, given, NULL, &i, &e) ==
        SINTER_LINK_ERROR);
  CHECK(!i);
  CHECK(e.import == (bad < 0 ? NULL : &module()->imports[bad]));
  CHECK(e.isGiven == (bad >= 0 && given && given[bad].of.func));
  CHECK(!e.isGiven || e.given.kind == given[bad].kind);
  puts(e.message);
}

static void linkErrors(sinter_Store *store, const Host *host) {
  sinter_Extern given[2] = {host->imports[0], host->imports[1]};
  given[0].of.func = NULL;
  tryLink(store, given, 0);
  // CHECK: unknown import: "env"."log" must be func [i32] -> []
  tryLink(store, NULL, 0);
  // CHECK: unknown import: "env"."log" must be func [i32] -> []
  sinter_FuncRef other = host->log;
  other.type = &binary;
  given[0].of.func = &other;
  tryLink(store, given, 0);
  // CHECK: incompatible import type: "env"."log" must be func [i32] -> [], is
  // CHECK-SAME: func [i32 i32] -> [i32]
  given[0] = given[1];
  tryLink(store, given, 0);
  // CHECK: incompatible import type: "env"."log" must be func [i32] -> [], is
  // CHECK-SAME: memory 1 3
  sinter_ExternType unlimited = memoryType;
  unlimited.max = UINT64_MAX;
  sinter_Memory *memory = sinter_memory_new(&unlimited);
  given[0] = host->imports[0];
  given[1].of.memory = memory;
  tryLink(store, given, 1);
  // CHECK: incompatible import type: "env"."memory" must be memory 1 4, is
  // CHECK-SAME: memory 1{{$}}
  sinter_memory_free(memory);
}

static void exported(sinter_Instance *i, const Host *host, int32_t *logged) {
  sinter_Error e;
  sinter_Extern x;
  sinter_Value v[2] = {{.i32 = 40}, {.i32 = 2}};
  CHECK(!sinter_call(i->store, function(i, "add"), v, &e) && v[0].i32 == 42);
  CHECK(!i->store->stackLimit && !i->store->handler);
  CHECK(!sinter_call(i->store, &host->log, v, &e) && *logged == 42);
  CHECK(sinter_instance_export(i, "global", 6, &x));
  CHECK(x.kind == SINTER_EXTERN_GLOBAL && x.of.global->value.i32 == 7);
  CHECK(x.of.global->isMutable && x.of.global->type.kind == SINTER_I32);
  CHECK(sinter_instance_export(i, "memory", 6, &x));
  CHECK(x.of.memory == &((Instance *)i)->memory && x.of.memory->size == 65536);
  CHECK(sinter_instance_export(i, "table", 5, &x) && x.of.table->size == 4);
  CHECK(((Instance *)i)->importedMemory == host->memory);
  const char *const none[] = {"", "ad", "adds", "tabld", "zz"};
  for (int k = 0; k < 5; k++)
    CHECK(!sinter_instance_export(i, none[k], strlen(none[k]), &x));
  CHECK(function(i, "add")->self == function(i, "add"));
}

int main(void) {
  int32_t logged = 0;
  Host host;
  sinter_Instance *i, *j;
  sinter_Error e;
  sinter_Store *store = sinter_store_new();
  makeHost(&host, log32, &logged);
  linkErrors(store, &host);
  CHECK(!sinter_instantiate(module(), store, host.imports, &host, &i, &e));
  CHECK(!sinter_instantiate(module(), store, host.imports, &host, &j, &e));
  exported(i, &host, &logged);
  sinter_instance_free(i);
  exported(j, &host, &logged);
  sinter_instance_free(j);
  module()->abiVersion = 99;
  tryLink(store, host.imports, -1);
  // CHECK: the module was compiled for another version of the runtime
  sinter_memory_free(host.memory);
  sinter_store_free(store);
}
