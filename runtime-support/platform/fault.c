/*===- fault.c - the handler of SIGSEGV ------------------------------------===*
 *
 * Linux reports an access to a page without permission as SIGSEGV, with the
 * address and the registers. (SIGBUS is for files that have become shorter: no
 * memory of ours is one.) A fault that is claimed is turned into a call: the
 * handler changes the saved registers and returns, and the system resumes the
 * thread at `enter`, on the thread's own stack, with the signal mask that it
 * had. So what follows is ordinary code that may allocate, unwind and jump; the
 * handler itself does nothing but compare addresses.
 *
 * The handler belongs to the process, and others have use for it. Ours takes
 * the place of the one that is there, once, and hands on every fault that is
 * not claimed, in the way that one was installed: same mask, same arguments,
 * default action included. Handlers that come later do the same with ours if
 * they keep to the custom; one that does not gets all faults, those of Wasm
 * code too.
 *
 * Stacks: no alternate stack is needed, for Wasm code leaves room below its
 * limit (stack.c). Where the thread has one, it is used (SA_ONSTACK): the
 * earlier handler may count on it, and the handler is left before the trap
 * begins.
 *
 *===----------------------------------------------------------------------===*/
#define _GNU_SOURCE
#include "platform.h"

#include <signal.h>
#include <ucontext.h>

static struct sigaction previous;
static void *(*claimFault)(const sinter_Fault *);
static void (*enterFault)(void *);

/* Entered as if called by the instruction that failed, with rdi: argument and
 * rsi: function. That function could have its stack pointer anywhere. */
__asm__(".text\n"
        ".globl sinter_platform_fault_entry\n"
        ".hidden sinter_platform_fault_entry\n"
        ".type sinter_platform_fault_entry, @function\n"
        "sinter_platform_fault_entry:\n"
        "  .cfi_startproc\n"
        "  pushq %rbp\n"
        "  .cfi_def_cfa_offset 16\n"
        "  .cfi_offset %rbp, -16\n"
        "  movq %rsp, %rbp\n"
        "  .cfi_def_cfa_register %rbp\n"
        "  andq $-16, %rsp\n"
        "  cld\n"
        "  callq *%rsi\n"
        "  ud2\n"
        "  .cfi_endproc\n"
        ".size sinter_platform_fault_entry, .-sinter_platform_fault_entry\n");
extern const char sinter_platform_fault_entry[];

/* Makes the thread call enterFault(argument) when the handler returns. An
 * unwinder looks for the caller at the byte before the return address, so that
 * is the first byte of the instruction, not the one behind it. What the
 * function keeps below its stack pointer is lost: it will not go on. */
static void redirect(ucontext_t *context, void *argument) {
  greg_t *r = context->uc_mcontext.gregs;
  r[REG_RSP] -= 8;
  *(uintptr_t *)r[REG_RSP] = (uintptr_t)r[REG_RIP] + 1;
  r[REG_RIP] = (greg_t)(uintptr_t)sinter_platform_fault_entry;
  r[REG_RDI] = (greg_t)(uintptr_t)argument;
  r[REG_RSI] = (greg_t)(uintptr_t)enterFault;
}

/* The default action. A fault happens again when the handler returns; a signal
 * that was sent has to be sent again. */
static void actByDefault(int number, const siginfo_t *info) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(number, &standard, NULL);
  if (info->si_code <= 0)
    raise(number);
}

/* To the handler that was there before. Our own frame is gone by then: there
 * may be one of us for each shared object. */
static void handOn(int number, siginfo_t *info, void *context) {
  struct sigaction to = previous;
  if (to.sa_flags & SA_RESETHAND)
    previous = (struct sigaction){.sa_handler = SIG_DFL};
  if (to.sa_flags & SA_SIGINFO)
    to.sa_sigaction(number, info, context);
  else if (to.sa_handler == SIG_IGN && info->si_code <= 0)
    ; /* was sent, and is to be ignored; a fault cannot be */
  else if (to.sa_handler == SIG_DFL || to.sa_handler == SIG_IGN)
    actByDefault(number, info);
  else
    to.sa_handler(number);
}

static __attribute__((noinline)) int isClaimed(const siginfo_t *info,
                                               ucontext_t *context) {
  const greg_t *r = context->uc_mcontext.gregs;
  sinter_Fault fault = {.pc = (uintptr_t)r[REG_RIP],
                        .stack = (uintptr_t)r[REG_RSP],
                        .address = (uintptr_t)info->si_addr};
  void *argument = info->si_code == SEGV_ACCERR ? claimFault(&fault) : NULL;
  if (argument)
    redirect(context, argument);
  return argument != NULL;
}

static void onFault(int number, siginfo_t *info, void *context) {
  if (!isClaimed(info, context))
    handOn(number, info, context);
}

void sinter_platform_on_fault(void *(*claim)(const sinter_Fault *),
                              void (*enter)(void *)) {
  claimFault = claim;
  enterFault = enter;
  sigaction(SIGSEGV, NULL, &previous); /* known before a fault can come */
  struct sigaction ours = {.sa_sigaction = onFault,
                           .sa_mask = previous.sa_mask};
  ours.sa_flags =
      SA_SIGINFO | SA_ONSTACK | (previous.sa_flags & (SA_NODEFER | SA_RESTART));
  sigaction(SIGSEGV, &ours, NULL);
}
