/*===- runtime.h - compiled modules as C sees them
 *--------------------------===*
 *
 * Types and functions for programs that link modules compiled by Sinter. The
 * structs that compiled code shares with the runtime come from Abi.def; the
 * rest of this page is the API for embedders. A header generated for a module
 * (`sinter header`) includes this one and adds typed functions.
 *
 * Threads: a store, its instances and their objects are used by one thread at a
 * time. Different stores are independent. The library has no state of its own,
 * except where modules are compiled with --bounds-checks=guard: these need a
 * handler of SIGSEGV, which is installed when the first is instantiated.
 *
 * Floating point: Wasm code expects the environment that a C program starts
 * with (round to nearest, no flushing of subnormals); hosts that change it put
 * it back before they call.
 *
 * Ownership: an instance must outlive the instances that import from it and
 * every table that holds references to its functions.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_RUNTIME_H
#define SINTER_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

#define SINTER_ABI_VERSION 5

/* Upper bounds of what a memory may ever hold, known to the compiler too:
 * pages of 64 KiB with 32-bit addresses (a module whose minimum is 65536 gets
 * that one more), bytes with 32-bit addresses and pages of one byte, and bytes
 * with 64-bit addresses. */
#define SINTER_MEMORY32_MAX_PAGES UINT64_C(65535)
#define SINTER_MEMORY32_MAX_BYTES UINT64_C(0xffffffff)
#define SINTER_MEMORY64_MAX_BYTES (UINT64_C(1) << 40)

/* A memory with guard pages has this much address space, of which only what
 * exists can be accessed: any 32-bit address, and an offset and width of up to
 * SINTER_GUARD_REACH together. Modules compiled with --bounds-checks=guard make
 * their memories so, and import no others. */
#define SINTER_GUARD_REACH ((UINT64_C(1) << 32) + 65536)
#define SINTER_GUARD_RESERVATION ((UINT64_C(1) << 32) + SINTER_GUARD_REACH)

/* Where the first memory of a self-contained executable lies (flag
 * SINTER_LIMITS_FIXED): its code has the address in its instructions, as the
 * symbol sinter_memory_base. Below 2^31, so that it fits there; above the
 * executable and the 1 GiB behind it in which Linux begins its heap. */
#define SINTER_FIXED_MEMORY_BASE UINT64_C(0x60000000)

/* Slots that a table may grow to (the limit of the JavaScript API). */
#define SINTER_TABLE_MAX_SLOTS UINT64_C(10000000)

#if defined(__GNUC__)
#define SINTER_NORETURN __attribute__((noreturn))
typedef long long sinter_v128 __attribute__((vector_size(16)));
#endif

enum sinter_ValKind {
  SINTER_I32,
  SINTER_I64,
  SINTER_F32,
  SINTER_F64,
  SINTER_V128,
  SINTER_REF
};

/* The order is that of HeapKind in compiler/wasm/Types.h. */
enum sinter_HeapKind {
  SINTER_HEAP_FUNC,
  SINTER_HEAP_NOFUNC,
  SINTER_HEAP_EXTERN,
  SINTER_HEAP_NOEXTERN,
  SINTER_HEAP_ANY,
  SINTER_HEAP_EQ,
  SINTER_HEAP_I31,
  SINTER_HEAP_STRUCT,
  SINTER_HEAP_ARRAY,
  SINTER_HEAP_NONE,
  SINTER_HEAP_EXN,
  SINTER_HEAP_NOEXN,
  SINTER_HEAP_CONCRETE
};

enum sinter_ExternKind {
  SINTER_EXTERN_FUNC,
  SINTER_EXTERN_TABLE,
  SINTER_EXTERN_MEMORY,
  SINTER_EXTERN_GLOBAL,
  SINTER_EXTERN_TAG
};

enum {
  SINTER_LIMITS_64 = 1,     /* address type i64 */
  SINTER_LIMITS_SHARED = 2, /* shared memory */
  SINTER_MUTABLE = 4,       /* global */
  SINTER_LIMITS_GUARD = 8,  /* memory with guard pages, see above */
  SINTER_LIMITS_FIXED = 16  /* memory at SINTER_FIXED_MEMORY_BASE */
};

enum {
  SINTER_MODULE_ONE_INSTANCE = 1,  /* --instances=one */
  SINTER_MODULE_IMPORTS_LINKED = 2 /* calls of imports are calls of symbols */
};

enum {
  SINTER_TYPE_TAIL = 1 /* see "Tail calls" in Abi.def */
};

enum sinter_TrapKind {
  SINTER_TRAP_NONE = 0,
#define ABI_TRAP(Name, Message) SINTER_TRAP_##Name,
#include "sinter/Abi.def"
  SINTER_TRAP_COUNT
};

/* One Wasm value: an argument, a result, the contents of a global. */
typedef union sinter_Value {
  int32_t i32;
  int64_t i64;
  float f32;
  double f64;
  const struct sinter_FuncRef *func; /* null: null reference */
  void *ref;                         /* any other reference */
  uint64_t v128[2];                  /* lane 0 in the low bits */
} sinter_Value;

