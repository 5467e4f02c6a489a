/*===- x86_64.c - registers ------------------------------------------------===*
 *
 * Leaving Wasm code by a trap is a jump to an older frame. C's setjmp returns
 * twice, which compilers must tiptoe around; catch/throw here is a call that
 * returns once, with one of two values: catch pushes what its caller expects
 * to be preserved and calls the body; throw puts the stack pointer back to that
 * point and returns from catch. The saved state is the stack pointer alone.
 *
 *===----------------------------------------------------------------------===*/
#include "platform.h"

#include <cpuid.h>

__asm__(".text\n"
        ".globl sinter_platform_catch\n"
        ".hidden sinter_platform_catch\n"
        ".type sinter_platform_catch, @function\n"
        "sinter_platform_catch:\n"
        "  .cfi_startproc\n"
        "  pushq %rbp\n"
        "  .cfi_adjust_cfa_offset 8\n"
        "  .cfi_rel_offset %rbp, 0\n"
        "  pushq %rbx\n"
        "  .cfi_adjust_cfa_offset 8\n"
        "  .cfi_rel_offset %rbx, 0\n"
        "  pushq %r12\n"
        "  .cfi_adjust_cfa_offset 8\n"
        "  .cfi_rel_offset %r12, 0\n"
        "  pushq %r13\n"
        "  .cfi_adjust_cfa_offset 8\n"
        "  .cfi_rel_offset %r13, 0\n"
        "  pushq %r14\n"
        "  .cfi_adjust_cfa_offset 8\n"
        "  .cfi_rel_offset %r14, 0\n"
        "  pushq %r15\n"
        "  .cfi_adjust_cfa_offset 8\n"
        "  .cfi_rel_offset %r15, 0\n"
        "  subq $8, %rsp\n"
        "  .cfi_adjust_cfa_offset 8\n"
        "  stmxcsr (%rsp)\n"
        "  fnstcw 4(%rsp)\n"
        "  movq %rsp, (%rdi)\n"
        "  movq %rdx, %rdi\n"
        "  callq *%rsi\n"
        "  xorl %eax, %eax\n"
        "sinter_platform_catch_return:\n"
        "  addq $8, %rsp\n"
        "  .cfi_adjust_cfa_offset -8\n"
        "  popq %r15\n"
        "  .cfi_adjust_cfa_offset -8\n"
        "  .cfi_restore %r15\n"
        "  popq %r14\n"
        "  .cfi_adjust_cfa_offset -8\n"
        "  .cfi_restore %r14\n"
        "  popq %r13\n"
        "  .cfi_adjust_cfa_offset -8\n"
        "  .cfi_restore %r13\n"
        "  popq %r12\n"
        "  .cfi_adjust_cfa_offset -8\n"
        "  .cfi_restore %r12\n"
        "  popq %rbx\n"
        "  .cfi_adjust_cfa_offset -8\n"
        "  .cfi_restore %rbx\n"
        "  popq %rbp\n"
        "  .cfi_adjust_cfa_offset -8\n"
        "  .cfi_restore %rbp\n"
        "  retq\n"
        "  .cfi_endproc\n"
        ".size sinter_platform_catch, .-sinter_platform_catch\n"

        ".globl sinter_platform_throw\n"
        ".hidden sinter_platform_throw\n"
        ".type sinter_platform_throw, @function\n"
        "sinter_platform_throw:\n"
        "  .cfi_startproc\n"
        "  movq %rdi, %rsp\n"
        "  ldmxcsr (%rsp)\n" /* the rounding mode belongs to the host */
        "  fldcw 4(%rsp)\n"
        "  cld\n"
        "  movl $1, %eax\n"
        "  jmp sinter_platform_catch_return\n"
        "  .cfi_endproc\n"
        ".size sinter_platform_throw, .-sinter_platform_throw\n"

        ".globl sinter_platform_capture\n"
        ".hidden sinter_platform_capture\n"
        ".type sinter_platform_capture, @function\n"
        "sinter_platform_capture:\n"
        "  .cfi_startproc\n"
        "  movq %rbx, 3*8(%rdi)\n"
        "  movq %rbp, 6*8(%rdi)\n"
        "  leaq 8(%rsp), %rax\n" /* the stack as it is after the return */
        "  movq %rax, 7*8(%rdi)\n"
        "  movq %r12, 12*8(%rdi)\n"
        "  movq %r13, 13*8(%rdi)\n"
        "  movq %r14, 14*8(%rdi)\n"
        "  movq %r15, 15*8(%rdi)\n"
        "  movq (%rsp), %rax\n"
        "  movq %rax, 16*8(%rdi)\n"
        "  retq\n"
        "  .cfi_endproc\n"
        ".size sinter_platform_capture, .-sinter_platform_capture\n");

const char *sinter_platform_missing_feature(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSE4_1))
    return "SSE4.1";
  return NULL;
}
