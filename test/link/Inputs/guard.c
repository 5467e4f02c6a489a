/* The host of guard.wat. */
#include "m.h"
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define CHECK(Condition)                                                       \
  do {                                                                         \
    if (!(Condition)) {                                                        \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #Condition);          \
      exit(1);                                                                 \
    }                                                                          \
  } while (0)

enum { PageSize = 65536 };

/* ---- calls that may trap ---- */

typedef struct Call {
  m_instance *m;
  void (*f)(m_instance *, int32_t);
  int32_t argument;
} Call;

static void runCall(void *arg) {
  Call *c = arg;
  c->f(c->m, c->argument);
}

static sinter_Status try1(m_instance *m, void (*f)(m_instance *, int32_t),
                          int32_t argument) {
  Call c = {m, f, argument};
  sinter_Error error;
  sinter_Status status = sinter_try(m->base.store, runCall, &c, &error);
  CHECK(status == SINTER_OK || error.trap == SINTER_TRAP_MemoryOutOfBounds);
  CHECK(status == SINTER_OK || error.frameTotal >= 1);
  CHECK(!m->base.store->handler && !m->base.store->stackLimit);
  return status;
}

static void outer(m_instance *m, int32_t at) { m_outer(m, at); }
static void load128(m_instance *m, int32_t at) { m_load128(m, at); }

static m_instance *makeInstance(void) {
  m_instance *m;
  sinter_Error error;
  CHECK(!m_instantiate(sinter_store_new(), NULL, &m, &error));
  return m;
}

static void freeInstance(m_instance *m) {
  sinter_Store *store = m->base.store;
  sinter_instance_free(&m->base);
  sinter_store_free(store);
}

/* ---- traps ---- */

static void backtrace(m_instance *m) {
  Call c = {m, outer, PageSize};
  sinter_Error error;
  CHECK(sinter_try(m->base.store, runCall, &c, &error) == SINTER_TRAPPED);
  sinter_error_print(&error);
  CHECK(error.frameTotal == 2 && error.frames[0].index == 1);
}

static void edges(m_instance *m) {
  CHECK(!try1(m, outer, PageSize - 1));
  CHECK(try1(m, outer, PageSize));
  CHECK(try1(m, outer, -1));
  CHECK(try1(m, outer, INT32_MIN));
  CHECK(!try1(m, load128, PageSize - 17));
  CHECK(try1(m, load128, PageSize - 16));
  CHECK(try1(m, load128, -1));
  CHECK(try1(m, m_far, 0));
  CHECK(try1(m, m_far, 1)); /* 2^32 is not 0 */
  CHECK(try1(m, m_far, -1));
  CHECK(!try1(m, m_lane, 0));
  CHECK(try1(m, m_lane, 1));
  for (int32_t n = 1; n < 16; n++)
    CHECK(try1(m, m_store128, PageSize - n));
  for (int32_t n = 1; n < 8; n++)
    CHECK(try1(m, m_store64, PageSize - n));
  CHECK(try1(m, m_store16, PageSize - 1));
}

/* A store that is half outside writes nothing. */
static void wholeOrNothing(m_instance *m) {
  uint8_t *end = m_memory(m)->base + PageSize;
  memset(end - 16, 0x55, 16);
  edges(m);
  for (int n = 2; n <= 16; n++)
    CHECK(end[-n] == 0x55);
  CHECK(end[-1] == 0xff); /* m_lane */
  CHECK(!try1(m, m_store128, PageSize - 16) && end[-16] == 0xff);
}

static void inOrder(m_instance *m) {
  sinter_Value *step = &m_step(m)->value;
  int32_t word;
  CHECK(try1(m, m_dead, PageSize - 7) && step->i32 == 1);
  CHECK(!try1(m, m_dead, PageSize - 8) && step->i32 == 2);
  step->i32 = 0;
  CHECK(try1(m, m_each, 0) && step->i32 == 5);
  CHECK(try1(m, m_ordered, PageSize));
  memcpy(&word, m_memory(m)->base + 8, 4);
  CHECK(word == 1);
  CHECK(try1(m, m_filled, PageSize));
  memcpy(&word, m_memory(m)->base + 8, 4);
  CHECK(word == 0x07070707);
}

static void growing(void) {
  m_instance *m = makeInstance();
  CHECK(try1(m, outer, PageSize));
  CHECK(m_grow(m, 1) == 1);
  CHECK(!try1(m, outer, PageSize) && !try1(m, outer, 2 * PageSize - 1));
  CHECK(try1(m, outer, 2 * PageSize));
  CHECK(m_grow(m, 63) == -1);
  freeInstance(m);
}

