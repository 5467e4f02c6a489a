/* Calls the module "counter", whose import "env" "log" is the function below. */
#include "counter.h"
#include <stdio.h>

void env_log(void *context, int32_t n) { fprintf(context, "n = %d\n", n); }

int main(void) {
  sinter_Store *store = sinter_store_new();
  counter_instance *counter;
  sinter_Error error;
  int32_t last;
  if (counter_instantiate(store, stdout, &counter, &error) != SINTER_OK) {
    sinter_error_print(&error);
    return 1;
  }
  counter_next(counter, 2);
  last = counter_next(counter, 3);
  sinter_instance_free(&counter->base);
  sinter_store_free(store);
  return last == 5 ? 0 : 1;
}
