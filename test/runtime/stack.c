/* RUN: %host-cc -std=gnu11 -O1 -I%include %s \
 * RUN:   %resource/libsinter.a -o %t -pthread
 * RUN: %t
 *
 * Exhausting the stack is a trap on every stack: the main thread's with any
 * limit, those of other threads, and those that a program makes itself. */
#include "Inputs/handmade.h"
#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

typedef struct Job {
  sinter_Store *store;
  sinter_Instance *instance;
  uint64_t frames;
} Job;

static void ignore(void *context, sinter_Value *values) {
  (void)context;
  (void)values;
}

static void *recurseIn(void *arg) {
  Job *job = arg;
  sinter_Error e;
  sinter_Value v = {.i32 = 0};
  CHECK(sinter_call(job->store, function(job->instance, "recurse"), &v, &e) ==
        SINTER_TRAPPED);
  CHECK(e.trap == SINTER_TRAP_CallStackExhausted);
  job->frames = e.frameTotal;
  return NULL;
}

static void inThread(Job *job, size_t size) {
  pthread_attr_t a;
  pthread_t thread;
  CHECK(!pthread_attr_init(&a) && !pthread_attr_setstacksize(&a, size));
  CHECK(!pthread_create(&thread, &a, recurseIn, job));
  CHECK(!pthread_join(thread, NULL));
}

static Job *fiberJob;
static void fiberMain(void) { recurseIn(fiberJob); }

/* With guard pages around, so that an overflow would not go unnoticed. */
static void inFiber(Job *job, size_t size, int told) {
  ucontext_t here, fiber;
  char *stack =
      mmap(NULL, size + 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(stack != MAP_FAILED);
  CHECK(!mprotect(stack + 4096, size, PROT_READ | PROT_WRITE));
  CHECK(!getcontext(&fiber));
  fiber.uc_stack.ss_sp = stack + 4096;
  fiber.uc_stack.ss_size = size;
  fiber.uc_link = &here;
  fiberJob = job;
  if (told)
    sinter_store_set_stack(job->store, stack + 4096, stack + 4096 + size);
  makecontext(&fiber, fiberMain, 0);
  CHECK(!swapcontext(&here, &fiber));
  sinter_store_set_stack(job->store, NULL, NULL);
  munmap(stack, size + 8192);
}

/* The main thread's stack is measured when the program begins. */
static void withLimit(const char *program, rlim_t bytes) {
  pid_t child = fork();
  int status;
  if (!child) {
    struct rlimit limit = {bytes, RLIM_INFINITY};
    if (setrlimit(RLIMIT_STACK, &limit)) {
      limit.rlim_max = bytes;
      CHECK(!setrlimit(RLIMIT_STACK, &limit));
    }
    execl(program, program, "child", NULL);
    _exit(1);
  }
  CHECK(waitpid(child, &status, 0) == child && status == 0);
}

int main(int argc, char **argv) {
  Job job;
  Host host;
  sinter_Error e;
  makeHost(&host, ignore, NULL);
  job.store = sinter_store_new();
  CHECK(!sinter_instantiate(module(), job.store, host.imports, NULL,
                            &job.instance, &e));
  recurseIn(&job);
  CHECK(job.frames > 1000);
  if (argc > 1)
    return 0;
  inThread(&job, 1 << 20);
  CHECK(job.frames > 1000);
  inThread(&job, 128 << 10);
  CHECK(job.frames > 10);
  inThread(&job, 64 << 10); /* too small for any */
  inFiber(&job, 1 << 20, 1);
  CHECK(job.frames > 10000);
  inFiber(&job, 256 << 10, 0);
  CHECK(job.frames > 100);
  withLimit(argv[0], 1 << 20);
  withLimit(argv[0], 64 << 20);
  withLimit(argv[0], RLIM_INFINITY);
}
