/*===- table.c - tables ----------------------------------------------------===*
 *
 * A slot for functions is a copy of the sinter_FuncRef (call_indirect then
 * touches one cache line, if slots begin at one), all zero for null; any other
 * slot is the reference itself. Values come and go as Wasm code holds them:
 * pointers.
 *
 * Slots are ordinary memory, with twice the room whenever it gets too little:
 * unlike a memory, a table moves when it grows. Nobody but its code and the
 * functions here has the address of a slot, and nobody keeps one. Reservations
 * as in memory.c would be 320 MB for every table without a maximum, and two of
 * the mappings of which Linux allows a process some ten thousands.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

#include <stdlib.h>
#include <string.h>

static int holdsFunctions(const sinter_ValType *t) {
  /* Concrete types are function types: structs and arrays have no tables yet.
   */
  return t->heap == SINTER_HEAP_FUNC || t->heap == SINTER_HEAP_NOFUNC ||
         t->heap == SINTER_HEAP_CONCRETE;
}

/* ---- room for slots ---- */

enum { CacheLine = 64 };

/* From here on, memory comes from the system, which zeroes it when it is used.
 */
static const uint64_t largeTable = UINT64_C(64) << 10;

static uint64_t bytesOf(uint64_t slots, uint32_t slotSize) {
  uint64_t bytes = slots * slotSize + (slots == 0);
  return (bytes + CacheLine - 1) / CacheLine * CacheLine;
}

/* Null slots. */
static void *allocate(uint64_t slots, uint32_t slotSize) {
  uint64_t bytes = bytesOf(slots, slotSize);
  if (bytes >= largeTable)
    return sinter_platform_allocate(bytes);
  void *elems = aligned_alloc(CacheLine, bytes);
  if (elems)
    memset(elems, 0, bytes);
  return elems;
}

static void deallocate(void *elems, uint64_t slots, uint32_t slotSize) {
  uint64_t bytes = bytesOf(slots, slotSize);
  if (bytes >= largeTable)
    sinter_platform_release(elems, bytes);
  else
    free(elems);
}

static uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }

int sinter_table_init(sinter_Table *t, const sinter_ExternType *type,
                      uint64_t limit) {
  uint64_t slots = least(type->max, SINTER_TABLE_MAX_SLOTS);
  if (limit)
    slots = least(slots, limit);
  uint32_t slotSize =
      holdsFunctions(&type->value) ? sizeof(sinter_FuncRef) : sizeof(void *);
  if (slots < type->min)
    return 0;
  void *elems = allocate(type->min, slotSize);
  if (!elems)
    return 0;
  *t = (sinter_Table){.elems = elems,
                      .size = type->min,
                      .room = type->min,
                      .max = type->max,
                      .capSlots = slots,
                      .slotSize = slotSize,
                      .flags = type->flags,
                      .type = type->value};
  return 1;
}

void sinter_table_release(sinter_Table *t) {
  if (t->elems)
    deallocate(t->elems, t->room, t->slotSize);
  *t = (sinter_Table){0};
}

/* Moves the table to where there is room for `slots`; 0 if there is none. */
static int moveTo(sinter_Table *t, uint64_t slots) {
  void *elems = allocate(slots, t->slotSize);
  if (!elems)
    return 0;
  memcpy(elems, t->elems, t->size * t->slotSize);
  deallocate(t->elems, t->room, t->slotSize);
  t->elems = elems;
  t->room = slots;
  return 1;
}

/* Twice the room if possible, so that growing by one is cheap. */
static int makeRoom(sinter_Table *t, uint64_t slots) {
  uint64_t twice = least(t->room * 2, t->capSlots);
  return slots <= t->room || (twice > slots && moveTo(t, twice)) ||
         moveTo(t, slots);
}

/* ---- operations ---- */

static int inBounds(uint64_t size, uint64_t at, uint64_t count) {
  return at <= size && count <= size - at;
}

static int slotsOfFunctions(const sinter_Table *t) {
  return t->slotSize == sizeof(sinter_FuncRef);
}

static void set(sinter_Table *t, uint64_t at, const void *value) {
  if (!slotsOfFunctions(t))
    ((const void **)t->elems)[at] = value;
  else if (value)
    ((sinter_FuncRef *)t->elems)[at] = *(const sinter_FuncRef *)value;
  else
    ((sinter_FuncRef *)t->elems)[at] = (sinter_FuncRef){0};
}

uint32_t sinter_table_fill(sinter_Table *t, uint64_t at, const void *value,
                           uint64_t count) {
  if (!inBounds(t->size, at, count))
    return 1;
  for (uint64_t i = 0; i < count; i++)
    set(t, at + i, value);
  return 0;
}

uint64_t sinter_table_grow(sinter_Table *t, uint64_t delta, const void *init) {
  uint64_t old = t->size;
  if (delta > t->capSlots - old || !makeRoom(t, old + delta))
    return UINT64_MAX;
  t->size = old + delta;
  if (init) /* new slots are null already */
    sinter_table_fill(t, old, init, delta);
  return old;
}

uint32_t sinter_table_copy(sinter_Table *dst, sinter_Table *src, uint64_t dstAt,
                           uint64_t srcAt, uint64_t count) {
  if (!inBounds(src->size, srcAt, count) || !inBounds(dst->size, dstAt, count))
    return 1;
  memmove((char *)dst->elems + dstAt * dst->slotSize,
          (char *)src->elems + srcAt * src->slotSize, count * dst->slotSize);
  return 0;
}

uint32_t sinter_table_init_funcs(sinter_Table *t, const sinter_FuncRef *refs,
                                 const uint32_t *segment, uint64_t segmentSize,
                                 uint64_t at, uint64_t from, uint64_t count) {
  if (!inBounds(segmentSize, from, count) || !inBounds(t->size, at, count))
    return 1;
  for (uint64_t i = 0; i < count; i++) {
    uint32_t number = segment[from + i];
    set(t, at + i, number == UINT32_MAX ? NULL : &refs[number]);
  }
  return 0;
}

uint32_t sinter_table_init_values(sinter_Table *t, const void *const *segment,
                                  uint64_t segmentSize, uint64_t at,
                                  uint64_t from, uint64_t count) {
  if (!inBounds(segmentSize, from, count) || !inBounds(t->size, at, count))
    return 1;
  for (uint64_t i = 0; i < count; i++)
    set(t, at + i, segment[from + i]);
  return 0;
}

sinter_Table *sinter_table_new(const sinter_ExternType *type) {
  sinter_Table *t = malloc(sizeof *t);
  if (t && !sinter_table_init(t, type, 0)) {
    free(t);
    return NULL;
  }
  return t;
}

void sinter_table_free(sinter_Table *t) {
  if (t)
    sinter_table_release(t);
  free(t);
}
