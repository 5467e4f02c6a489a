#include "calc.h"
#include <stdio.h>

int main(void) {
  sinter_Store *store = sinter_store_new();
  sinter_Error error;
  calc_instance *calc;
  if (calc_instantiate(store, NULL, &calc, &error) != SINTER_OK) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  printf("2 + 3 = %d\n", calc_add(calc, 2, 3));
  sinter_instance_free(&calc->base);
  sinter_store_free(store);
  return 0;
}