static void *manyTraps(void *arg) {
  m_instance *m = makeInstance();
  (void)arg;
  for (int i = 0; i < 2000; i++) {
    CHECK(try1(m, outer, PageSize + i * 1000));
    CHECK(!try1(m, outer, i));
  }
  freeInstance(m);
  return NULL;
}

static void threads(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    CHECK(!pthread_create(&t[i], NULL, manyTraps, NULL));
  for (int i = 0; i < 4; i++)
    CHECK(!pthread_join(t[i], NULL));
}

/* Traps while the thread has a stack for signals. */
static void alternateStack(m_instance *m) {
  static char room[1 << 16];
  stack_t stack = {.ss_sp = room, .ss_size = sizeof room}, after;
  CHECK(!sigaltstack(&stack, NULL));
  for (int i = 0; i < 3; i++)
    CHECK(try1(m, outer, PageSize));
  CHECK(!sigaltstack(NULL, &after) && !(after.ss_flags & SS_ONSTACK));
  stack.ss_flags = SS_DISABLE;
  CHECK(!sigaltstack(&stack, NULL));
}

/* ---- faults that are no traps ---- */

static sigjmp_buf back;
static volatile sig_atomic_t seen;
static char *volatile nowhere;

static void onFault(int number, siginfo_t *info, void *context) {
  (void)info, (void)context;
  CHECK(number == SIGSEGV);
  seen++;
  siglongjmp(back, 1);
}

static void install(void) {
  struct sigaction a = {.sa_sigaction = onFault, .sa_flags = SA_SIGINFO};
  CHECK(!sigaction(SIGSEGV, &a, NULL));
}

/* Imported: what the host does wrong while Wasm code is below it. */
void env_call(void *context, int32_t what) {
  m_instance **m = context;
  if (what == 0)
    *nowhere = 1;
  else if (what == 1) /* follows a guest's address */
    *(volatile char *)((*m ? m_memory(*m)->base : NULL) + PageSize) = 1;
}

#define REACHES_HOST(Statement)                                                \
  do {                                                                         \
    int before = seen;                                                         \
    if (!sigsetjmp(back, 1)) {                                                 \
      Statement;                                                               \
      CHECK(!"no fault");                                                      \
    }                                                                          \
    CHECK(seen == before + 1);                                                 \
  } while (0)

/* An entry that was left by siglongjmp. */
static void forget(m_instance *m) {
  m->base.store->stackLimit = 0;
  m->base.store->handler = NULL;
}

static void foreignFaults(m_instance **context) {
  m_instance *m = *context;
  uint8_t *base = m_memory(m)->base;
  REACHES_HOST(*nowhere = 1);
  REACHES_HOST(m_host(m, 0));
  forget(m);
  REACHES_HOST(m_host(m, 1));
  forget(m);
  REACHES_HOST(*(volatile uint8_t *)(base + PageSize) = 1);
  /* A page of the memory that the host has protected. */
  CHECK(!mprotect(base, 4096, PROT_NONE));
  REACHES_HOST(m_outer(m, 5));
  forget(m);
  CHECK(!mprotect(base, 4096, PROT_READ | PROT_WRITE));
  REACHES_HOST(raise(SIGSEGV));
  CHECK(try1(m, outer, PageSize));
}

/* ---- a handler that comes later, and keeps to the custom ---- */

static struct sigaction earlier;

static void onFaultLater(int number, siginfo_t *info, void *context) {
  earlier.sa_sigaction(number, info, context);
}

static void installLater(void) {
  struct sigaction a = {.sa_sigaction = onFaultLater, .sa_flags = SA_SIGINFO};
  CHECK(!sigaction(SIGSEGV, &a, &earlier));
}

int main(int argc, char **argv) {
  static m_instance *m;
  sinter_Error error;
  (void)argv;
  if (argc == 1)
    install();
  CHECK(!m_instantiate(sinter_store_new(), &m, &m, &error));
  if (argc > 1)
    *nowhere = 1;
  backtrace(m);
  wholeOrNothing(m);
  inOrder(m);
  growing();
  threads();
  alternateStack(m);
  foreignFaults(&m);
  installLater();
  CHECK(try1(m, outer, PageSize));
  foreignFaults(&m);
  freeInstance(m);
  REACHES_HOST(*nowhere = 1);
  puts("all well");
}
