#include "calc.h"
#include <stdio.h>

int main(void) {
  sinter_Store *store = sinter_store_new();
  static sinter_Error error;
  calc_instance *calc;
  calc_both_results both;
  int32_t result = 0;
  if (calc_instantiate(store, NULL, &calc, &error) != SINTER_OK)
    return 1;
  if (calc_try_divide(calc, 17, 5, &result, &error) == SINTER_OK)
    printf("17 / 5 = %d\n", (int)result);
  if (calc_try_divide(calc, 17, 0, &result, &error) == SINTER_TRAPPED)
    printf("%s in %s, result still %d\n", error.message,
           error.frames[0].function, (int)result);
  if (calc_try_both(calc, 17, 5, &both, NULL) == SINTER_OK)
    printf("%d rest %d\n", (int)both.r0, (int)both.r1);
  printf("%d\n", calc_try_stop(calc, NULL) == SINTER_TRAPPED);
  sinter_instance_free(&calc->base);
  sinter_store_free(store);
  return 0;
}
/* CHECK: 17 / 5 = 3
 * CHECK-NEXT: integer divide by zero in divide, result still 3
 * CHECK-NEXT: 3 rest 2
 * CHECK-NEXT: 1
 */
