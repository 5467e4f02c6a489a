/* RUN: %host-cc -std=gnu11 -O1 -I%include %s %resource/libsinter.a -o %t
 * RUN: %t
 *
 * Slots of function tables are copies of what a reference points to, others are
 * the reference itself. Nothing is written by an operation out of bounds. */
#include "Inputs/handmade.h"

static sinter_Table *make(uint8_t heap, uint64_t min, uint64_t max) {
  sinter_ExternType t = tableType;
  t.value.heap = heap;
  t.min = min;
  t.max = max;
  return sinter_table_new(&t);
}

static void functionSlots(void) {
  sinter_Table *t = make(SINTER_HEAP_FUNC, 4, 8);
  sinter_FuncRef *slots = t->elems, refs[2];
  sinter_HostFunc host = {0};
  sinter_func_init(&refs[0], &unary, &host);
  sinter_func_init(&refs[1], &unary, &host);
  CHECK(t->slotSize == sizeof(sinter_FuncRef) && !slots[3].self);
  CHECK(sinter_table_fill(t, 3, &refs[0], 2) == 1 && !slots[3].self);
  CHECK(sinter_table_fill(t, 4, &refs[0], 0) == 0);
  CHECK(sinter_table_fill(t, 5, &refs[0], 0) == 1);
  CHECK(sinter_table_fill(t, UINT64_MAX, &refs[0], 2) == 1);
  CHECK(sinter_table_fill(t, 1, &refs[0], 2) == 0);
  CHECK(slots[1].self == &refs[0] && slots[2].type == &unary);
  CHECK(sinter_table_fill(t, 1, NULL, 1) == 0 && !slots[1].type);
  uint32_t segment[3] = {1, UINT32_MAX, 0};
  CHECK(!sinter_table_init_funcs(t, refs, segment, 3, 1, 0, 3));
  CHECK(slots[1].self == &refs[1] && !slots[2].self &&
        slots[3].self == &refs[0]);
  CHECK(sinter_table_init_funcs(t, refs, segment, 3, 0, 2, 2) == 1);
  CHECK(sinter_table_init_funcs(t, refs, segment, 3, 2, 0, 3) == 1);
  CHECK(!sinter_table_copy(t, t, 0, 1, 3)); /* overlapping */
  CHECK(slots[0].self == &refs[1] && slots[2].self == &refs[0]);
  CHECK(sinter_table_copy(t, t, 2, 0, 3) == 1);
  CHECK(sinter_table_grow(t, 5, NULL) == UINT64_MAX);
  CHECK(sinter_table_grow(t, 4, &refs[1]) == 4 && t->size == 8);
  slots = t->elems;
  CHECK(slots[0].self == &refs[1] && slots[3].self == &refs[0]);
  CHECK(slots[4].self == &refs[1] && slots[7].self == &refs[1]);
  CHECK((uintptr_t)slots % sizeof *slots == 0); /* each in one cache line */
  sinter_table_free(t);
}

static void plainSlots(void) {
  sinter_Table *t = make(SINTER_HEAP_EXTERN, 2, UINT64_MAX);
  int a, b;
  const void *segment[2] = {&a, &b};
  void **slots = t->elems;
  CHECK(t->slotSize == sizeof(void *) && t->max == UINT64_MAX);
  CHECK(!sinter_table_init_values(t, segment, 2, 0, 0, 2));
  CHECK(slots[0] == &a && slots[1] == &b);
  CHECK(sinter_table_init_values(t, segment, 2, 1, 0, 2) == 1);
  CHECK(sinter_table_grow(t, 100000, &a) == 2);
  slots = t->elems;
  CHECK(slots[0] == &a && slots[1] == &b && slots[100001] == &a);
  CHECK(sinter_table_grow(t, UINT64_MAX - 2, &a) == UINT64_MAX);
  CHECK(sinter_table_grow(t, SINTER_TABLE_MAX_SLOTS - 100001, NULL) ==
        UINT64_MAX);
  sinter_table_free(t);
}

/* Growing by one moves the table now and then; new slots are null. */
static void growth(void) {
  sinter_Table *t = make(SINTER_HEAP_FUNC, 0, UINT64_MAX);
  sinter_FuncRef ref;
  sinter_HostFunc host = {0};
  uint32_t moves = 0;
  sinter_func_init(&ref, &unary, &host);
  for (uint64_t i = 0; i < 5000; i++) {
    void *before = t->elems;
    CHECK(sinter_table_grow(t, 1, i % 2 ? &ref : NULL) == i);
    moves += t->elems != before;
  }
  CHECK(moves > 0 && moves < 20);
  sinter_FuncRef *slots = t->elems;
  for (uint64_t i = 0; i < 5000; i++)
    CHECK(slots[i].self == (i % 2 ? &ref : NULL));
  CHECK(sinter_table_grow(t, 0, NULL) == 5000 && t->elems == slots);
  sinter_table_free(t);
  t = make(SINTER_HEAP_FUNC, 3, 5); /* no more room than may be used */
  CHECK(sinter_table_grow(t, 1, NULL) == 3 && t->room == 5);
  CHECK(sinter_table_grow(t, 2, NULL) == UINT64_MAX && t->size == 4);
  sinter_table_free(t);
}

int main(void) {
  growth();
  functionSlots();
  plainSlots();
  CHECK(!make(SINTER_HEAP_FUNC, SINTER_TABLE_MAX_SLOTS + 1, UINT64_MAX));
}
