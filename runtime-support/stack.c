/*===- stack.c - how deep Wasm code may recurse ----------------------------===*
 *
 * Every function compares the stack pointer with the store's stackLimit, and
 *the check is a trap like any other. The limit belongs to the thread that is
 *running now, so it is set anew at each entry from the host.
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

typedef struct Bounds {
  uintptr_t low, high;
  int known;
} Bounds;

static const uintptr_t headRoom = 96 << 10;
/* What code may use of a stack of which nothing is known, the head room being
 * there as well. */
static const uintptr_t foreignRoom = 32 << 10;

static int contains(uintptr_t low, uintptr_t high, uintptr_t address) {
  return low <= address && address < high;
}

/* Bounds of the stack that contains `address`; low and high are 0 if it is not
 * one that we know. */
static Bounds boundsAt(const Store *store, uintptr_t address) {
  static _Thread_local Bounds own;
  if (contains(store->stackLow, store->stackHigh, address))
    return (Bounds){store->stackLow, store->stackHigh, 1};
  if (!own.known) {
    sinter_platform_stack(&own.low, &own.high);
    own.known = 1;
  }
  return contains(own.low, own.high, address) ? own : (Bounds){0, 0, 0};
}

uintptr_t sinter_stack_high(const Store *store) {
  return boundsAt(store, (uintptr_t)__builtin_frame_address(0)).high;
}

void sinter_enter(sinter_Store *store) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  Bounds b = boundsAt((Store *)store, here);
  if (!b.known) {
    store->stackLimit = here > foreignRoom ? here - foreignRoom : here;
    return;
  }
  store->stackLimit = b.low + headRoom; /* on tiny stacks nothing may run */
}

void sinter_store_set_stack(sinter_Store *store, void *low, void *high) {
  ((Store *)store)->stackLow = (uintptr_t)low;
  ((Store *)store)->stackHigh = (uintptr_t)high;
}
