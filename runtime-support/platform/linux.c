/*===- linux.c - address space and stacks ----------------------------------===*
 *
 * A memory or table is one mapping that starts inaccessible and becomes
 * accessible from its beginning as it grows, so that it never moves and costs
 * only what it uses.
 *
 * The bounds of the main thread's stack are not a fact that one can ask for:
 * the kernel lets it grow until its limit. Its end is found behind the last
 * thing that the kernel puts on it, the name of the program.
 *
 *===----------------------------------------------------------------------===*/
#define _GNU_SOURCE
#include "platform.h"

#include <elf.h>
#include <pthread.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint64_t roundToPages(uint64_t size) {
  uint64_t mask = (uint64_t)sysconf(_SC_PAGESIZE) - 1;
  return size > UINT64_MAX - mask ? UINT64_MAX : (size + mask) & ~mask;
}

int sinter_platform_commit(void *base, uint64_t committed, uint64_t size) {
  committed = roundToPages(committed);
  size = roundToPages(size);
  if (size <= committed)
    return 1;
  return !mprotect((char *)base + committed, size - committed,
                   PROT_READ | PROT_WRITE);
}

/* Neighbours that are mapped alike are one mapping to Linux. Releasing one of
 * them can make two of it; where there may be no more mappings, at least its
 * memory is given back. */
void sinter_platform_release(void *base, uint64_t size) {
  size = roundToPages(size ? size : 1);
  if (munmap(base, size))
    madvise(base, size, MADV_DONTNEED);
}

void *sinter_platform_reserve(void *at, uint64_t size, uint64_t used) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  if (at)
    flags |= MAP_FIXED_NOREPLACE;
  size = roundToPages(size ? size : 1);
  void *p = mmap(at, size, PROT_NONE, flags, -1, 0);
  if (p == MAP_FAILED)
    return NULL;
  if (at && p != at) { /* kernels before 4.17 do not know the flag */
    munmap(p, size);
    return NULL;
  }
  if (sinter_platform_commit(p, 0, used))
    return p;
  sinter_platform_release(p, size);
  return NULL;
}

/* Without huge pages, which would fill what is between the used ones. */
void *sinter_platform_allocate(uint64_t size) {
  size = roundToPages(size ? size : 1);
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED)
    return NULL;
  madvise(p, size, MADV_NOHUGEPAGE);
  return p;
}

/* Linux gives addresses from the top of 47 bits downwards, unless it is told to
 * do it as in former times: then only trying helps. */
int sinter_platform_has_space(const void *base, uint64_t size) {
  struct rlimit limit;
  if ((uintptr_t)base >> 46)
    return 1;
  if (!getrlimit(RLIMIT_AS, &limit) && limit.rlim_cur != RLIM_INFINITY)
    return 1;
  void *p = sinter_platform_reserve(NULL, size, 0);
  if (p)
    munmap(p, roundToPages(size));
  return p != NULL;
}

/* The kernel keeps at least 128 MiB below the main stack free of mappings,
 * whatever the limit says later; a part of that is certain to be usable. */
static const uint64_t mainStackMax = UINT64_C(120) << 20;

static void mainStack(uintptr_t *low, uintptr_t *high) {
  struct rlimit limit;
  const char *program = (const char *)(uintptr_t)getauxval(AT_EXECFN);
  if (!program || getrlimit(RLIMIT_STACK, &limit))
    return;
  /* Eight zero bytes follow the name, then the stack ends. */
  *high = roundToPages((uintptr_t)program + strlen(program) + 1 + 8);
  *low =
      *high - (limit.rlim_cur < mainStackMax ? limit.rlim_cur : mainStackMax);
}

static void otherStack(uintptr_t *low, uintptr_t *high) {
  pthread_attr_t attributes;
  void *start;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes))
    return;
  if (!pthread_attr_getstack(&attributes, &start, &size)) {
    *low = (uintptr_t)start;
    *high = *low + size;
  }
  pthread_attr_destroy(&attributes);
}

void sinter_platform_stack(uintptr_t *low, uintptr_t *high) {
  *low = *high = 0;
  if (getpid() == (pid_t)syscall(SYS_gettid))
    mainStack(low, high);
  else
    otherStack(low, high);
}

void sinter_platform_write_error(const char *text, size_t length) {
  while (length) {
    ssize_t n = write(STDERR_FILENO, text, length);
    if (n <= 0)
      return; /* nobody is left to tell */
    text += n;
    length -= (size_t)n;
  }
}
