/*===- iovec.c - scattered reads and gathered writes
 *------------------------===*
 *
 * The guest gives an array of (address, length). It is taken over in chunks
 * that fit on our stack; each vector is read once and checked, so that another
 * thread of the guest cannot change it in between.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <sys/uio.h>

int sinter_wasi_vectors(sinter_Wasi *wasi, int32_t iovs, uint32_t count,
                        struct iovec *vectors, uint64_t *bytes) {
  if (count > WASI_MAX_VECTORS)
    count = WASI_MAX_VECTORS;
  const uint8_t *array = sinter_wasi_slice(wasi, iovs, (uint64_t)count * 8);
  if (!array)
    return WASI_EFAULT;
  *bytes = 0;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t length = load32(array + i * 8 + 4);
    vectors[i].iov_base =
        sinter_wasi_slice(wasi, (int32_t)load32(array + i * 8), length);
    vectors[i].iov_len = length;
    if (!vectors[i].iov_base)
      return WASI_EFAULT;
    *bytes += length;
  }
  return WASI_ESUCCESS;
}

/* Moves vectors until the host moves less than it was asked to. What is not a
 * regular file gets one call only: a second one could wait for ever. */
static int transferAll(sinter_Wasi *wasi, const WasiFile *file, WasiMove *move,
                       uint32_t iovs, uint32_t count, int64_t offset,
                       uint32_t *total) {
  struct iovec vectors[WASI_MAX_VECTORS];
  *total = 0;
  for (uint32_t at = 0; at < count; at += WASI_MAX_VECTORS) {
    uint64_t bytes;
    uint32_t left = count - at;
    int taken = left < WASI_MAX_VECTORS ? (int)left : WASI_MAX_VECTORS;
    int error = sinter_wasi_vectors(wasi, (int32_t)(iovs + at * 8), left,
                                    vectors, &bytes);
    if (!error && bytes == 0 && (int)left != taken)
      continue;
    int64_t moved = error ? -1 : move(file, vectors, taken, offset + *total);
    if (!error && moved < 0)
      error = sinter_wasi_errno(errno);
    if (error)
      return *total ? WASI_ESUCCESS : error;
    *total += (uint32_t)moved; /* the host moves less than 2 GiB at a time */
    if ((uint64_t)moved < bytes || *total > INT32_MAX ||
        file->type != WASI_REGULAR_FILE)
      break;
  }
  return WASI_ESUCCESS;
}

int sinter_wasi_transfer(sinter_Wasi *wasi, const WasiFile *file,
                         WasiMove *move, int32_t iovs, int32_t count,
                         int64_t offset, int32_t out) {
  uint32_t total;
  uint8_t *at = sinter_wasi_slice(wasi, out, 4);
  if (!at || !sinter_wasi_slice(wasi, iovs, (uint64_t)(uint32_t)count * 8))
    return WASI_EFAULT;
  if (offset < 0)
    return WASI_EINVAL;
  int error = transferAll(wasi, file, move, (uint32_t)iovs, (uint32_t)count,
                          offset, &total);
  if (!error)
    store32(at, total);
  return error;
}
