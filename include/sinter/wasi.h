/*===- wasi.h - WASI preview 1 for compiled modules
 *-------------------------===*
 *
 * A sinter_Wasi is what one instance sees of the system: arguments,
 *environment, directories, standard streams, clocks, random numbers. It is made
 *from a configuration and given to sinter_instance_create in sinter_Config. It
 *holds all state; nothing is global. The guest reaches what the configuration
 *grants and nothing else.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_WASI_CONFIG_H
#define SINTER_WASI_CONFIG_H

#include "sinter/runtime.h"

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

typedef struct sinter_Wasi sinter_Wasi;

/* A standard stream that is no file. The functions move up to `count` bytes and
 * return how many they moved, of reading 0 at the end, or the negative of an
 * error number of the host (-EIO). Null: not open for it. */
typedef struct sinter_WasiStream {
  int64_t (*read)(void *context, void *bytes, size_t count);
  int64_t (*write)(void *context, const void *bytes, size_t count);
  void *context;
} sinter_WasiStream;

/* Where time and random numbers come from instead of the system, for programs
 * that must do the same again. Each may be null. `clock` is 0 for real time, 1
 * for monotonic time, 2 and 3 for CPU time of the process and the thread.
 * Waiting takes real time all the same. */
typedef struct sinter_WasiSources {
  uint64_t (*nanoseconds)(void *context, uint32_t clock);
  void (*random)(void *context, void *bytes, size_t count);
  void *context;
} sinter_WasiSources;

/* Borrowed: all strings and arrays, streams and descriptors must live as long
 * as the sinter_Wasi that is made of it; the struct itself need not. */
typedef struct sinter_WasiConfig {
  const char *const *argv; /* with the program's name */
  uint64_t argc;
  sinter_WasiGrants grants; /* directories and environment (Abi.def) */
  int stdio[3];             /* host descriptors; -1: none. Never closed. */
  const sinter_WasiStream *streams[3]; /* instead of stdio where not null */
  sinter_WasiSources sources;
} sinter_WasiConfig;

/* Null, with errno set, when memory is short or a directory cannot be opened:
 * *badDir is then that directory, otherwise null. badDir may be null. */
sinter_Wasi *sinter_wasi_new(const sinter_WasiConfig *config,
                             const sinter_WasiDir **badDir);

/* Closes what the guest left open. After the instance is freed. */
void sinter_wasi_free(sinter_Wasi *wasi);

/* For instances that are not made with sinter_instance_create: the memory in
 * which the guest's pointers point, and the store that proc_exit ends, before
 * the first call. */
void sinter_wasi_set_memory(sinter_Wasi *wasi, sinter_Memory *memory);
void sinter_wasi_set_store(sinter_Wasi *wasi, sinter_Store *store);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
