#include "cpu.h"
#include <stdio.h>
int main(void) {
  cpu_instance *cpu;
  sinter_Error error;
  sinter_Status status =
      cpu_instantiate(sinter_store_new(), NULL, &cpu, &error);
  printf("%d: %s\n", status, error.message);
}
