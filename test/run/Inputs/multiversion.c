/* The host of multiversion.wat. PROGRAM: an object of the executable. */
#include "m.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The start function has run. */
void env_where(void *context, int32_t started) {
  (void)context;
  printf("%p\n", __builtin_return_address(0));
  if (started != 5)
    exit(1);
}

#ifndef PROGRAM
static const char *best(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("x86-64-v4")   ? ".v4"
         : __builtin_cpu_supports("x86-64-v3") ? ".v3"
         : __builtin_cpu_supports("x86-64-v2") ? ".v2"
                                               : "";
}

static void load(void *m) { m_load(m, 65533); }

int main(int argc, char **argv) {
  m_instance *m;
  sinter_Error error;
  m_all_results r;
  sinter_Store *store = sinter_store_new();
  (void)argv;
  if (argc > 1)
    return puts(best()), 0;
  if (m_instantiate(store, NULL, &m, &error))
    return puts(error.message), 1;
  const char *name = m->base.version->name, *suffix = best();
  if (strncmp(name, "x86-64", 6) ||
      strcmp(name[6] ? name + 7 : "", *suffix ? suffix + 1 : ""))
    return printf("%s is not the best, %s\n", name, suffix), 1;
  m_all(m, &r, 21);
  if (r.r0 != 5 || r.r1 != 21 || r.r2 != 0.5 || r.r3 != 42 ||
      !m_even(m, 1000000))
    return puts("wrong results"), 1;
  m__start(m);
  puts("ends well");
  fflush(stdout);
  sinter_try(store, load, m, &error);
  sinter_error_print(&error);
  sinter_instance_free(&m->base);
  sinter_store_free(store);
}
#endif
