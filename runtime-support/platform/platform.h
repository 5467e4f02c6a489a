/*===- platform.h - what the runtime needs of machine and system -----------===*
 *
 * Everything that differs between processors and kernels is behind these
 * functions: x86_64.c has the ones that are about registers, linux.c the ones
 * that are about the system. A port adds a file for each; nothing outside this
 * directory asks what it runs on.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_PLATFORM_H
#define SINTER_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

#if !defined(__x86_64__) || !defined(__linux__)
#error "Sinter's runtime is for x86-64 Linux"
#endif

/* ---- x86_64.c ---- */

/* Runs body(arg) and returns 0. *context holds the state to come back to while
 * body runs: platform_throw(*context) makes this call return 1. *context is
 * also the stack pointer of the call: a frame address for body's CFI. */
int sinter_platform_catch(void **context, void (*body)(void *), void *arg);
_Noreturn void sinter_platform_throw(void *context);

/* The caller's registers in DWARF numbering, those that calls preserve, the
 * stack pointer (7) and the instruction pointer (16). */
void sinter_platform_capture(uintptr_t registers[17]);

enum {
  SINTER_REGISTER_COUNT = 17,
  SINTER_REGISTER_STACK = 7,
  SINTER_REGISTER_RETURN = 16
};

/* ---- cpu.c ---- */

/* Which of these features (sinter_Version.cpuFeatures) the processor lacks. */
uint64_t sinter_platform_cpu_missing(uint64_t needed);
/* Name of the feature of bit `number`; null behind the last. */
const char *sinter_platform_cpu_feature(unsigned number);

/* ---- fault.c: Linux and x86-64 ---- */

/* An access to a page that has no permission for it. */
typedef struct sinter_Fault {
  uintptr_t pc, stack; /* of the instruction; it has changed nothing */
  uintptr_t address;   /* first byte that could not be accessed */
} sinter_Fault;

/* Asks `claim` about each such fault of any thread, in a signal handler. If the
 * answer is not null, the thread leaves the handler and calls enter(answer) as
 * if a call stood in place of the instruction; else whoever handled the signal
 * before does. To be called once. */
void sinter_platform_on_fault(void *(*claim)(const sinter_Fault *),
                              void (*enter)(void *));

/* ---- linux.c ---- */

/* Address space of which the first `used` bytes are accessible, at `at` unless
 * that is null; null if there is not enough. Sizes are rounded up to pages of
 * the system. */
void *sinter_platform_reserve(void *at, uint64_t size, uint64_t used);
/* Makes [0, size) of a reservation readable and writable, given that [0,
 * committed) is; new bytes are zero. 0 if memory is short. */
int sinter_platform_commit(void *base, uint64_t committed, uint64_t size);
void sinter_platform_release(void *base, uint64_t size);
/* Zeroed memory that needs no commit; pages count when they are used. Many of
 * these cost the system less than many reservations, of which it can only keep
 * some ten thousands. Null if there is not enough. */
void *sinter_platform_allocate(uint64_t size);
/* Whether so much address space is left in one piece, now that a reservation was
 * given at `base`; or somebody has set a limit, which makes it his affair. */
int sinter_platform_has_space(const void *base, uint64_t size);

/* Bounds of the calling thread's own stack as far as it may grow; 0 and 0 if
 * the system does not tell. */
void sinter_platform_stack(uintptr_t *low, uintptr_t *high);

/* To standard error. */
void sinter_platform_write_error(const char *text, size_t length);

#endif
