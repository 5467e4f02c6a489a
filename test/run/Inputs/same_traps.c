/* Runs all exported functions (i32, i32) -> i32 of two builds of one module,
 * `slow` and `fast`, with arguments around the end of memory, zero, and the
 * wrap at 2^32: status, trap, result and the whole memory must be the same.
 *
 * A first argument near an edge is a pointer, the second a small number. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sinter/runtime.h"

extern const sinter_Module slow_module, fast_module;

typedef struct Outcome {
  sinter_Status status;
  uint32_t trap;
  int32_t result;
  uint64_t size;
  uint8_t *bytes;
} Outcome;

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(2);
}

static sinter_Instance *make(const sinter_Module *module, sinter_Store *store) {
  sinter_Instance *instance;
  sinter_Error error;
  if (sinter_instantiate(module, store, NULL, NULL, &instance, &error))
    fail("cannot instantiate");
  return instance;
}

static sinter_Memory *memoryOf(sinter_Instance *instance) {
  sinter_Extern memory;
  if (!sinter_instance_export(instance, "memory", 6, &memory))
    fail("no export \"memory\"");
  return memory.of.memory;
}

/* A fresh instance for every call: its memory holds what this call did. */
static Outcome run(const sinter_Module *module, const char *function,
                   uint32_t a, uint32_t b) {
  sinter_Store *store = sinter_store_new();
  sinter_Instance *instance = make(module, store);
  sinter_Memory *memory = memoryOf(instance);
  sinter_Extern f;
  sinter_Error error = {0};
  sinter_Value values[2] = {{.i32 = (int32_t)a}, {.i32 = (int32_t)b}};
  if (!sinter_instance_export(instance, function, strlen(function), &f))
    fail("no such function");
  for (uint64_t i = 0; i < memory->size; i++)
    ((uint8_t *)memory->base)[i] = (uint8_t)(i * 7 + (i >> 8));
  Outcome o = {.status = sinter_call(store, f.of.func, values, &error)};
  o.trap = o.status == SINTER_TRAPPED ? error.trap : 0;
  o.result = o.status == SINTER_OK ? values[0].i32 : 0;
  o.size = memory->size;
  o.bytes = malloc(o.size);
  memcpy(o.bytes, memory->base, o.size);
  sinter_instance_free(instance);
  sinter_store_free(store);
  return o;
}

static int traps, returns;

static void compare(const char *function, uint32_t a, uint32_t b) {
  Outcome s = run(&slow_module, function, a, b);
  Outcome f = run(&fast_module, function, a, b);
  if (s.status != f.status || s.trap != f.trap || s.result != f.result ||
      s.size != f.size || memcmp(s.bytes, f.bytes, s.size) != 0) {
    printf("%s(%" PRIu32 ", %" PRIu32 ") differs\n", function, a, b);
    exit(1);
  }
  *(s.status == SINTER_OK ? &returns : &traps) += 1;
  free(s.bytes);
  free(f.bytes);
}

int main(int argc, char **argv) {
  const uint32_t page = 65536;
  const uint32_t edges[] = {0, 64, page - 64, page, 0x80000000u, 0xffffffc0u};
  for (int i = 1; i < argc; i++)
    for (size_t e = 0; e < sizeof edges / sizeof *edges; e++)
      for (uint32_t d = 0; d < 96; d += d < 40 ? 1 : 7)
        for (uint32_t b = 0; b < 5; b++)
          compare(argv[i], edges[e] - 16 + d, b);
  printf("same: %d returned, %d trapped\n", returns, traps);
  return returns == 0 || traps == 0;
}
