/*===- fd.c - reading, writing, seeking, closing
 * ----------------------------===*/
#include "state.h"
#include <sys/uio.h>
#include <unistd.h>

/* Vector by vector, until the stream moves less than it was asked to. */
static int64_t streamMove(const WasiFile *file, const struct iovec *vectors,
                          int count, int reads) {
  const sinter_WasiStream *stream = file->stream;
  int64_t total = 0;
  for (int i = 0; i < count; ++i) {
    void *bytes = vectors[i].iov_base;
    size_t size = vectors[i].iov_len;
    int64_t moved = size == 0 ? 0
                    : reads   ? stream->read(stream->context, bytes, size)
                              : stream->write(stream->context, bytes, size);
    if (moved < 0 && !total) {
      errno = (int)-moved;
      return -1;
    }
    if (moved < 0 || (uint64_t)moved > size)
      break;
    total += moved;
    if ((uint64_t)moved < size)
      break;
  }
  return total;
}

static int64_t readMove(const WasiFile *file, const struct iovec *vectors,
                        int count, int64_t offset) {
  (void)offset;
  if (file->stream)
    return streamMove(file, vectors, count, 1);
  return readv(file->fd, vectors, count);
}

static int64_t writeMove(const WasiFile *file, const struct iovec *vectors,
                         int count, int64_t offset) {
  (void)offset;
  if (file->stream)
    return streamMove(file, vectors, count, 0);
  return writev(file->fd, vectors, count);
}

static int64_t preadMove(const WasiFile *file, const struct iovec *vectors,
                         int count, int64_t offset) {
  return preadv(file->fd, vectors, count, offset);
}

static int64_t pwriteMove(const WasiFile *file, const struct iovec *vectors,
                          int count, int64_t offset) {
  return pwritev(file->fd, vectors, count, offset);
}

int32_t sinter_wasi_fd_read(void *context, int32_t fd, int32_t iovs,
                            int32_t count, int32_t out) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_READ, &file);
  if (error)
    return error;
  return sinter_wasi_transfer(context, file, readMove, iovs, count, 0, out);
}

int32_t sinter_wasi_fd_write(void *context, int32_t fd, int32_t iovs,
                             int32_t count, int32_t out) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_WRITE, &file);
  if (error)
    return error;
  return sinter_wasi_transfer(context, file, writeMove, iovs, count, 0, out);
}

int32_t sinter_wasi_fd_pread(void *context, int32_t fd, int32_t iovs,
                             int32_t count, int64_t offset, int32_t out) {
  WasiFile *file;
  int error =
      sinter_wasi_file(context, fd, RIGHT_FD_READ | RIGHT_FD_SEEK, &file);
  if (error)
    return error;
  return sinter_wasi_transfer(context, file, preadMove, iovs, count, offset,
                              out);
}

int32_t sinter_wasi_fd_pwrite(void *context, int32_t fd, int32_t iovs,
                              int32_t count, int64_t offset, int32_t out) {
  WasiFile *file;
  int error =
      sinter_wasi_file(context, fd, RIGHT_FD_WRITE | RIGHT_FD_SEEK, &file);
  if (error)
    return error;
  return sinter_wasi_transfer(context, file, pwriteMove, iovs, count, offset,
                              out);
}

int32_t sinter_wasi_fd_seek(void *context, int32_t fd, int64_t offset,
                            int32_t whence, int32_t out) {
  static const int hostWhence[] = {SEEK_SET, SEEK_CUR, SEEK_END};
  WasiFile *file;
  uint32_t from = (uint32_t)whence;
  if (from > 2)
    return WASI_EINVAL;
  /* Asking for the position is less than changing it. */
  uint64_t right = from == 1 && offset == 0 ? RIGHT_FD_TELL : RIGHT_FD_SEEK;
  int error = sinter_wasi_file(context, fd, right, &file);
  if (error)
    return error;
  uint8_t *at = sinter_wasi_slice(context, out, 8);
  if (!at)
    return WASI_EFAULT;
  off_t position = lseek(file->fd, offset, hostWhence[from]);
  if (position >= 0)
    store64(at, (uint64_t)position);
  return sinter_wasi_result(position);
}

int32_t sinter_wasi_fd_tell(void *context, int32_t fd, int32_t out) {
  return sinter_wasi_fd_seek(context, fd, 0, 1, out);
}

int32_t sinter_wasi_fd_close(void *context, int32_t fd) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, 0, &file);
  return error ? error : sinter_wasi_release(context, file);
}

/* Moves `fd` to the number of another open file, which is closed. */
int32_t sinter_wasi_fd_renumber(void *context, int32_t fd, int32_t to) {
  WasiFile *from, *target;
  sinter_Wasi *wasi = context;
  int error = sinter_wasi_file(wasi, fd, 0, &from);
  if (!error)
    error = sinter_wasi_file(wasi, to, 0, &target);
  if (error || from == target)
    return error;
  error = sinter_wasi_release(wasi, target);
  *target = *from;
  memset(from, 0, sizeof *from);
  /* Releasing made `to` look free, moving frees `fd`. */
  wasi->firstFree = 0;
  return error;
}

int32_t sinter_wasi_fd_sync(void *context, int32_t fd) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_SYNC, &file);
  if (error || file->stream)
    return error;
  return sinter_wasi_result(fsync(file->fd));
}

int32_t sinter_wasi_fd_datasync(void *context, int32_t fd) {
  WasiFile *file;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_DATASYNC, &file);
  if (error || file->stream)
    return error;
  return sinter_wasi_result(fdatasync(file->fd));
}
