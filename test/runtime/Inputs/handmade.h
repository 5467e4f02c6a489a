/* A module as the compiler would describe it, written by hand, so that the
 * runtime is tested without the compiler. In text:
 *
 *   (module $handmade
 *     (import "env" "log" (func (param i32)))
 *     (import "env" "memory" (memory 1 4))
 *     (memory (export "memory") 1 3)
 *     (table (export "table") 4 8 funcref)
 *     (global (export "global") (mut i32) (i32.const 7))
 *     (func (export "add") (param i32 i32) (result i32) ...)
 *     (func (export "recurse") (param i32) (result i32) ...) ;; without end
 *     (func (export "fail") (param i32) (call $log) (unreachable)))
 */
#include "sinter/runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(Condition)                                                       \
  do {                                                                         \
    if (!(Condition)) {                                                        \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #Condition);          \
      exit(1);                                                                 \
    }                                                                          \
  } while (0)

typedef struct Instance {
  sinter_Instance head;
  sinter_FuncRef refs[4]; /* log, add, recurse, fail */
  sinter_Memory *importedMemory;
  sinter_Memory memory;
  sinter_Table table;
  sinter_Global global;
} Instance;

static const sinter_ValType i32s[3] = {{SINTER_I32, 0, 0, 0, 0, NULL},
                                       {SINTER_I32, 0, 0, 0, 0, NULL},
                                       {SINTER_I32, 0, 0, 0, 0, NULL}};

/* Wasm functions: parameters, then the instance. */
__attribute__((noinline)) static int32_t add(int32_t a, int32_t b, void *i) {
  (void)i;
  return a + b;
}

__attribute__((noinline)) static int32_t recurse(int32_t n, void *instance) {
  Instance *i = instance;
  char here;
  if ((uint64_t)(uintptr_t)&here < i->head.store->stackLimit)
    sinter_trap(&i->head, SINTER_TRAP_CallStackExhausted);
  /* Through the reference, so that C compilers see no loop in it. */
  return ((int32_t (*)(int32_t, void *))i->refs[2].code)(n + 1, instance) + 1;
}

__attribute__((noinline)) static void fail(int32_t n, void *instance) {
  Instance *i = instance;
  ((void (*)(int32_t, void *))i->refs[0].code)(n, i->refs[0].instance);
  sinter_trap(&i->head, SINTER_TRAP_Unreachable);
}

/* Thunks of the types. */
static void invokeUnary(void *code, void *instance, sinter_Value *values) {
  ((void (*)(int32_t, void *))code)(values[0].i32, instance);
}
static void invokeUnaryResult(void *code, void *instance,
                              sinter_Value *values) {
  values[0].i32 = ((int32_t (*)(int32_t, void *))code)(values[0].i32, instance);
}
static void invokeBinary(void *code, void *instance, sinter_Value *values) {
  values[0].i32 = ((int32_t (*)(int32_t, int32_t, void *))code)(
      values[0].i32, values[1].i32, instance);
}
static void hostUnary(int32_t a, void *instance) {
  sinter_HostFunc *host = instance;
  sinter_Value values[1];
  values[0].i32 = a;
  host->callback(host->context, values);
}

static const sinter_Type unary = {1, 2, 3,    4,           NULL,
                                  1, 0, i32s, invokeUnary, hostUnary};
static const sinter_Type unaryResult = {
    5, 6, 7, 8, NULL, 1, 1, i32s, invokeUnaryResult, NULL};
static const sinter_Type binary = {9, 10, 11,   12,           NULL,
                                   2, 1,  i32s, invokeBinary, NULL};

static const sinter_ExternType memoryType = {
    .kind = SINTER_EXTERN_MEMORY, .pageShift = 16, .min = 1, .max = 3};
static const sinter_ExternType tableType = {
    .kind = SINTER_EXTERN_TABLE,
    .min = 4,
    .max = 8,
    .value = {SINTER_REF, 1, SINTER_HEAP_FUNC, 0, 0, NULL}};

static const sinter_Import imports[2] = {
    {"env",
     3,
     3,
     "log",
     offsetof(Instance, refs),
     NULL,
     {.kind = SINTER_EXTERN_FUNC, .max = UINT64_MAX, .func = &unary}},
    {"env",
     3,
     6,
     "memory",
     offsetof(Instance, importedMemory),
     NULL,
     {.kind = SINTER_EXTERN_MEMORY, .pageShift = 16, .min = 1, .max = 4}}};
static const sinter_FuncDef funcDefs[3] = {{&binary, (void *)add},
                                           {&unaryResult, (void *)recurse},
                                           {&unary, (void *)fail}};
