/* The host of guard-imports.wat: gives `user` the memory of `maker`, then one
 * of its own. */
#include "maker.h"
#include "user.h"
#include <stdio.h>
#include <stdlib.h>

static void *orDie(void *object, sinter_Status status,
                   const sinter_Error *error) {
  if (status) {
    puts(error->message);
    exit(1);
  }
  return object;
}

static void load(void *user) { user_load(user, 65533); }

static void use(sinter_Store *store, sinter_Memory *memory, const char *from) {
  sinter_Extern import = {.kind = SINTER_EXTERN_MEMORY, .of.memory = memory};
  user_instance *user;
  sinter_Error error;
  sinter_Status status = user_instantiate(store, &import, NULL, &user, &error);
  orDie(user, status, &error);
  sinter_try(store, load, user, &error);
  printf("from %s: %s\n", from, error.message);
  sinter_instance_free(&user->base);
}

int main(void) {
  sinter_Store *store = sinter_store_new();
  sinter_Error error;
  maker_instance *maker;
  sinter_Status status = maker_instantiate(store, NULL, &maker, &error);
  orDie(maker, status, &error);
  use(store, maker_memory(maker), "maker");
  sinter_Memory *own = sinter_memory_new(&user_module.imports[0].type);
  use(store, own, "the host");
  sinter_memory_free(own);
  sinter_instance_free(&maker->base);
  sinter_store_free(store);
}
