/*===- wasi.h - WASI preview 1 for compiled modules
 *-------------------------===*
 *
 * What the start of an executable (or an embedder) needs: a sinter_Wasi is made
 * from a configuration, given the instance's memory, and passed as context to
 * the functions of Wasi.def, which compiled code calls by their C names.
 *
 * A sinter_Wasi holds all state; nothing is global. The guest reaches what the
 * configuration grants and nothing else. How it is kept in: state.h, resolve.c.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_WASI_H
#define SINTER_WASI_H

#include "sinter/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sinter_Wasi sinter_Wasi;

/* Borrowed: all strings and arrays, and the descriptors, must live as long as
 * the sinter_Wasi that is made of it; the struct itself need not. */
typedef struct sinter_WasiConfig {
  const char *const *argv; /* with the program's name */
  uint64_t argc;
  sinter_WasiGrants grants; /* directories and environment (Abi.def) */
  int stdio[3];             /* host descriptors; -1: none. Never closed. */
} sinter_WasiConfig;

/* Null, with errno set, when memory is short or a directory cannot be opened:
 * *badDir is then that directory, otherwise null. badDir may be null. */
sinter_Wasi *sinter_wasi_new(const sinter_WasiConfig *config,
                             const sinter_WasiDir **badDir);

/* Closes what the guest left open. */
void sinter_wasi_free(sinter_Wasi *wasi);

/* The memory in which the guest's pointers point; before the first call. */
void sinter_wasi_set_memory(sinter_Wasi *wasi, sinter_Memory *memory);

/* The store that proc_exit ends; before the first call. */
void sinter_wasi_set_store(sinter_Wasi *wasi, sinter_Store *store);

#define SINTER_WASI_None
#define SINTER_WASI_NoReturn SINTER_NORETURN
#define WASI_FUNC(Ret, Name, Params, Attrs)                                    \
  SINTER_WASI_##Attrs Ret sinter_wasi_##Name Params;
#include "Wasi.def"
#undef SINTER_WASI_None
#undef SINTER_WASI_NoReturn

#ifdef __cplusplus
}
#endif
#endif
