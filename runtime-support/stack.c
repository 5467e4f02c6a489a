/*===- stack.c - how deep Wasm code may recurse ----------------------------===*
 *
 * Every function compares the stack pointer with the store's stackLimit, and
 * the check is a trap like any other. The limit belongs to the thread that is
 * running now, so it is set anew at each entry from the host.
 *
 * Below the limit there is head room: Wasm functions with small frames that
 * call nothing, host functions that Wasm code calls, and the trap itself do not
 * check.
 *
 * Bounds of a thread's stack do not change; each thread remembers its own. That
 * is a memo and no state: it has one possible value.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

/* What code may use of a stack of which nothing is known, the head room being
 * there as well. */
static const uintptr_t foreignRoom = 32 << 10;

typedef struct Bounds {
  uintptr_t low, size;
} Bounds;

static _Thread_local Bounds own;
static _Thread_local int ownKnown;

/* The same as compiled code reads it, for which hosts look (thread.h). */
extern _Thread_local sinter_ThreadStack sinter_thread_stack
    __attribute__((visibility("default")));
_Thread_local sinter_ThreadStack sinter_thread_stack;

static int contains(Bounds b, uintptr_t address) {
  return address - b.low < b.size;
}

static void findOwn(void) {
  uintptr_t high;
  sinter_platform_stack(&own.low, &high);
  own.size = high - own.low;
  ownKnown = 1;
  if (own.size > SINTER_HEAD_ROOM) {
    sinter_thread_stack.limit = own.low + SINTER_HEAD_ROOM;
    sinter_thread_stack.span = own.size - SINTER_HEAD_ROOM;
  }
}

/* Bounds of the stack that contains `address`; empty if it is not one that we
 * know. */
static Bounds boundsAt(const Store *store, uintptr_t address) {
  Bounds given = {store->stackLow, store->stackHigh - store->stackLow};
  if (contains(given, address))
    return given;
  if (!ownKnown)
    findOwn();
  return contains(own, address) ? own : (Bounds){0, 0};
}

uintptr_t sinter_stack_high(const Store *store) {
  Bounds b = boundsAt(store, (uintptr_t)__builtin_frame_address(0));
  return b.low + b.size;
}

/* The store's variable may be that of another copy of the runtime. */
static void remember(const sinter_Store *store) {
  char *thread = __builtin_thread_pointer();
  if (store->threadStack)
    *(sinter_ThreadStack *)(thread + store->threadStack) = sinter_thread_stack;
}

static __attribute__((noinline)) void enterSlowly(sinter_Store *store,
                                                  uintptr_t here) {
  Bounds b = boundsAt((Store *)store, here);
  if (b.size) /* on tiny stacks nothing may run */
    store->stackLimit = b.low + SINTER_HEAD_ROOM;
  else
    store->stackLimit = here > foreignRoom ? here - foreignRoom : here;
  uint64_t bytes = ((Store *)store)->stackBytes;
  if (bytes && bytes < here - store->stackLimit && here > store->stackLimit)
    store->stackLimit = here - bytes;
}

void sinter_enter(sinter_Store *store) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  if (here - sinter_thread_stack.limit < sinter_thread_stack.span &&
      !store->ownStack)
    store->stackLimit = sinter_thread_stack.limit;
  else
    enterSlowly(store, here);
  remember(store);
}

void sinter_store_set_stack(sinter_Store *store, void *low, void *high) {
  ((Store *)store)->stackLow = (uintptr_t)low;
  ((Store *)store)->stackHigh = (uintptr_t)high;
  store->ownStack = high || ((Store *)store)->stackBytes;
}

void sinter_store_limit_stack(sinter_Store *store, uint64_t bytes) {
  ((Store *)store)->stackBytes = bytes;
  store->ownStack = bytes || ((Store *)store)->stackHigh;
}
