// What a call into a module and one out of it cost: prints nanoseconds of CPU
// time, `NAME NANOSECONDS` a line. The module is calls.wat, compiled by Sinter
// (SINTER) or wasm2c (WASM2C); without either, the same functions in C, from
// another object file (CALLEE), so that they are not inlined.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#if defined(CALLEE)
int32_t host_next(void *context, int32_t x);
int32_t add(int32_t a, int32_t b) { return a + b; }
int32_t repeat(int32_t n) {
  int32_t x = 0;
  do
    x = host_next(NULL, x);
  while (--n);
  return x;
}
#else

enum { CALLS = 50000000 };

#if defined(SINTER)
#include "calls.h"
static calls_instance *module;
#define ADD(a, b) calls_add(module, a, b)
#define REPEAT(n) calls_repeat(module, n)
int32_t host_next(void *context, int32_t x) { return x * 5 + 1; }
#elif defined(WASM2C)
#include "m.h"
static Z_m_instance_t module;
#define ADD(a, b) Z_mZ_add(&module, a, b)
#define REPEAT(n) Z_mZ_repeat(&module, n)
u32 Z_hostZ_next(struct Z_host_instance_t *context, u32 x) { return x * 5 + 1; }
#else
int32_t add(int32_t a, int32_t b);
int32_t repeat(int32_t n);
#define ADD(a, b) add(a, b)
#define REPEAT(n) repeat(n)
int32_t host_next(void *context, int32_t x) { return x * 5 + 1; }
#endif

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static volatile int32_t result;

static void report(const char *name, double start) {
  printf("%s %.3f\n", name, (now() - start) / CALLS);
}

static void measure(void *argument) {
  double start = now();
  int32_t x = 0;
  for (int32_t i = 0; i < CALLS; i++)
    x = ADD(x, i);
  result = x;
  report("in", start);
  start = now();
  result = REPEAT(CALLS);
  report("out", start);
}

#if defined(SINTER)
static void addOnce(void *argument) {
  int32_t *x = argument;
  *x = ADD(*x, 1);
}

int main(void) {
  sinter_Store *store = sinter_store_new();
  sinter_Error error;
  if (calls_instantiate(store, NULL, &module, &error) ||
      sinter_try(store, measure, NULL, &error)) {
    sinter_error_print(&error);
    return 1;
  }
  double start = now();
  int32_t x = 0;
  for (int32_t i = 0; i < CALLS; i++)
    if (sinter_try(store, addOnce, &x, &error))
      return 1;
  result = x;
  report("in-with-try", start);
}
#elif defined(WASM2C)
int main(void) {
  wasm_rt_init();
  Z_m_init_module();
  Z_m_instantiate(&module, NULL);
  measure(NULL);
}
#else
int main(void) { measure(NULL); }
#endif
#endif
