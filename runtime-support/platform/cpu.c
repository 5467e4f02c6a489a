/*===- cpu.c - can this processor run the code? ----------------------------===*
 *
 * Compiled code may use any instruction that its target has; on a processor
 * without it the program would end with SIGILL somewhere. The table Cpu.def
 *says how a processor tells what it has. Wide registers need more: a system
 *that does not save them at a switch of threads has not enabled them (XCR0).
 *
 * CPUID takes a microsecond or, in virtual machines, many. So only the leaves
 * that are asked for are read, and what was found is remembered: a memo that
 *has one possible value.
 *
 *===----------------------------------------------------------------------===*/
#include "platform.h"

#include <cpuid.h>
#include <stdatomic.h>

enum { None, Avx, Avx512, Apx };
enum { a, b, c, d };

typedef struct Feature {
  const char *name;
  uint32_t leaf, subleaf;
  uint8_t reg, bit, state;
} Feature;

static const Feature features[] = {
#define CPU_FEATURE(Name, Leaf, Subleaf, Register, Bit, State)                 \
  {Name, Leaf, Subleaf, Register, Bit, State},
#include "sinter/Cpu.def"
};
enum { FeatureCount = sizeof features / sizeof *features };
_Static_assert(FeatureCount <= 64, "cpuFeatures has 64 bits");

const char *sinter_platform_cpu_feature(unsigned number) {
  return number < FeatureCount ? features[number].name : NULL;
}

typedef struct Leaf {
  uint32_t leaf, subleaf;
  uint32_t registers[4];
} Leaf;

/* A leaf that the processor does not have is all zero. */
static void readLeaf(Leaf *l) {
  uint32_t *r = l->registers;
  uint32_t limit, unused;
  __cpuid(l->leaf & 0x80000000, limit, unused, unused, unused);
  int exists = l->leaf <= limit;
  if (exists && l->subleaf) {
    __cpuid_count(l->leaf, 0, limit, unused, unused, unused);
    exists = l->subleaf <= limit;
  }
  r[a] = r[b] = r[c] = r[d] = 0;
  if (exists)
    __cpuid_count(l->leaf, l->subleaf, r[a], r[b], r[c], r[d]);
}

/* XCR0: the kinds of registers that the system saves. */
static uint32_t savedRegisters(void) {
  uint32_t ignored, flags, low, high;
  __cpuid(1, ignored, ignored, flags, ignored);
  if (!(flags & bit_OSXSAVE))
    return 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

static uint64_t find(uint64_t wanted) {
  static const uint32_t needed[] = {
      [None] = 0, [Avx] = 0x6, [Avx512] = 0xe6, [Apx] = UINT32_C(1) << 19};
  uint64_t found = 0;
  uint32_t saved = savedRegisters();
  Leaf l = {0, 0, {0}};
  for (unsigned i = 0; i < FeatureCount; i++) {
    const Feature *f = &features[i];
    if (!(wanted >> i & 1))
      continue;
    if (l.leaf != f->leaf || l.subleaf != f->subleaf) {
      l.leaf = f->leaf;
      l.subleaf = f->subleaf;
      readLeaf(&l);
    }
    if (l.registers[f->reg] >> f->bit & 1 && !(needed[f->state] & ~saved))
      found |= UINT64_C(1) << i;
  }
  return found;
}

uint64_t sinter_platform_cpu_missing(uint64_t needed) {
  static _Atomic uint64_t present;
  uint64_t known = atomic_load_explicit(&present, memory_order_relaxed);
  if (needed & ~known) {
    known |= find(needed & ~known);
    atomic_store_explicit(&present, known, memory_order_relaxed);
  }
  return needed & ~known;
}
