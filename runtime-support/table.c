/*===- table.c - tables ----------------------------------------------------===*
 *
 * As with memories, the slots never move. A slot for functions is a copy of the
 * sinter_FuncRef (call_indirect then touches one cache line), all zero for
 * null; any other slot is the reference itself. Values come and go as Wasm code
 * holds them: pointers.
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

/* Like memories (memory.c): small ones are accessible as a whole. */
static int isSmall(uint64_t bytes) { return bytes <= (UINT64_C(1) << 20); }

/* Address space of which the first `minimum` bytes are accessible. */
static void *reserve(uint64_t bytes, uint64_t minimum) {
  if (isSmall(bytes))
    return sinter_platform_allocate(bytes);
  return sinter_platform_reserve(NULL, bytes, minimum);
}

int sinter_table_init(sinter_Table *t, const sinter_ExternType *type,
                      uint64_t limit) {
  uint64_t slots =
      type->max < SINTER_TABLE_MAX_SLOTS ? type->max : SINTER_TABLE_MAX_SLOTS;
  if (limit && limit < slots)
    slots = limit;
  uint32_t slotSize =
      holdsFunctions(&type->value) ? sizeof(sinter_FuncRef) : sizeof(void *);
  if (slots < type->min)
    return 0;
  void *elems;
  while (!(elems = reserve(slots * slotSize, type->min * slotSize)) &&
         slots > type->min)
    slots = slots / 2 > type->min ? slots / 2 : type->min;
  if (!elems)
    return 0;
  *t = (sinter_Table){.elems = elems,
                      .size = type->min,
                      .reserved = slots,
                      .max = type->max,
                      .slotSize = slotSize,
                      .flags = type->flags,
                      .type = type->value};
  return 1;
}

void sinter_table_release(sinter_Table *t) {
  if (t->elems)
    sinter_platform_release(t->elems, t->reserved * t->slotSize);
  *t = (sinter_Table){0};
}

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
  if (delta > t->reserved - old)
    return UINT64_MAX;
  if (!isSmall(t->reserved * t->slotSize) &&
      !sinter_platform_commit(t->elems, old * t->slotSize,
                              (old + delta) * t->slotSize))
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
