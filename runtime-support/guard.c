/*===- guard.c - faults of Wasm code become traps --------------------------===*
 *
 * Code compiled with --bounds-checks=guard accesses its memories without
 * comparing: whatever a 32-bit address and an offset can reach is address space
 * of the memory (SINTER_GUARD_RESERVATION), and behind its size the pages have
 * no permissions. The processor then refuses the access before it has any
 * effect, and the system sends SIGSEGV. platform/fault.c has the handler; here
 * is what it asks: is this fault a trap, and in which store?
 *
 * It is one exactly if the instruction is code of such a module, the address
 * lies in the reservation of a memory of an instance of that same module, and
 * is not part of the memory itself. Everything else (a fault of the host, of an
 * imported function that follows a guest's pointer, or at a page that somebody
 * protected for a purpose of his own) goes to the host's handler or ends the
 * process as it would without us.
 *
 * Only modules that need this refer to sinter_guard, through their descriptor.
 * Programs without one do not get this file, and no handler.
 *
 * State of the process: the list of such memories, and that the handler is
 * installed. A handler can interrupt any thread anywhere, so it reads the list
 * without a lock: rows are added in front, are never freed, and a row whose
 * base is 0 is ready to be used again.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

#include <stdatomic.h>
#include <stdlib.h>

/* A memory of an instance. Written under `lock` only; base comes last when a
 * row begins to count, and first when it ceases to. */
typedef struct Row {
  struct Row *next; /* as it was when the row was made */
  atomic_uintptr_t base;
  atomic_uintptr_t codeStart, codeEnd;
  _Atomic(sinter_Memory *) memory;
  _Atomic(sinter_Instance *) instance;
} Row;

static _Atomic(Row *) rows;
static atomic_flag lock = ATOMIC_FLAG_INIT;
static int installed; /* under `lock` */

/* ---- in the handler ---- */

static int contains(uintptr_t start, uintptr_t size, uintptr_t address) {
  return address - start < size;
}

/* Whether the fault is an access of the row's code beyond its memory. A shared
 * memory may have grown since another thread's access has failed, so nothing
 * is concluded from its present size. */
static int claims(Row *r, const sinter_Fault *f) {
  uintptr_t base = atomic_load_explicit(&r->base, memory_order_acquire);
  uintptr_t start = r->codeStart;
  if (!base || !contains(base, SINTER_GUARD_RESERVATION, f->address) ||
      !contains(start, r->codeEnd - start, f->pc))
    return 0;
  sinter_Memory *m = r->memory;
  return m->flags & SINTER_LIMITS_SHARED || f->address - base >= m->size;
}

/* How much of its stack is left to the store's code when it runs at `stack`;
 * very much if it does not run there. */
static uintptr_t room(const sinter_Store *s, uintptr_t stack) {
  return s->stackLimit ? stack - ((uintptr_t)s->stackLimit - SINTER_HEAD_ROOM)
                       : UINTPTR_MAX;
}

/* Only a shared memory belongs to several stores. The one that runs at `stack`
 * is the one that has a limit just below it; of two on the same stack, that
 * whose handler of traps is further in, or which has none and must not leave
 * through the other's. */
static sinter_Store *inner(sinter_Store *a, sinter_Store *b, uintptr_t stack) {
  if (!a || a == b)
    return b;
  if (room(a, stack) != room(b, stack))
    return room(a, stack) < room(b, stack) ? a : b;
  return (uintptr_t)a->handler < (uintptr_t)b->handler ? a : b;
}

static void *claim(const sinter_Fault *fault) {
  sinter_Store *store = NULL;
  for (Row *r = rows; r; r = r->next)
    if (claims(r, fault)) {
      sinter_Instance *instance = r->instance;
      store = inner(store, instance->store, fault->stack);
    }
  return store;
}

static void enterTrap(void *store) {
  sinter_store_trap(store, SINTER_TRAP_MemoryOutOfBounds);
}

/* ---- the list ---- */

static Row *unusedRow(void) {
  for (Row *r = rows; r; r = r->next)
    if (!r->base)
      return r;
  Row *r = calloc(1, sizeof *r);
  if (r) {
    r->next = rows;
    rows = r;
  }
  return r;
}

static uint32_t add(sinter_Instance *instance, sinter_Memory *memory) {
  Row *r = unusedRow();
  if (!r)
    return 0;
  r->codeStart = (uintptr_t)instance->module->codeStart;
  r->codeEnd = (uintptr_t)instance->module->codeEnd;
  r->memory = memory;
  r->instance = instance;
  atomic_store_explicit(&r->base, (uintptr_t)memory->base,
                        memory_order_release);
  return 1;
}

static uint32_t addAll(sinter_Instance *instance) {
  const sinter_Module *module = instance->module;
  for (uint32_t i = 0; i < module->memoryCount; i++) {
    const sinter_ObjectDef *def = &module->memories[i];
    if (def->type.flags & SINTER_LIMITS_GUARD &&
        !add(instance, sinter_object(instance, def)))
      return 0;
  }
  return 1;
}

static void removeAll(const sinter_Instance *instance) {
  for (Row *r = rows; r; r = r->next)
    if (r->base && r->instance == instance)
      r->base = 0;
}

uint32_t sinter_guard(sinter_Instance *instance, uint32_t attach) {
  uint32_t done = 1;
  while (atomic_flag_test_and_set_explicit(&lock, memory_order_acquire))
    ; /* held for a few instructions */
  if (attach && !installed) {
    sinter_platform_on_fault(claim, enterTrap);
    installed = 1;
  }
  if (attach)
    done = addAll(instance);
  if (!attach || !done)
    removeAll(instance);
  atomic_flag_clear_explicit(&lock, memory_order_release);
  return done;
}
