// A hash map with open addressing and linear probing: insertion with growth,
// look-up, removal by shifting back. Keys and values are 64-bit.
//
// For Wasm: dependent loads at addresses that come from a hash. The mask that
// keeps the slot in range says nothing about memory's size, so each probe is
// checked; the table's pointer and mask want to stay in registers.
#include "../benchmark.h"

typedef struct {
  uint64_t key, value; // no entry has key 0
} Entry;

typedef struct {
  Entry *entries;
  uint32_t mask, used;
} Map;

static uint32_t slotOf(const Map *m, uint64_t key) {
  return (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & m->mask;
}

static Entry *find(const Map *m, uint64_t key) {
  uint32_t i = slotOf(m, key);
  while (m->entries[i].key && m->entries[i].key != key)
    i = (i + 1) & m->mask;
  return &m->entries[i];
}

static void resize(Map *m, uint32_t capacity) {
  Entry *old = m->entries;
  uint32_t oldCapacity = old ? m->mask + 1 : 0;
  m->entries = allocate(capacity * sizeof *m->entries);
  memset(m->entries, 0, capacity * sizeof *m->entries);
  m->mask = capacity - 1;
  for (uint32_t i = 0; i < oldCapacity; i++)
    if (old[i].key)
      *find(m, old[i].key) = old[i];
  free(old);
}

static uint64_t *insert(Map *m, uint64_t key) {
  Entry *e = find(m, key);
  if (!e->key) {
    if (++m->used > m->mask / 4 * 3) {
      resize(m, (m->mask + 1) * 2);
      e = find(m, key);
    }
    e->key = key;
  }
  return &e->value;
}

/// Removes the entry by moving back all that probed past it.
static int removeKey(Map *m, uint64_t key) {
  Entry *e = find(m, key);
  if (!e->key)
    return 0;
  uint32_t hole = (uint32_t)(e - m->entries);
  for (uint32_t i = (hole + 1) & m->mask; m->entries[i].key;
       i = (i + 1) & m->mask) {
    uint32_t home = slotOf(m, m->entries[i].key);
    if (((i - home) & m->mask) >= ((i - hole) & m->mask)) {
      m->entries[hole] = m->entries[i];
      hole = i;
    }
  }
  m->entries[hole] = (Entry){0, 0};
  m->used--;
  return 1;
}

int main(int argc, char **argv) {
  int rounds = 6 * benchmarkScale(argc, argv);
  Random r = {21};
  for (int round = 0; round < rounds; round++) {
    Map m = {NULL, 0, 0};
    resize(&m, 16);
    uint64_t sum = 0, removed = 0;
    for (int i = 0; i < 200000; i++) {
      uint64_t key = 1 + (uint64_t)nextBelow(&r, 60000) * 0x100000001u;
      *insert(&m, key) += (uint64_t)i;
      sum += find(&m, 1 + (uint64_t)nextBelow(&r, 90000) * 0x100000001u)->value;
      if (i % 4 == 3)
        removed += (uint64_t)removeKey(&m, 1 + (uint64_t)nextBelow(&r, 60000) *
                                                   0x100000001u);
    }
    check(sum);
    check(removed);
    check(m.used);
    free(m.entries);
  }
  return finish();
}
