/*===- state.h - the inside of a sinter_Wasi
 *--------------------------------===*
 *
 * The guest's descriptors are indices of a table of files. Each holds a host
 * descriptor and the rights that preview 1 attaches to it: `base`, what may be
 * done with the descriptor itself; `inheriting`, the most that a descriptor
 * opened beneath it may get.
 *
 * Three gates keep the guest in, and every function passes through them:
 *   sinter_wasi_slice  guest addresses   (below)
 *   sinter_wasi_file   descriptors and rights   (state.c)
 *   sinter_wasi_open_beneath, sinter_wasi_parent   paths   (resolve.c, path.c)
 *
 * Include it first: it asks the C library for Linux's extensions.
 *
 *===----------------------------------------------------------------------===*/
#ifndef SINTER_WASI_STATE_H
#define SINTER_WASI_STATE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "wasi.h"
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

enum WasiErrno {
  WASI_ESUCCESS = 0,
#define WASI_ERRNO(Name, Number) WASI_##Name = Number,
#include "Errno.def"
  WASI_ENOTCAPABLE = 76
};

enum WasiFileType {
  WASI_UNKNOWN,
  WASI_BLOCK_DEVICE,
  WASI_CHARACTER_DEVICE,
  WASI_DIRECTORY,
  WASI_REGULAR_FILE,
  WASI_SOCKET_DGRAM,
  WASI_SOCKET_STREAM,
  WASI_SYMBOLIC_LINK
};

enum WasiRights {
  RIGHT_FD_DATASYNC = 1 << 0,
  RIGHT_FD_READ = 1 << 1,
  RIGHT_FD_SEEK = 1 << 2,
  RIGHT_FD_FDSTAT_SET_FLAGS = 1 << 3,
  RIGHT_FD_SYNC = 1 << 4,
  RIGHT_FD_TELL = 1 << 5,
  RIGHT_FD_WRITE = 1 << 6,
  RIGHT_FD_ADVISE = 1 << 7,
  RIGHT_FD_ALLOCATE = 1 << 8,
  RIGHT_PATH_CREATE_DIRECTORY = 1 << 9,
  RIGHT_PATH_CREATE_FILE = 1 << 10,
  RIGHT_PATH_LINK_SOURCE = 1 << 11,
  RIGHT_PATH_LINK_TARGET = 1 << 12,
  RIGHT_PATH_OPEN = 1 << 13,
  RIGHT_FD_READDIR = 1 << 14,
  RIGHT_PATH_READLINK = 1 << 15,
  RIGHT_PATH_RENAME_SOURCE = 1 << 16,
  RIGHT_PATH_RENAME_TARGET = 1 << 17,
  RIGHT_PATH_FILESTAT_GET = 1 << 18,
  RIGHT_PATH_FILESTAT_SET_SIZE = 1 << 19,
  RIGHT_PATH_FILESTAT_SET_TIMES = 1 << 20,
  RIGHT_FD_FILESTAT_GET = 1 << 21,
  RIGHT_FD_FILESTAT_SET_SIZE = 1 << 22,
  RIGHT_FD_FILESTAT_SET_TIMES = 1 << 23,
  RIGHT_PATH_SYMLINK = 1 << 24,
  RIGHT_PATH_REMOVE_DIRECTORY = 1 << 25,
  RIGHT_PATH_UNLINK_FILE = 1 << 26,
  RIGHT_POLL_FD_READWRITE = 1 << 27,
  RIGHT_SOCK_SHUTDOWN = 1 << 28,
  RIGHT_SOCK_ACCEPT = 1 << 29,

  RIGHTS_ALL = (1 << 30) - 1,
  /* Rights that need the host's file to be open for writing. */
  RIGHTS_OPEN_WRITE =
      RIGHT_FD_WRITE | RIGHT_FD_ALLOCATE | RIGHT_FD_FILESTAT_SET_SIZE,
  /* Rights that change something, which a read-only grant never gives. A hard
   * link would give a writable name to a file, so its source counts too. */
  RIGHTS_CHANGE = RIGHTS_OPEN_WRITE | RIGHT_FD_FILESTAT_SET_TIMES |
                  RIGHT_PATH_CREATE_DIRECTORY | RIGHT_PATH_CREATE_FILE |
                  RIGHT_PATH_LINK_SOURCE | RIGHT_PATH_LINK_TARGET |
                  RIGHT_PATH_RENAME_SOURCE | RIGHT_PATH_RENAME_TARGET |
                  RIGHT_PATH_FILESTAT_SET_SIZE | RIGHT_PATH_FILESTAT_SET_TIMES |
                  RIGHT_PATH_SYMLINK | RIGHT_PATH_REMOVE_DIRECTORY |
                  RIGHT_PATH_UNLINK_FILE
};

enum WasiFdFlags {
  FDFLAG_APPEND = 1,
  FDFLAG_DSYNC = 2,
  FDFLAG_NONBLOCK = 4,
  FDFLAG_RSYNC = 8,
  FDFLAG_SYNC = 16,
  FDFLAGS_ALL = 31
};

enum { LOOKUP_SYMLINK_FOLLOW = 1 };

enum {
  WASI_MAX_FILES = 16384,
  WASI_MAX_VECTORS = 64 /* of one transfer by the host */
};

typedef struct WasiListing WasiListing; /* dir.c */

typedef struct WasiFile {
  uint64_t base, inheriting;
  const char *guest;    /* name of a granted directory, or null */
  WasiListing *listing; /* of a directory that is being read, or null */
  const sinter_WasiStream *stream; /* instead of fd, or null */
  int fd;                          /* of the host */
  uint8_t used;                    /* 0: a free slot */
  uint8_t type;                    /* enum WasiFileType */
  uint8_t borrowed;                /* the host's to close */
  uint8_t readOnly;                /* lies in a read-only grant */
} WasiFile;

