/*===- memory.c - linear memories ------------------------------------------===*
 *
 * A memory never moves: the address space for all it may become is reserved
 * when it is made, and growing makes more of it accessible. Compiled code can so
 * keep its base in a register across calls. It also promises to LLVM that the
 * size never exceeds a bound known from the type; `capPages` is that bound here,
 * and everything that changes `size` asserts it.
 *
 * Checked accesses are the compiled code's business (heapAddress in the
 * compiler); memory.copy, fill and init are inline there, too. With guard pages
 * most accesses have no check: the reservation is then so large that whatever
 * they can reach lies in it, and a smaller one is not good enough (guard.c).
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

#include <stdlib.h>

/* Address space for a memory64 that does not say how large it may become. */
static const uint64_t reserve64 = UINT64_C(64) << 30;

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* Pages that a memory of this type may ever have; less than its minimum if that
 * is out of range. */
static uint64_t capPages(const sinter_ExternType *type) {
  if (type->flags & SINTER_LIMITS_64)
    return least(type->max, SINTER_MEMORY64_MAX_BYTES >> type->pageShift);
  if (type->pageShift == 0)
    return least(type->max, SINTER_MEMORY32_MAX_BYTES);
  uint64_t pages = SINTER_MEMORY32_MAX_PAGES;
  if (type->min == pages + 1)
    pages++;
  return least(type->max, pages);
}

static void setSize(sinter_Memory *m, uint64_t pages) {
  if (pages > m->capPages || pages << m->pageShift > m->reserved)
    abort(); /* compiled code relies on it */
  m->size = pages << m->pageShift;
}

/* Address space for up to *bytes of memory, at `at` unless that is null; less
 * where it is limited, but no less than `minimum`. */
static void *reserve(void *at, uint64_t *bytes, uint64_t minimum) {
  void *base;
  while (!(base = sinter_platform_reserve(at, *bytes)) && *bytes > minimum)
    *bytes = *bytes / 2 > minimum ? *bytes / 2 : minimum;
  return base;
}

int sinter_memory_init(sinter_Memory *m, const sinter_ExternType *type,
                       uint64_t limit) {
  uint64_t cap = capPages(type), shift = type->pageShift;
  if (limit)
    cap = least(cap, limit >> shift);
  if (type->min > cap)
    return 0;
  uint64_t minimum = type->min << shift, reserved = cap << shift;
  if (type->flags & SINTER_LIMITS_64 && type->max == UINT64_MAX && !limit)
    reserved = minimum > reserve64 ? minimum : reserve64;
  int guarded = (type->flags & SINTER_LIMITS_GUARD) != 0;
  if (guarded && (type->flags & SINTER_LIMITS_64 || shift != 16))
    return 0; /* the reservation is for 32 bits and whole pages */
  if (guarded)
    reserved = SINTER_GUARD_RESERVATION;
  void *at = type->flags & SINTER_LIMITS_FIXED
                 ? (void *)(uintptr_t)SINTER_FIXED_MEMORY_BASE
                 : NULL;
  void *base = reserve(at, &reserved, guarded ? reserved : minimum);
  if (!base)
    return 0;
  if (!sinter_platform_commit(base, 0, minimum)) {
    sinter_platform_release(base, reserved);
    return 0;
  }
  *m = (sinter_Memory){.base = base,
                       .reserved = reserved,
                       .maxPages = type->max,
                       .capPages = least(cap, reserved >> shift),
                       .pageShift = type->pageShift,
                       .flags = type->flags & ~(uint32_t)SINTER_LIMITS_FIXED};
  setSize(m, type->min);
  return 1;
}

void sinter_memory_release(sinter_Memory *m) {
  if (m->base)
    sinter_platform_release(m->base, m->reserved);
  *m = (sinter_Memory){0};
}

uint64_t sinter_memory_grow(sinter_Memory *m, uint64_t delta) {
  uint64_t pages = m->size >> m->pageShift;
  if (delta > m->capPages - pages)
    return UINT64_MAX;
  uint64_t size = (pages + delta) << m->pageShift;
  if (!sinter_platform_commit(m->base, m->size, size))
    return UINT64_MAX;
  setSize(m, pages + delta);
  return pages;
}

sinter_Memory *sinter_memory_new(const sinter_ExternType *type) {
  sinter_Memory *m = malloc(sizeof *m);
  if (m && !sinter_memory_init(m, type, 0)) {
    free(m);
    return NULL;
  }
  return m;
}

void sinter_memory_free(sinter_Memory *m) {
  if (m)
    sinter_memory_release(m);
  free(m);
}
