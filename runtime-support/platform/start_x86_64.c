/*===- start_x86_64.c - first instruction of a dynamic executable ----------===*
 *
 * An executable that links host objects uses the host's C library, whose own
 * crt1.o belongs to a development package that the machine need not have. This
 * is the one thing of it that is needed: hand the stack as the kernel left it to
 * the C library, which then calls main (start.c).
 *
 *===----------------------------------------------------------------------===*/
__asm__(".text\n"
        ".globl _start\n"
        ".type _start, @function\n"
        "_start:\n"
        "  .cfi_startproc\n"
        "  .cfi_undefined %rip\n" /* the outermost frame */
        "  xorl %ebp, %ebp\n"
        "  movq %rdx, %r9\n"  /* what the dynamic linker runs at exit */
        "  popq %rsi\n"       /* argc */
        "  movq %rsp, %rdx\n" /* argv */
        "  andq $-16, %rsp\n"
        "  pushq %rax\n"
        "  pushq %rsp\n"      /* end of the stack */
        "  xorl %r8d, %r8d\n" /* no init and fini: the linker's arrays */
        "  xorl %ecx, %ecx\n"
        "  movq main@GOTPCREL(%rip), %rdi\n"
        "  callq *__libc_start_main@GOTPCREL(%rip)\n"
        "  hlt\n"
        "  .cfi_endproc\n"
        ".size _start, .-_start\n");
