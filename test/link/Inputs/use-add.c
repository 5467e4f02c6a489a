#include "add.h"
#include <stdio.h>
int main(void) {
  sinter_Store *store = sinter_store_new();
  sinter_Error error;
  add_instance *add;
  if (add_instantiate(store, NULL, &add, &error))
    return puts(error.message), 1;
  printf("add %d\n", add_add(add, 2, 3));
  sinter_instance_free(&add->base);
  sinter_store_free(store);
  return 0;
}
