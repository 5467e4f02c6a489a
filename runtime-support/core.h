/*===- core.h - what the files of the runtime share ------------------------===*
 *
 * Declarations that embedders and compiled code do not see. Each section names
 * the file that defines it; platform/platform.h is the border to the system.
 *
 * Every shared object that Sinter makes has the runtime inside, so several
 * copies of it meet in one process, at the same stores. Another layout of Store
 * or sinter_TrapFrame therefore means another SINTER_ABI_VERSION.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_CORE_H
#define SINTER_CORE_H

#include "sinter/runtime.h"

/* A store as the runtime sees it: the public head, and the list of instances
 * through which a backtrace finds the functions of all modules. */
typedef struct Store {
  sinter_Store head;
  sinter_Instance *instances;    /* linked by sinter_Instance.reserved */
  uintptr_t stackLow, stackHigh; /* given by the embedder, or 0 */
  uint64_t stackBytes;           /* that Wasm code may use, or 0 */
} Store;

/* The head of a sinter_Wasi (wasi/state.h): what an instance puts there. */
typedef struct WasiHead {
  sinter_Memory *memory; /* in which the guest's pointers point */
  sinter_Store *store;   /* that proc_exit ends */
} WasiHead;

/* One sinter_try on the stack. context is what platform_catch saved. */
struct sinter_TrapFrame {
  void *context;
  sinter_TrapFrame *outer;
  uint64_t stackLimit; /* of the store when the frame was pushed */
  sinter_Status status;
  sinter_Error *error; /* or null */
};

/* ---- text.c: formatting without stdio ---- */

/* A bounded string under construction, always zero-terminated. */
typedef struct Text {
  char *at, *end;
} Text;

Text sinter_text(char *buffer, size_t size);
void sinter_text_string(Text *t, const char *s);
void sinter_text_bytes(Text *t, const char *s, size_t length);
/* A name from a module: terminals must not obey it. */
void sinter_text_name(Text *t, const char *s, size_t length);
void sinter_text_number(Text *t, uint64_t n);
void sinter_text_hex(Text *t, uint64_t n);

/* ---- type.c ---- */

/* Whether an object of type `given` may stand for an import of type `wanted`.
 * Limits in `given` are the present size and the declared maximum. */
int sinter_extern_type_matches(const sinter_ExternType *given,
                               const sinter_ExternType *wanted);
/* In the text format: "memory 1 2", "func [i32] -> []". */
void sinter_text_extern_type(Text *t, const sinter_ExternType *type);

/* ---- memory.c, table.c: objects inside an instance ---- */

/* 1, or 0 if address space or memory is missing. `limit`: bytes or slots that it
 * never exceeds, 0 if only the type says. */
int sinter_memory_init(sinter_Memory *memory, const sinter_ExternType *type,
                       uint64_t limit);
void sinter_memory_release(sinter_Memory *memory);
int sinter_table_init(sinter_Table *table, const sinter_ExternType *type,
                      uint64_t limit);
void sinter_table_release(sinter_Table *table);

/* ---- instance.c ---- */

/* sinter_instance_create with a limit as in sinter_version_choose. */
sinter_Status sinter_instance_make(const sinter_Module *module,
                                   sinter_Store *store,
                                   const sinter_Extern *imports,
                                   const sinter_Config *config,
                                   const char *cpuLimit, sinter_Instance **out,
                                   sinter_Error *error);
/* A memory, table or global: inside the instance, or behind a pointer there. */
void *sinter_object(const sinter_Instance *instance,
                    const sinter_ObjectDef *def);

/* ---- version.c ---- */

/* The best version of the module's code for this processor, at most `limit`:
 * x86-64, x86-64-v2, .. or null. Null if it can run none. */
const sinter_Version *sinter_version_choose(const sinter_Module *module,
                                            const char *limit);
/* Whether it could be a limit. */
int sinter_version_is_name(const char *text);

/* ---- trap.c ---- */

/* What sinter_trap does. */
SINTER_NORETURN void sinter_store_trap(sinter_Store *store, uint32_t kind);

void sinter_error_clear(sinter_Error *error);
/* Sets status and starts a message: returns where to write it. */
Text sinter_error_begin(sinter_Error *error, sinter_Status status);

/* ---- backtrace.c ---- */

/* Fills error->frames with the Wasm functions on the stack, up to the frame
 * whose canonical frame address is beyond `limit`. */
void sinter_backtrace(const Store *store, uintptr_t limit, sinter_Error *error);

/* ---- unwind.c ---- */

/* A walk over the machine frames of the calling thread. */
typedef struct Walk {
  uintptr_t registers[17]; /* DWARF numbers of x86-64; 16: return address */
  uintptr_t low, high;     /* readable part of the stack */
  uintptr_t function;      /* start of the present frame's function */
  uintptr_t cfa;           /* canonical address of the present frame */
  uintptr_t objectLow, objectHigh; /* the loaded object found last */
  const uint8_t *frameHeader;      /* its .eh_frame_hdr */
} Walk;

/* Begins at registers captured by platform_capture. */
void sinter_walk_begin(Walk *walk, uintptr_t high);
/* Goes to the next outer frame and describes it; 0 at the end, or where nothing
 * tells how to go on. */
int sinter_walk_next(Walk *walk);

/* ---- stack.c ---- */

/* What is kept free below the stack limit that compiled code checks. */
#define SINTER_HEAD_ROOM ((uintptr_t)96 << 10)

/* End of the stack that the caller runs on (exclusive), 0 if unknown. */
uintptr_t sinter_stack_high(const Store *store);

#endif
