/*===- trap.c - leaving Wasm code ------------------------------------------===*
 *
 * A trap, and the exit of a WASI program, end the innermost entry from the
 * host: a jump to the sinter_try that is on top of the store's stack of
 * handlers. Wasm code owns nothing that would need unwinding, and host code
 *that calls back into Wasm puts a sinter_try there, so that no frame of others
 *is jumped over. Nothing here needs signals, thread-local state or C++
 *exceptions.
 *
 * Where no sinter_try is active a trap ends the process: the safe thing, since
 * the caller has not said what to do. C++ hosts have said it: their stores have
 * a function that throws (sinter_Store.raise), and the exception goes through
 * the frames of Wasm code, and of the functions here, by their unwind tables.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"
#include "platform/platform.h"

#include <stdlib.h>
#include <string.h>

const char *sinter_trap_message(uint32_t kind) {
  switch (kind) {
#define ABI_TRAP(Name, Message)                                                \
  case SINTER_TRAP_##Name:                                                     \
    return Message;
#include "sinter/Abi.def"
  default:
    return "unknown trap";
  }
}

void sinter_error_clear(sinter_Error *error) {
  if (!error)
    return;
  error->status = SINTER_OK;
  error->trap = SINTER_TRAP_NONE;
  error->exitCode = 0;
  error->frameCount = 0;
  error->frameTotal = 0;
  error->import = NULL;
  error->isGiven = 0;
  error->message[0] = 0;
}

Text sinter_error_begin(sinter_Error *error, sinter_Status status) {
  sinter_error_clear(error);
  error->status = status;
  return sinter_text(error->message, sizeof error->message);
}

static void describeTrap(const Store *store, uint32_t kind, uintptr_t limit,
                         sinter_Error *error) {
  Text t = sinter_error_begin(error, SINTER_TRAPPED);
  error->trap = kind;
  sinter_text_string(&t, sinter_trap_message(kind));
  sinter_backtrace(store, limit, error);
}

/* No handler: the store may have another way, which does not come back. */
static SINTER_NORETURN void leave(sinter_Store *store,
                                  const sinter_Error *error) {
  if (store->raise)
    store->raise(store, error);
  sinter_error_print(error);
  abort();
}

static SINTER_NORETURN void raiseTrap(sinter_Store *store, uint32_t kind) {
  sinter_Error error;
  const Store *s = (Store *)store;
  describeTrap(s, kind, sinter_stack_high(s), &error);
  leave(store, &error);
}

static void describeExit(int32_t code, sinter_Error *error) {
  Text t = sinter_error_begin(error, SINTER_EXITED);
  sinter_text_string(&t, "the program has ended itself");
  error->exitCode = code;
}

void sinter_store_trap(sinter_Store *store, uint32_t kind) {
  sinter_TrapFrame *handler = store->handler;
  if (!handler)
    raiseTrap(store, kind);
  handler->status = SINTER_TRAPPED;
  if (handler->error)
    describeTrap((Store *)store, kind, (uintptr_t)handler->context,
                 handler->error);
  sinter_platform_throw(handler->context);
}

void sinter_trap(sinter_Instance *instance, uint32_t kind) {
  if (kind == SINTER_TRAP_Interrupted)
    sinter_store_clear_interrupt(instance->store);
  sinter_store_trap(instance->store, kind);
}

/* Relaxed: it says that code shall end, and hands over nothing else. */
void sinter_store_interrupt(sinter_Store *store) {
  __atomic_store_n(&store->interrupt, 1, __ATOMIC_RELAXED);
}

void sinter_store_clear_interrupt(sinter_Store *store) {
  __atomic_store_n(&store->interrupt, 0, __ATOMIC_RELAXED);
}

static SINTER_NORETURN void raiseExit(sinter_Store *store, int32_t code) {
  sinter_Error error;
  if (!store->raise)
    exit(code); /* no entry that could be ended but the process */
  describeExit(code, &error);
  leave(store, &error);
}

void sinter_exit(sinter_Store *store, int32_t code) {
  sinter_TrapFrame *handler = store->handler;
  if (!handler)
    raiseExit(store, code);
  handler->status = SINTER_EXITED;
  if (handler->error)
    describeExit(code, handler->error);
  sinter_platform_throw(handler->context);
}

sinter_Status sinter_try(sinter_Store *store, void (*body)(void *), void *arg,
                         sinter_Error *error) {
  sinter_TrapFrame frame = {.outer = store->handler,
                            .stackLimit = store->stackLimit,
                            .status = SINTER_OK,
                            .error = error};
  sinter_error_clear(error);
  store->handler = &frame;
  sinter_platform_catch(&frame.context, body, arg);
  store->handler = frame.outer;
  store->stackLimit = frame.stackLimit;
  return frame.status;
}

void sinter_invoke(sinter_Store *store, const sinter_FuncRef *func,
                   sinter_Value *values) {
  sinter_TrapFrame *handler = store->handler;
  int nested = store->stackLimit != 0;
  if (nested)
    store->handler = NULL; /* a trap must not unwind the host's frames */
  else
    sinter_enter(store);
  func->type->invoke(func->code, func->instance, values);
  if (nested)
    store->handler = handler;
  else
    store->stackLimit = 0;
}

typedef struct Call {
  sinter_Store *store;
  const sinter_FuncRef *func;
  sinter_Value *values;
} Call;

static void runCall(void *arg) {
  Call *c = arg;
  if (!c->store->stackLimit)
    sinter_enter(c->store);
  c->func->type->invoke(c->func->code, c->func->instance, c->values);
}

sinter_Status sinter_call(sinter_Store *store, const sinter_FuncRef *func,
                          sinter_Value *values, sinter_Error *error) {
  Call c = {store, func, values};
  return sinter_try(store, runCall, &c, error);
}

void sinter_func_init(sinter_FuncRef *func, const sinter_Type *type,
                      sinter_HostFunc *host) {
  *func = (sinter_FuncRef){
      .type = type, .code = type->hostEntry, .instance = host, .self = func};
}

sinter_Store *sinter_store_new(void) { return calloc(1, sizeof(Store)); }

void sinter_store_free(sinter_Store *store) { free(store); }