static const sinter_ObjectDef memories[2] = {
    {offsetof(Instance, importedMemory),
     1,
     0,
     {.kind = SINTER_EXTERN_MEMORY, .pageShift = 16, .min = 1, .max = 4}},
    {offsetof(Instance, memory),
     0,
     0,
     {.kind = SINTER_EXTERN_MEMORY, .pageShift = 16, .min = 1, .max = 3}}};
static const sinter_ObjectDef tables[1] = {
    {offsetof(Instance, table),
     0,
     0,
     {.kind = SINTER_EXTERN_TABLE,
      .min = 4,
      .max = 8,
      .value = {SINTER_REF, 1, SINTER_HEAP_FUNC, 0, 0, NULL}}}};
static const sinter_ObjectDef globals[1] = {
    {offsetof(Instance, global),
     0,
     0,
     {.kind = SINTER_EXTERN_GLOBAL,
      .flags = SINTER_MUTABLE,
      .value = {SINTER_I32, 0, 0, 0, 0, NULL}}}};
/* Sorted: add fail global memory recurse table */
static const char strings[] = "addfailglobalmemoryrecursetable";
static const sinter_Export exports[6] = {
    {0, 3, SINTER_EXTERN_FUNC, 1},   {3, 4, SINTER_EXTERN_FUNC, 3},
    {7, 6, SINTER_EXTERN_GLOBAL, 0}, {13, 6, SINTER_EXTERN_MEMORY, 1},
    {19, 7, SINTER_EXTERN_FUNC, 2},  {26, 5, SINTER_EXTERN_TABLE, 0}};

/* Two object files. */
static sinter_FuncInfo functions[3] = {{0, 1, 0}, {0, 2, 4}, {0, 3, 0}};
static const sinter_FuncTable firstTable = {functions, 2, "add\0recurse"},
                              secondTable = {functions + 2, 1, "fail"};
static const sinter_FuncTable *const funcTables[2] = {&firstTable,
                                                      &secondTable};
static const sinter_Version version = {.name = "x86-64",
                                       .funcDefs = funcDefs,
                                       .funcTables = funcTables,
                                       .funcTableCount = 2};
static const sinter_Version *const versions[1] = {&version};
static const uint32_t bodyOffsets[3] = {0x40, 0x50, 0x60};

static void init(sinter_Instance *instance) {
  ((Instance *)instance)->global.value.i32 = 7;
}

static sinter_Module handmade = {.abiVersion = SINTER_ABI_VERSION,
                                 .name = "handmade",
                                 .strings = strings,
                                 .instanceSize = sizeof(Instance),
                                 .funcRefsOffset = offsetof(Instance, refs),
                                 .funcImportCount = 1,
                                 .funcDefCount = 3,
                                 .versions = versions,
                                 .imports = imports,
                                 .exports = exports,
                                 .importCount = 2,
                                 .exportCount = 6,
                                 .memories = memories,
                                 .tables = tables,
                                 .globals = globals,
                                 .memoryCount = 2,
                                 .tableCount = 1,
                                 .globalCount = 1,
                                 .versionCount = 1,
                                 .init = init,
                                 .bodyOffsets = bodyOffsets};

/* C has no constant for the distance of two objects. */
static sinter_Module *module(void) {
  void *code[3] = {(void *)add, (void *)recurse, (void *)fail};
  for (int i = 0; i < 3; i++)
    functions[i].start =
        (int32_t)((char *)code[i] - (char *)&functions[i].start);
  return &handmade;
}

/* What it imports. */
typedef struct Host {
  sinter_HostFunc hostFunc;
  sinter_FuncRef log;
  sinter_Memory *memory;
  sinter_Extern imports[2];
} Host;

static void makeHost(Host *h, sinter_HostCallback *callback, void *context) {
  h->hostFunc = (sinter_HostFunc){callback, context};
  sinter_func_init(&h->log, &unary, &h->hostFunc);
  h->memory = sinter_memory_new(&memoryType);
  CHECK(h->memory);
  h->imports[0] =
      (sinter_Extern){.kind = SINTER_EXTERN_FUNC, .of.func = &h->log};
  h->imports[1] =
      (sinter_Extern){.kind = SINTER_EXTERN_MEMORY, .of.memory = h->memory};
}

static const sinter_FuncRef *function(const sinter_Instance *i,
                                      const char *name) {
  sinter_Extern e;
  CHECK(sinter_instance_export(i, name, strlen(name), &e));
  CHECK(e.kind == SINTER_EXTERN_FUNC);
  return e.of.func;
}