/* How paths are resolved: found out at the first one. */
enum WasiResolver { RESOLVER_UNKNOWN, RESOLVER_KERNEL, RESOLVER_WALK };

/* One mapping of zeroed pages: slots that were never used cost address space
 * only. */
struct sinter_Wasi {
  sinter_Memory *memory; /* these two as in WasiHead (core.h) */
  sinter_Store *store;
  sinter_WasiConfig config;
  uint8_t resolver;   /* enum WasiResolver */
  uint32_t firstFree; /* every slot below it is used */
  uint32_t end;       /* no slot from it on was ever used */
  WasiFile files[WASI_MAX_FILES];
};

/* ---- guest memory ---- */

/* The only way from a guest address to a pointer: null unless all `len` bytes
 * at `at` exist now. Good until the guest runs again. */
static inline uint8_t *sinter_wasi_slice(const sinter_Wasi *wasi, int32_t at,
                                         uint64_t len) {
  const sinter_Memory *memory = wasi->memory;
  uint64_t start = (uint32_t)at;
  if (!memory || start > memory->size || len > memory->size - start)
    return NULL;
  return memory->base + start;
}

/* Guest memory is unaligned and little-endian, as are the hosts of Sinter. */
static inline void store8(uint8_t *at, uint8_t value) { *at = value; }
static inline void store16(uint8_t *at, uint16_t value) {
  memcpy(at, &value, sizeof value);
}
static inline void store32(uint8_t *at, uint32_t value) {
  memcpy(at, &value, sizeof value);
}
static inline void store64(uint8_t *at, uint64_t value) {
  memcpy(at, &value, sizeof value);
}
static inline uint16_t load16(const uint8_t *at) {
  uint16_t value;
  memcpy(&value, at, sizeof value);
  return value;
}
static inline uint32_t load32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return value;
}
static inline uint64_t load64(const uint8_t *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

/* ---- errors (errno.c) ---- */

int sinter_wasi_errno(int host);        /* of a host's error number */
int sinter_wasi_result(int64_t result); /* of a system call's result */

/* ---- files (state.c); the functions return a WASI errno ---- */

/* The open file `fd`, if it has all of `rights`. */
int sinter_wasi_file(sinter_Wasi *wasi, int32_t fd, uint64_t rights,
                     WasiFile **out);
/* A free slot, not yet used: the lowest. */
int sinter_wasi_slot(sinter_Wasi *wasi, WasiFile **out);
/* Makes `slot` the file `fd` of the host, with as much of `base` as suits what
 * the file is. */
int sinter_wasi_adopt(sinter_Wasi *wasi, WasiFile *slot, int fd, uint64_t base,
                      uint64_t inheriting);
/* Ends the use of a slot and closes what it owns. */
int sinter_wasi_release(sinter_Wasi *wasi, WasiFile *file);
/* enum WasiFileType of a file's mode; sockets are streams. */
uint8_t sinter_wasi_type(mode_t mode);
void sinter_wasi_listing_free(WasiListing *listing); /* dir.c */

/* ---- transfers (iovec.c) ---- */

/* Reads or writes the guest's vectors with `move` at `offset` (which `move` may
 * ignore) and stores the number of bytes at `out`. */
struct iovec;
typedef int64_t WasiMove(const WasiFile *file, const struct iovec *vectors,
                         int count, int64_t offset);
int sinter_wasi_transfer(sinter_Wasi *wasi, const WasiFile *file,
                         WasiMove *move, int32_t iovs, int32_t count,
                         int64_t offset, int32_t out);
/* The first vectors of the guest's array, at most WASI_MAX_VECTORS. */
int sinter_wasi_vectors(sinter_Wasi *wasi, int32_t iovs, uint32_t count,
                        struct iovec *vectors, uint64_t *bytes);

/* ---- clocks and randomness (clock.c, random.c): an embedder's own would be
 * asked here ---- */

int sinter_wasi_now(sinter_Wasi *wasi, uint32_t id, uint64_t *nanoseconds);
int sinter_wasi_random(sinter_Wasi *wasi, uint8_t *bytes, size_t count);

/* ---- paths (path.c, resolve.c) ---- */

typedef struct WasiPath {
  WasiFile *file;
  int dir;          /* after sinter_wasi_parent: where `name` is looked up */
  const char *name; /* the last component, one slash behind it if it had any */
  char text[PATH_MAX];
} WasiPath;

/* Copies the guest's path relative to `fd`, which must have `rights`. */
int sinter_wasi_path(sinter_Wasi *wasi, int32_t fd, uint64_t rights,
                     int32_t path, int32_t len, WasiPath *out);
/* Copies a guest's text that must be fit for a path, and terminates it. */
int sinter_wasi_text(sinter_Wasi *wasi, int32_t at, int32_t len,
                     char text[PATH_MAX]);
/* Resolves all but the last component, so that the caller can act on (dir,
 * name) with calls that do not follow links. Fails with `dots` if the last one
 * is "." or "..". After success the caller calls sinter_wasi_path_done. */
int sinter_wasi_parent(sinter_Wasi *wasi, WasiPath *path, int dots);
void sinter_wasi_path_done(WasiPath *path);
/* openat(dir, path, flags) that cannot leave dir, whatever others do to the
 * tree meanwhile. */
int sinter_wasi_open_beneath(sinter_Wasi *wasi, int dir, const char *path,
                             int flags, int *out);

#endif