#define ABI_STRUCT(Name) typedef struct sinter_##Name sinter_##Name;
#include "sinter/Abi.def"
typedef struct sinter_TrapFrame sinter_TrapFrame;
typedef struct sinter_HostFunc sinter_HostFunc;
typedef struct sinter_Error sinter_Error;

typedef void sinter_InvokeFn(void *code, void *instance, sinter_Value *values);
typedef void sinter_InitFn(sinter_Instance *instance);
typedef uint32_t sinter_GuardFn(sinter_Instance *instance, uint32_t attach);
typedef void sinter_RaiseFn(sinter_Store *store, const sinter_Error *error);

#define ABI_STRUCT(Name) struct sinter_##Name {
#define ABI_FIELD(Struct, CType, Name, Alias) CType Name;
#define ABI_END(Name)                                                          \
  }                                                                            \
  ;
#include "sinter/Abi.def"

#define SINTER_ABI_None
#define SINTER_ABI_Cold
#define SINTER_ABI_NoReturn SINTER_NORETURN
#define ABI_FUNC(Ret, Name, Params, Attrs)                                     \
  SINTER_ABI_##Attrs Ret sinter_##Name Params;
#include "sinter/Abi.def"

/* ---- the API for embedders ---- */

/* How a call or an instantiation ended. */
typedef enum sinter_Status {
  SINTER_OK = 0,
  SINTER_TRAPPED,    /* error.trap says how */
  SINTER_LINK_ERROR, /* an import is missing or has another type, or the module
                        is for another processor or runtime */
  SINTER_EXITED,     /* WASI proc_exit; error.exitCode */
  SINTER_NO_MEMORY   /* the host could not provide memory */
} sinter_Status;

enum { SINTER_MAX_FRAMES = 64 };

typedef struct sinter_Frame {
  const char *module;   /* module name, or "" */
  const char *function; /* name of the function */
  uint32_t index;       /* Wasm function index */
  uint32_t bodyOffset;  /* offset of the function's body in the .wasm file */
} sinter_Frame;

/* Details of a status other than SINTER_OK. Filled by the functions that take
 * one; may be reused; owns nothing: import and frames are data of the module.
 */
struct sinter_Error {
  sinter_Status status;
  uint32_t trap;       /* enum sinter_TrapKind */
  int32_t exitCode;    /* SINTER_EXITED */
  uint32_t frameCount; /* of frames, innermost first */
  uint64_t frameTotal; /* Wasm frames on the stack; may exceed frameCount */
  /* SINTER_LINK_ERROR because of an import: which, else null; and (isGiven) the
   * type of what the host gave for it. */
  const sinter_Import *import;
  uint32_t isGiven;
  sinter_ExternType given;
  char message[512];
  sinter_Frame frames[SINTER_MAX_FRAMES];
};

/* Text of a trap kind, in the spec's words; never null. */
const char *sinter_trap_message(uint32_t kind);

/* A store owns nothing but itself; free it after its instances. Null when out
 * of memory. */
sinter_Store *sinter_store_new(void);
void sinter_store_free(sinter_Store *store);

/* For programs that run Wasm code on stacks of their own making (fibers): the
 * bounds of the stack that the next entries use, or 0, 0 for the thread's own.
 * Without it, on a stack that is not the thread's, 128 KiB must be free below
 * the point of entry, of which Wasm code gets 32. */
void sinter_store_set_stack(sinter_Store *store, void *low, void *high);

/* How much of the stack Wasm code of the store may use, counted from where the
 * host enters it; 0: all but what is kept for host functions. */
void sinter_store_limit_stack(sinter_Store *store, uint64_t bytes);

/* Ends the call into code compiled with --interruptible that runs in this
 * store, or else the next one, with the trap Interrupted: in its next iteration
 * of a loop or call of a function, once. The only function that another thread,
 * or a signal handler, may call while the store is in use. Code compiled
 * without the option does not notice. */
void sinter_store_interrupt(sinter_Store *store);
/* Takes back an interrupt that came too late. */
void sinter_store_clear_interrupt(sinter_Store *store);

/* An object that can be imported and exported. */
typedef struct sinter_Extern {
  uint32_t kind; /* enum sinter_ExternKind */
  union {
    const sinter_FuncRef *func;
    sinter_Table *table;
    sinter_Memory *memory;
    sinter_Global *global;
  } of;
} sinter_Extern;

/* Makes an instance of `module` in `store`: checks every import's type (Spec
 * 4.5.4, subtyping included), allocates, evaluates and copies segments, runs
 * the start function. `imports` has module->importCount entries in the module's
 * order; an entry of function kind with a null pointer stands for the host
 * symbol that the linker resolved, called with the context `host`; `imports`
 * may be null if all are of that kind. On success *out is the instance, to be
 * freed with sinter_instance_free. After SINTER_TRAPPED *out is also set: its
 * functions may already stand in tables of others (Spec: instantiation is not
 * undone); free it when those are gone. Otherwise *out is null. */
