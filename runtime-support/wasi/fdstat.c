/*===- fdstat.c - what a descriptor is, and its flags and rights
 * ------------===*/
#include "state.h"
#include <fcntl.h>

static uint16_t wasiFlags(int host) {
  uint16_t flags = 0;
  if (host & O_APPEND)
    flags |= FDFLAG_APPEND;
  if (host & O_NONBLOCK)
    flags |= FDFLAG_NONBLOCK;
  if ((host & O_SYNC) == O_SYNC)
    flags |= FDFLAG_SYNC | FDFLAG_RSYNC | FDFLAG_DSYNC;
  else if (host & O_DSYNC)
    flags |= FDFLAG_DSYNC;
  return flags;
}

int32_t sinter_wasi_fd_fdstat_get(void *context, int32_t fd, int32_t out) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, 0, &file);
  if (error)
    return error;
  uint8_t *at = sinter_wasi_slice(context, out, 24);
  if (!at)
    return WASI_EFAULT;
  int flags = file->stream ? 0 : fcntl(file->fd, F_GETFL);
  if (flags < 0)
    return sinter_wasi_errno(errno);
  memset(at, 0, 24);
  store8(at, file->type);
  store16(at + 2, wasiFlags(flags));
  store64(at + 8, file->base);
  store64(at + 16, file->inheriting);
  return WASI_ESUCCESS;
}

/* Linux cannot change after opening how writes are synchronised. */
int32_t sinter_wasi_fd_fdstat_set_flags(void *context, int32_t fd,
                                        int32_t flags) {
  enum { SYNC_FLAGS = FDFLAG_DSYNC | FDFLAG_RSYNC | FDFLAG_SYNC };
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_FDSTAT_SET_FLAGS, &file);
  if (error)
    return error;
  if ((uint32_t)flags & ~(uint32_t)FDFLAGS_ALL)
    return WASI_EINVAL;
  int host = fcntl(file->fd, F_GETFL);
  if (host < 0)
    return sinter_wasi_errno(errno);
  if ((wasiFlags(host) ^ flags) & SYNC_FLAGS)
    return WASI_ENOTSUP;
  host &= ~(O_APPEND | O_NONBLOCK);
  if (flags & FDFLAG_APPEND)
    host |= O_APPEND;
  if (flags & FDFLAG_NONBLOCK)
    host |= O_NONBLOCK;
  return sinter_wasi_result(fcntl(file->fd, F_SETFL, host));
}

/* Rights can be given up, never won. */
int32_t sinter_wasi_fd_fdstat_set_rights(void *context, int32_t fd,
                                         int64_t base, int64_t inheriting) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, 0, &file);
  if (error)
    return error;
  if (((uint64_t)base & ~file->base) ||
      ((uint64_t)inheriting & ~file->inheriting))
    return WASI_ENOTCAPABLE;
  file->base = (uint64_t)base;
  file->inheriting = (uint64_t)inheriting;
  return WASI_ESUCCESS;
}

/* Preview 1 knows one kind of grant: 0, a directory. */
int32_t sinter_wasi_fd_prestat_get(void *context, int32_t fd, int32_t out) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, 0, &file);
  if (error || !file->guest)
    return WASI_EBADF;
  uint8_t *at = sinter_wasi_slice(context, out, 8);
  if (!at)
    return WASI_EFAULT;
  store32(at, 0);
  store32(at + 4, (uint32_t)strlen(file->guest));
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_fd_prestat_dir_name(void *context, int32_t fd, int32_t path,
                                        int32_t len) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, 0, &file);
  if (error || !file->guest)
    return WASI_EBADF;
  size_t length = strlen(file->guest);
  if (length > (uint32_t)len)
    return WASI_ENAMETOOLONG;
  uint8_t *at = sinter_wasi_slice(context, path, length);
  if (!at)
    return WASI_EFAULT;
  memcpy(at, file->guest, length);
  return WASI_ESUCCESS;
}
