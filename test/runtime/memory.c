/* RUN: %host-cc -std=gnu11 -O1 -I%include %s \
 * RUN:   %resource/libsinter.a -o %t
 * RUN: %t
 *
 * A memory never moves, grows up to its cap and not beyond, and makes do with
 * less where address space is limited, unless it is to have guard pages. */
#include "Inputs/handmade.h"
#include <sys/resource.h>

static sinter_Memory *make(uint32_t flags, uint32_t shift, uint64_t min,
                           uint64_t max) {
  sinter_ExternType t = {.kind = SINTER_EXTERN_MEMORY,
                         .flags = flags,
                         .pageShift = shift,
                         .min = min,
                         .max = max};
  return sinter_memory_new(&t);
}

static void growing(void) {
  sinter_Memory *m = make(0, 16, 1, 3);
  uint8_t *base = m->base;
  base[65535] = 1;
  CHECK(sinter_memory_grow(m, 0) == 1);
  CHECK(sinter_memory_grow(m, 3) == UINT64_MAX);
  CHECK(sinter_memory_grow(m, UINT64_MAX) == UINT64_MAX);
  CHECK(sinter_memory_grow(m, 2) == 1 && m->size == 3 * 65536);
  CHECK(m->base == base && base[65535] == 1 && base[3 * 65536 - 1] == 0);
  base[3 * 65536 - 1] = 1;
  CHECK(sinter_memory_grow(m, 1) == UINT64_MAX);
  sinter_memory_free(m);
}

static void atTheCap(void) {
  sinter_Memory *m = make(0, 16, 0, UINT64_MAX);
  CHECK(m->base && m->size == 0);
  CHECK(sinter_memory_grow(m, 65536) == UINT64_MAX);
  CHECK(sinter_memory_grow(m, 65535) == 0);
  CHECK(sinter_memory_grow(m, 1) == UINT64_MAX);
  m->base[m->size - 1] = 1;
  sinter_memory_free(m);
  m = make(0, 16, 65536, 65536);
  CHECK(m && m->size == UINT64_C(1) << 32);
  sinter_memory_free(m);
  CHECK(!make(0, 16, 65537, UINT64_MAX));
}

static void onePageIsAByte(void) {
  sinter_Memory *m = make(0, 0, 5, UINT64_MAX);
  CHECK(m->size == 5 && sinter_memory_grow(m, 4091) == 5);
  CHECK(m->size == 4096 && sinter_memory_grow(m, 1) == 4096);
  m->base[4096] = 1;
  CHECK(sinter_memory_grow(m, 0xffffffff - 4097) == 4097);
  CHECK(sinter_memory_grow(m, 1) == UINT64_MAX && m->size == 0xffffffff);
  sinter_memory_free(m);
}

static void wide(void) {
  sinter_Memory *m = make(SINTER_LIMITS_64, 16, 1, UINT64_MAX);
  CHECK(m->reserved >= UINT64_C(32) << 30);
  CHECK(sinter_memory_grow(m, 1 << 17) == 1);
  m->base[UINT64_C(1) << 33] = 1;
  CHECK(sinter_memory_grow(m, UINT64_MAX - 1) == UINT64_MAX);
  sinter_memory_free(m);
  CHECK(!make(SINTER_LIMITS_64, 16, UINT64_C(1) << 48, UINT64_MAX));
}

static void littleAddressSpace(void) {
  struct rlimit old, limit;
  CHECK(!getrlimit(RLIMIT_AS, &old));
  limit = old;
  limit.rlim_cur = 1 << 30;
  CHECK(!setrlimit(RLIMIT_AS, &limit));
  sinter_Memory *m = make(0, 16, 1, UINT64_MAX);
  CHECK(m && m->capPages < 65535 && m->capPages > 1000);
  CHECK(sinter_memory_grow(m, 65534) == UINT64_MAX);
  CHECK(sinter_memory_grow(m, 500) == 1);
  sinter_memory_free(m);
  CHECK(!make(0, 16, 60000, UINT64_MAX));
  CHECK(!setrlimit(RLIMIT_AS, &old));
}

/* With guard pages all or nothing is reserved, and growing stays inside. */
static void guardPages(void) {
  struct rlimit old, limit;
  sinter_Memory *m = make(SINTER_LIMITS_GUARD, 16, 1, 2);
  CHECK(m->reserved == SINTER_GUARD_RESERVATION && m->capPages == 2);
  CHECK(sinter_memory_grow(m, 1) == 1 &&
        sinter_memory_grow(m, 1) == UINT64_MAX);
  sinter_memory_free(m);
  m = make(SINTER_LIMITS_GUARD, 16, 0, UINT64_MAX);
  CHECK(m && m->capPages == 65535);
  sinter_memory_free(m);
  CHECK(!make(SINTER_LIMITS_GUARD, 0, 1, 2));
  CHECK(!make(SINTER_LIMITS_GUARD | SINTER_LIMITS_64, 16, 1, 2));
  CHECK(!getrlimit(RLIMIT_AS, &old));
  limit = old;
  limit.rlim_cur = UINT64_C(8) << 30;
  CHECK(!setrlimit(RLIMIT_AS, &limit));
  CHECK(!make(SINTER_LIMITS_GUARD, 16, 1, 2));
  CHECK(!setrlimit(RLIMIT_AS, &old));
}

/* At its address or nowhere; with less space where that is limited. */
static void fixedBase(void) {
  struct rlimit old, limit;
  sinter_Memory *m = make(SINTER_LIMITS_FIXED, 16, 1, UINT64_MAX);
  CHECK(m && (uintptr_t)m->base == SINTER_FIXED_MEMORY_BASE);
  CHECK(m->reserved == UINT64_C(65535) << 16);
  CHECK(!make(SINTER_LIMITS_FIXED, 16, 1, 1));
  sinter_memory_free(m);
  m = make(SINTER_LIMITS_FIXED | SINTER_LIMITS_GUARD, 16, 1, 2);
  CHECK(m && (uintptr_t)m->base == SINTER_FIXED_MEMORY_BASE);
  CHECK(m->reserved == SINTER_GUARD_RESERVATION);
  sinter_memory_free(m);
  CHECK(!getrlimit(RLIMIT_AS, &old));
  limit = old;
  limit.rlim_cur = 1 << 30;
  CHECK(!setrlimit(RLIMIT_AS, &limit));
  m = make(SINTER_LIMITS_FIXED, 16, 1, UINT64_MAX);
  CHECK(m && (uintptr_t)m->base == SINTER_FIXED_MEMORY_BASE);
  CHECK(m->capPages < 65535 && m->capPages > 1000);
  sinter_memory_free(m);
  CHECK(!setrlimit(RLIMIT_AS, &old));
}

int main(void) {
  growing();
  atTheCap();
  onePageIsAByte();
  wide();
  littleAddressSpace();
  guardPages();
  fixedBase();
}
