/*===- filestat.c - attributes of files
 *-------------------------------------===*
 *
 * A path is opened without access (O_PATH) and the attributes are those of what
 * was opened: nothing can be swapped between the two steps.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

enum { SET_ATIM = 1, SET_ATIM_NOW = 2, SET_MTIM = 4, SET_MTIM_NOW = 8 };

static uint64_t nanosecondsOf(struct timespec time) {
  if (time.tv_sec < 0) /* before 1970: WASI's times are unsigned */
    return 0;
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void putFilestat(uint8_t *out, const struct stat *st, uint8_t type) {
  memset(out, 0, 64);
  store64(out, (uint64_t)st->st_dev);
  store64(out + 8, (uint64_t)st->st_ino);
  store8(out + 16, type);
  store64(out + 24, (uint64_t)st->st_nlink);
  store64(out + 32, (uint64_t)st->st_size);
  store64(out + 40, nanosecondsOf(st->st_atim));
  store64(out + 48, nanosecondsOf(st->st_mtim));
  store64(out + 56, nanosecondsOf(st->st_ctim));
}

/* Reads flags of preview 1 into what utimensat takes. */
static int timesOf(int64_t atim, int64_t mtim, int32_t flags,
                   struct timespec times[2]) {
  const int64_t values[2] = {atim, mtim};
  if ((uint32_t)flags > 15)
    return WASI_EINVAL;
  for (int i = 0; i < 2; ++i) {
    int bits = (flags >> (2 * i)) & (SET_ATIM | SET_ATIM_NOW);
    if (bits == (SET_ATIM | SET_ATIM_NOW))
      return WASI_EINVAL;
    times[i].tv_sec = (time_t)((uint64_t)values[i] / 1000000000u);
    times[i].tv_nsec = (long)((uint64_t)values[i] % 1000000000u);
    if (bits != SET_ATIM)
      times[i].tv_nsec = bits ? UTIME_NOW : UTIME_OMIT;
  }
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_fd_filestat_get(void *context, int32_t fd, int32_t out) {
  WasiFile *file;
  struct stat st;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_FILESTAT_GET, &file);
  if (error)
    return error;
  uint8_t *at = sinter_wasi_slice(context, out, 64);
  if (!at)
    return WASI_EFAULT;
  if (file->stream)
    st = (struct stat){.st_nlink = 1};
  else if (fstat(file->fd, &st) < 0)
    return sinter_wasi_errno(errno);
  putFilestat(at, &st, file->type);
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_fd_filestat_set_size(void *context, int32_t fd,
                                         int64_t size) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_FILESTAT_SET_SIZE, &file);
  if (error)
    return error;
  if (size < 0)
    return WASI_EINVAL;
  return sinter_wasi_result(ftruncate(file->fd, size));
}

int32_t sinter_wasi_fd_filestat_set_times(void *context, int32_t fd,
                                          int64_t atim, int64_t mtim,
                                          int32_t flags) {
  WasiFile *file;
  struct timespec times[2];
  int error = sinter_wasi_file(context, fd, RIGHT_FD_FILESTAT_SET_TIMES, &file);
  if (!error)
    error = timesOf(atim, mtim, flags, times);
  return error ? error : sinter_wasi_result(futimens(file->fd, times));
}

/* Opens what a path names, without access. */
static int openNode(sinter_Wasi *wasi, const WasiPath *path, int32_t lookup,
                    int *out) {
  int flags = O_PATH;
  if (!(lookup & LOOKUP_SYMLINK_FOLLOW))
    flags |= O_NOFOLLOW;
  return sinter_wasi_open_beneath(wasi, path->file->fd, path->text, flags, out);
}

int32_t sinter_wasi_path_filestat_get(void *context, int32_t fd, int32_t flags,
                                      int32_t path, int32_t len, int32_t out) {
  WasiPath name;
  struct stat st;
  int node;
  int error =
      sinter_wasi_path(context, fd, RIGHT_PATH_FILESTAT_GET, path, len, &name);
  if (error)
    return error;
  uint8_t *at = sinter_wasi_slice(context, out, 64);
  if (!at)
    return WASI_EFAULT;
  error = openNode(context, &name, flags, &node);
  if (error)
    return error;
  error = sinter_wasi_result(fstat(node, &st));
  if (!error)
    putFilestat(at, &st, sinter_wasi_type(st.st_mode));
  close(node);
  return error;
}

/* "/proc/self/fd/N" */
static void procName(char name[32], int fd) {
  static const char prefix[] = "/proc/self/fd/";
  char digits[12];
  int count = 0;
  do
    digits[count++] = (char)('0' + fd % 10);
  while ((fd /= 10) > 0);
  memcpy(name, prefix, sizeof prefix - 1);
  char *at = name + sizeof prefix - 1;
  while (count > 0)
    *at++ = digits[--count];
  *at = 0;
}

/* Kernels that do not set times through an O_PATH descriptor do it through its
 * name in /proc, which leads to the same file. */
static int setTimes(int node, const struct timespec times[2]) {
  char name[32];
  if (utimensat(node, "", times, AT_EMPTY_PATH) == 0)
    return WASI_ESUCCESS;
  if (errno != EINVAL)
    return sinter_wasi_errno(errno);
  procName(name, node);
  return sinter_wasi_result(utimensat(AT_FDCWD, name, times, 0));
}

int32_t sinter_wasi_path_filestat_set_times(void *context, int32_t fd,
                                            int32_t flags, int32_t path,
                                            int32_t len, int64_t atim,
                                            int64_t mtim, int32_t timeFlags) {
  WasiPath name;
  struct timespec times[2];
  int node;
  int error = sinter_wasi_path(context, fd, RIGHT_PATH_FILESTAT_SET_TIMES, path,
                               len, &name);
  if (!error)
    error = timesOf(atim, mtim, timeFlags, times);
  if (!error)
    error = openNode(context, &name, flags, &node);
  if (error)
    return error;
  error = setTimes(node, times);
  close(node);
  return error;
}
