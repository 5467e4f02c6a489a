/*===- memory.c - linear memories ------------------------------------------===*
 *
 * A memory never moves: the address space for all it may become is reserved
 * when it is made, and growing makes more of it accessible. Compiled code can
 *so keep its base in a register across calls. It also promises to LLVM that the
 * size never exceeds a bound known from the type; `capPages` is that bound
 *here, and everything that changes `size` asserts it.
 *
 * Large memories are reservations of which the used part is accessible. Small
 * ones are accessible as a whole: a process can have any number of them.
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

/* Memories that cannot become larger than this are accessible from the start.
 */
static const uint64_t smallMemory = UINT64_C(1) << 20;

/* A memory that may become large gets the address space for it as long as this
 * much is left besides; then room to become four times as large, or small. */
static const uint64_t largeMemory = UINT64_C(1) << 30;
static const uint64_t spareSpace = UINT64_C(64) << 40;

static int isSmall(uint64_t reserved, uint32_t flags) {
  return reserved <= smallMemory &&
         !(flags & (SINTER_LIMITS_GUARD | SINTER_LIMITS_FIXED));
}

/* The flag is no part of a memory's type and gets lost; its address tells. */
static int isFixed(const sinter_Memory *m) {
  return m->base == (void *)(uintptr_t)SINTER_FIXED_MEMORY_BASE;
}

static int isTooMuch(const void *base, uint64_t bytes) {
  return bytes >= largeMemory && !sinter_platform_has_space(base, spareSpace);
}

static uint64_t modestSize(uint64_t minimum) {
  return minimum * 4 > smallMemory ? minimum * 4 : smallMemory;
}

/* Address space of which the first `minimum` bytes are accessible. */
static void *reserveExactly(void *at, uint64_t bytes, uint64_t minimum,
                            uint32_t flags) {
  if (isSmall(bytes, flags))
    return sinter_platform_allocate(bytes);
  return sinter_platform_reserve(at, bytes, minimum);
}

/* For up to *bytes, at `at` unless that is null; less where address space is
 * limited, but no less than `minimum`, and nothing less with guard pages. */
static void *reserve(void *at, uint64_t *bytes, uint64_t minimum,
                     uint32_t flags) {
  void *base;
  int guarded = flags & SINTER_LIMITS_GUARD;
  while (!(base = reserveExactly(at, *bytes, minimum, flags)) && !guarded &&
         *bytes > minimum)
    *bytes = *bytes / 2 > minimum ? *bytes / 2 : minimum;
  if (!base || guarded || at || !isTooMuch(base, *bytes))
    return base;
  sinter_platform_release(base, *bytes);
  *bytes = least(*bytes, modestSize(minimum));
  return reserveExactly(at, *bytes, minimum, flags);
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
  void *base = reserve(at, &reserved, minimum, type->flags);
  if (!base)
    return 0;
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
  if ((!isSmall(m->reserved, m->flags) || isFixed(m)) &&
      !sinter_platform_commit(m->base, m->size, size))
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
