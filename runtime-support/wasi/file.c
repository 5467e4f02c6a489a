/*===- file.c - opening files; advice and space
 * -----------------------------===*/
#include "state.h"
#include <fcntl.h>
#include <unistd.h>

enum OpenFlags {
  OPEN_CREAT = 1,
  OPEN_DIRECTORY = 2,
  OPEN_EXCL = 4,
  OPEN_TRUNC = 8,
  OPEN_ALL = 15
};

/* What path_open was asked for, in the host's words. */
typedef struct Opening {
  int flags;
  uint64_t base, inheriting; /* of the new descriptor */
  uint64_t needed;           /* of the directory, itself */
  uint64_t inherited;        /* of the directory, for what lies beneath */
} Opening;

static int hostFdFlags(uint32_t fdFlags) {
  int flags = 0;
  if (fdFlags & FDFLAG_APPEND)
    flags |= O_APPEND;
  if (fdFlags & FDFLAG_DSYNC)
    flags |= O_DSYNC;
  if (fdFlags & (FDFLAG_SYNC | FDFLAG_RSYNC))
    flags |= O_SYNC;
  if (fdFlags & FDFLAG_NONBLOCK)
    flags |= O_NONBLOCK;
  return flags;
}

static int hostOpenFlags(uint32_t openFlags) {
  int flags = 0;
  if (openFlags & OPEN_CREAT)
    flags |= O_CREAT;
  if (openFlags & OPEN_DIRECTORY)
    flags |= O_DIRECTORY;
  if (openFlags & OPEN_EXCL)
    flags |= O_EXCL;
  if (openFlags & OPEN_TRUNC)
    flags |= O_TRUNC;
  return flags;
}

/* The rights asked for decide how the host's file is opened. Directories open
 * for reading only, whatever is asked for. */
static int accessMode(uint64_t base, uint32_t openFlags) {
  if (!(base & RIGHTS_OPEN_WRITE) || (openFlags & OPEN_DIRECTORY))
    return O_RDONLY;
  return base & (RIGHT_FD_READ | RIGHT_FD_READDIR) ? O_RDWR : O_WRONLY;
}

static int plan(int32_t lookup, uint32_t openFlags, uint32_t fdFlags,
                Opening *plan) {
  if (openFlags > OPEN_ALL || fdFlags > FDFLAGS_ALL ||
      (openFlags & (OPEN_CREAT | OPEN_DIRECTORY)) ==
          (OPEN_CREAT | OPEN_DIRECTORY))
    return WASI_EINVAL;
  plan->base &= RIGHTS_ALL;
  plan->inheriting &= RIGHTS_ALL;
  plan->needed = RIGHT_PATH_OPEN;
  plan->inherited = plan->base | plan->inheriting;
  if (openFlags & OPEN_CREAT)
    plan->needed |= RIGHT_PATH_CREATE_FILE;
  if (openFlags & OPEN_TRUNC)
    plan->needed |= RIGHT_PATH_FILESTAT_SET_SIZE;
  if (fdFlags & FDFLAG_DSYNC)
    plan->inherited |= RIGHT_FD_DATASYNC;
  if (fdFlags & (FDFLAG_SYNC | FDFLAG_RSYNC))
    plan->inherited |= RIGHT_FD_SYNC;
  plan->flags = accessMode(plan->base, openFlags) | O_NOCTTY |
                hostOpenFlags(openFlags) | hostFdFlags(fdFlags);
  if (!(lookup & LOOKUP_SYMLINK_FOLLOW))
    plan->flags |= O_NOFOLLOW;
  return WASI_ESUCCESS;
}

static int checkRights(const WasiFile *dir, const Opening *plan) {
  if (plan->inherited & ~dir->inheriting)
    return WASI_ENOTCAPABLE;
  if (dir->readOnly &&
      ((plan->flags & O_ACCMODE) != O_RDONLY || (plan->flags & O_APPEND)))
    return WASI_EROFS;
  return WASI_ESUCCESS;
}

static int openPlanned(sinter_Wasi *wasi, const WasiPath *path,
                       const Opening *plan, uint8_t *out) {
  WasiFile *slot;
  int fd;
  int error = sinter_wasi_slot(wasi, &slot);
  if (!error)
    error = sinter_wasi_open_beneath(wasi, path->file->fd, path->text,
                                     plan->flags, &fd);
  if (error)
    return error;
  uint64_t base = plan->base;
  if (path->file->readOnly)
    base &= ~(uint64_t)RIGHTS_CHANGE;
  error = sinter_wasi_adopt(wasi, slot, fd, base, plan->inheriting);
  if (error) {
    close(fd);
    return error;
  }
  slot->readOnly = path->file->readOnly;
  store32(out, (uint32_t)(slot - wasi->files));
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_path_open(void *context, int32_t fd, int32_t lookup,
                              int32_t path, int32_t len, int32_t openFlags,
                              int64_t base, int64_t inheriting, int32_t fdFlags,
                              int32_t out) {
  WasiPath name;
  Opening opening = {.base = (uint64_t)base,
                     .inheriting = (uint64_t)inheriting};
  int error = plan(lookup, (uint32_t)openFlags, (uint32_t)fdFlags, &opening);
  if (!error)
    error = sinter_wasi_path(context, fd, opening.needed, path, len, &name);
  if (!error)
    error = checkRights(name.file, &opening);
  if (error)
    return error;
  uint8_t *at = sinter_wasi_slice(context, out, 4);
  return at ? openPlanned(context, &name, &opening, at) : WASI_EFAULT;
}

int32_t sinter_wasi_fd_advise(void *context, int32_t fd, int64_t offset,
                              int64_t len, int32_t advice) {
  static const int hostAdvice[] = {POSIX_FADV_NORMAL,   POSIX_FADV_SEQUENTIAL,
                                   POSIX_FADV_RANDOM,   POSIX_FADV_WILLNEED,
                                   POSIX_FADV_DONTNEED, POSIX_FADV_NOREUSE};
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_ADVISE, &file);
  if (error)
    return error;
  if ((uint32_t)advice > 5 || offset < 0 || len < 0)
    return WASI_EINVAL;
  error = posix_fadvise(file->fd, offset, len, hostAdvice[advice]);
  return error ? sinter_wasi_errno(error) : WASI_ESUCCESS;
}

int32_t sinter_wasi_fd_allocate(void *context, int32_t fd, int64_t offset,
                                int64_t len) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_ALLOCATE, &file);
  if (error)
    return error;
  if (offset < 0 || len < 0)
    return WASI_EINVAL;
  return sinter_wasi_result(fallocate(file->fd, 0, offset, len));
}