sinter_Status sinter_instantiate(const sinter_Module *module,
                                 sinter_Store *store,
                                 const sinter_Extern *imports, void *host,
                                 sinter_Instance **out, sinter_Error *error);
void sinter_instance_free(sinter_Instance *instance);

/* What the host decides about an instance. All zero: nothing. */
typedef struct sinter_Config {
  void *host; /* context of the host symbols that the linker resolved */
  /* Context of functions that the module imports from WASI and the linker
   * resolved to those of wasi/wasi.h; gets the memory that the instance
   * exports as "memory". For one instance only. Null: a module that imports
   * any is a link error. */
  struct sinter_Wasi *wasi;
  /* How large each memory and table of the instance's own may become, if the
   * module allows more; 0: as large as the module says. */
  uint64_t maxMemoryBytes;
  uint64_t maxTableSlots;
} sinter_Config;

/* sinter_instance_new with more to decide. `config` is read now only; what it
 * points to must outlive the instance. */
sinter_Status sinter_instance_create(const sinter_Module *module,
                                     sinter_Store *store,
                                     const sinter_Extern *imports,
                                     const sinter_Config *config,
                                     sinter_Instance **out,
                                     sinter_Error *error);

/* The two halves of sinter_instantiate, for hosts that need the instance, for
 * example its memory, before any of its code runs. _new matches imports and
 * allocates (SINTER_OK, SINTER_LINK_ERROR, SINTER_NO_MEMORY); _init evaluates
 * and copies segments and runs the start function. */
sinter_Status sinter_instance_new(const sinter_Module *module,
                                  sinter_Store *store,
                                  const sinter_Extern *imports, void *host,
                                  sinter_Instance **out, sinter_Error *error);
sinter_Status sinter_instance_init(sinter_Instance *instance,
                                   sinter_Error *error);

/* Gives the host symbols of one import module their own context: for every
 * function that `module` imports from `from` and the linker resolved, makes
 * refs[i] a reference to it and imports[i] an entry with that reference. Both
 * arrays have module->importCount entries; `refs` must outlive the instance. */
void sinter_bind_symbols(const sinter_Module *module, const char *from,
                         void *context, sinter_FuncRef *refs,
                         sinter_Extern *imports);

/* 1 and *out, if the instance has an export of that name (`length` bytes). */
int sinter_instance_export(const sinter_Instance *instance, const char *name,
                           size_t length, sinter_Extern *out);

/* Calls a function. `values` holds the arguments and receives the results: it
 * has room for the larger of the two numbers. A trap is caught and described in
 * *error. */
sinter_Status sinter_call(sinter_Store *store, const sinter_FuncRef *func,
                          sinter_Value *values, sinter_Error *error);

/* Calls a function without catching anything: a trap ends the innermost
 * sinter_try around it, as with the functions of a generated header. */
void sinter_invoke(sinter_Store *store, const sinter_FuncRef *func,
                   sinter_Value *values);

/* Runs body(arg). A trap in Wasm code that body calls, directly and not through
 * another host function, ends it and is described in *error (which may be
 * null). Without a sinter_try around it a trap prints its message and aborts
 * the process. A host function that calls back into Wasm and must not be jumped
 * over does so through sinter_try or sinter_call. */
sinter_Status sinter_try(sinter_Store *store, void (*body)(void *), void *arg,
                         sinter_Error *error);

/* Ends the innermost entry into Wasm with SINTER_EXITED. To be called by host
 * functions only. */
SINTER_NORETURN void sinter_exit(sinter_Store *store, int32_t code);

/* A host function of any type: reads arguments from `values` and writes results
 * there. */
typedef void sinter_HostCallback(void *context, sinter_Value *values);
struct sinter_HostFunc {
  sinter_HostCallback *callback;
  void *context;
};

/* A reference to a host function, in storage of the caller. `type` comes from
 * the module that imports it (or any module with an equal type). */
void sinter_func_init(sinter_FuncRef *func, const sinter_Type *type,
                      sinter_HostFunc *host);

/* Objects made by the host. `type` as in an import's descriptor. Null when
 * memory is missing or a limit is out of range. */
sinter_Memory *sinter_memory_new(const sinter_ExternType *type);
void sinter_memory_free(sinter_Memory *memory);
sinter_Table *sinter_table_new(const sinter_ExternType *type);
void sinter_table_free(sinter_Table *table);

/* The type in the text format, "func [i32] -> [i64]", zero-terminated and cut
 * off where `text` ends. */
void sinter_extern_type_text(const sinter_ExternType *type, char *text,
                             size_t size);

/* Writes `sinter: MESSAGE` and the backtrace of *error to standard error. */
void sinter_error_print(const sinter_Error *error);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
