/* RUN: %host-cc -std=gnu11 -O1 -I%include %s %resource/libsinter.a -o %t
 * RUN: %t 2>&1 | FileCheck %s
 *
 * A backtrace ends early, and does not crash, where frames of others cannot be
 * followed: code without unwind information, code whose information is wrong,
 * and code that no file describes. */
#include "Inputs/handmade.h"
#include <sys/mman.h>

/* Each calls code(n, instance). */
void withoutCfi(int32_t n, void *instance, void *code);
void cfaFarAway(int32_t n, void *instance, void *code);
void cfaBelow(int32_t n, void *instance, void *code);
void returnUnaligned(int32_t n, void *instance, void *code);
void expression(int32_t n, void *instance, void *code);

#define CALLS(Name, Cfi)                                                       \
  __asm__(".text\n" #Name ":\n .cfi_startproc\n subq $8, %rsp\n" Cfi           \
          " callq *%rdx\n addq $8, %rsp\n retq\n .cfi_endproc\n")

__asm__(".text\nwithoutCfi:\n subq $8, %rsp\n callq *%rdx\n addq $8, %rsp\n"
        " retq\n");
CALLS(cfaFarAway, ".cfi_def_cfa_offset 0x40000000\n");
CALLS(cfaBelow, ".cfi_def_cfa_offset -4096\n");
CALLS(returnUnaligned, ".cfi_def_cfa_offset 13\n");
CALLS(expression, ".cfi_escape 0x0f, 3, 0x77, 0x10, 0x06\n");

typedef struct Through {
  void (*foreign)(int32_t, void *, void *);
  sinter_Instance *instance;
} Through;

static void callForeign(void *context, sinter_Value *values) {
  Through *t = context;
  (void)values;
  t->foreign(0, t->instance, ((Instance *)t->instance)->refs[3].code);
}

static void ignore(void *context, sinter_Value *values) {
  (void)context;
  (void)values;
}

/* The host function that `fail` calls goes through foreign code to `fail`
 * again, which then traps. */
static void enterThrough(sinter_Instance *i, Through *through) {
  sinter_Error e;
  sinter_HostFunc outer = {callForeign, through}, inner = {ignore, NULL};
  sinter_FuncRef ref, innerRef;
  sinter_Value v = {.i32 = 0};
  sinter_func_init(&ref, &unary, &outer);
  sinter_func_init(&innerRef, &unary, &inner);
  ((Instance *)i)->refs[0] = innerRef;
  CHECK(sinter_call(i->store, &ref, &v, &e) == SINTER_TRAPPED);
  sinter_error_print(&e);
}

static void *jitted(void) {
  static const uint8_t code[] = {0x48, 0x83, 0xec, 0x08, 0xff, 0xd2,
                                 0x48, 0x83, 0xc4, 0x08, 0xc3};
  void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(p != MAP_FAILED);
  return memcpy(p, code, sizeof code);
}

int main(void) {
  Host host;
  sinter_Error e;
  Through t;
  sinter_Store *store = sinter_store_new();
  makeHost(&host, ignore, NULL);
  CHECK(!sinter_instantiate(module(), store, host.imports, NULL, &t.instance,
                            &e));
  void (*foreign[])(int32_t, void *, void *) = {
      withoutCfi,      cfaFarAway, cfaBelow,
      returnUnaligned, expression, (void (*)(int32_t, void *, void *))jitted()};
  for (unsigned i = 0; i < sizeof foreign / sizeof *foreign; i++) {
    t.foreign = foreign[i];
    enterThrough(t.instance, &t);
    // CHECK-COUNT-6: #0 0x60 handmade!fail (function 3)
  }
  puts("survived");
  // CHECK: survived
}
