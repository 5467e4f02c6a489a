// WASI preview 1 for modules that wasm2c translated, as far as the benchmarks
// need it: arguments, the clock, random bytes, writing to the standard streams.
// Other functions are missing on purpose, so that a program that begins to use
// one does not link, instead of running with a half-true answer.
//
// The module's C code is m.c with the header m.h; its symbols begin with Z_m.
#include "m.h"
#include "wasm-rt-impl.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

typedef struct Z_wasi_snapshot_preview1_instance_t {
  wasm_rt_memory_t *memory;
  int argc;
  char **argv;
} Wasi;

enum { SUCCESS = 0, BADF = 8, FAULT = 21, INVAL = 28, IO = 29, SPIPE = 70 };

#define WASI(name) Z_wasi_snapshot_preview1Z_##name

static void *at(Wasi *w, u32 address, u64 length) {
  if (address + length > w->memory->size)
    wasm_rt_trap(WASM_RT_TRAP_OOB);
  return w->memory->data + address;
}

static void put32(Wasi *w, u32 address, u32 value) {
  memcpy(at(w, address, 4), &value, 4);
}

static void put64(Wasi *w, u32 address, u64 value) {
  memcpy(at(w, address, 8), &value, 8);
}

static u32 get32(Wasi *w, u32 address) {
  u32 value;
  memcpy(&value, at(w, address, 4), 4);
  return value;
}

u32 WASI(args_sizes_get)(Wasi *w, u32 count, u32 size) {
  u32 total = 0;
  for (int i = 0; i < w->argc; i++)
    total += strlen(w->argv[i]) + 1;
  put32(w, count, w->argc);
  put32(w, size, total);
  return SUCCESS;
}

u32 WASI(args_get)(Wasi *w, u32 pointers, u32 bytes) {
  for (int i = 0; i < w->argc; i++) {
    u32 length = strlen(w->argv[i]) + 1;
    memcpy(at(w, bytes, length), w->argv[i], length);
    put32(w, pointers + 4 * i, bytes);
    bytes += length;
  }
  return SUCCESS;
}

u32 WASI(environ_sizes_get)(Wasi *w, u32 count, u32 size) {
  put32(w, count, 0);
  put32(w, size, 0);
  return SUCCESS;
}

u32 WASI(environ_get)(Wasi *w, u32 pointers, u32 bytes) { return SUCCESS; }

u32 WASI(clock_time_get)(Wasi *w, u32 clock, u64 precision, u32 result) {
  struct timespec now;
  if (clock > 3)
    return INVAL;
  clock_gettime((clockid_t)clock, &now);
  put64(w, result, now.tv_sec * 1000000000ull + now.tv_nsec);
  return SUCCESS;
}

u32 WASI(random_get)(Wasi *w, u32 buffer, u32 length) {
  u8 *bytes = at(w, buffer, length);
  for (u32 done = 0; done < length;) {
    ssize_t n = getrandom(bytes + done, length - done, 0);
    if (n < 0)
      return IO;
    done += n;
  }
  return SUCCESS;
}

u32 WASI(fd_write)(Wasi *w, u32 fd, u32 parts, u32 count, u32 written) {
  u32 total = 0;
  if (fd != 1 && fd != 2)
    return BADF;
  for (u32 i = 0; i < count; i++) {
    u32 length = get32(w, parts + 8 * i + 4);
    const u8 *bytes = at(w, get32(w, parts + 8 * i), length);
    for (u32 done = 0; done < length;) {
      ssize_t n = write((int)fd, bytes + done, length - done);
      if (n < 0 && errno != EINTR)
        return IO;
      done += n < 0 ? 0 : n;
    }
    total += length;
  }
  put32(w, written, total);
  return SUCCESS;
}

u32 WASI(fd_close)(Wasi *w, u32 fd) { return fd > 2 ? BADF : SUCCESS; }

u32 WASI(fd_seek)(Wasi *w, u32 fd, u64 offset, u32 whence, u32 result) {
  return fd > 2 ? BADF : SPIPE;
}

// A regular file, for wasi-libc to write whole buffers, as libc does natively.
u32 WASI(fd_fdstat_get)(Wasi *w, u32 fd, u32 result) {
  if (fd > 2)
    return BADF;
  memset(at(w, result, 24), 0, 24);
  *(u8 *)at(w, result, 1) = 4;
  put64(w, result + 8, ~0ull);
  return SUCCESS;
}

u32 WASI(fd_prestat_get)(Wasi *w, u32 fd, u32 result) { return BADF; }

u32 WASI(fd_prestat_dir_name)(Wasi *w, u32 fd, u32 path, u32 length) {
  return BADF;
}

void WASI(proc_exit)(Wasi *w, u32 status) {
  fflush(stdout);
  _exit((int)status);
}

int main(int argc, char **argv) {
  Wasi wasi = {.argc = argc, .argv = argv};
  Z_m_instance_t module;
  wasm_rt_init();
  Z_m_init_module();
  wasm_rt_trap_t trap = wasm_rt_impl_try();
  if (trap) {
    fprintf(stderr, "trap: %s\n", wasm_rt_strerror(trap));
    return 134;
  }
  wasi.memory = Z_mZ_memory(&module); // its place; it is filled below
  Z_m_instantiate(&module, &wasi);
  Z_mZ__start(&module);
  Z_m_free(&module);
  return 0;
}
