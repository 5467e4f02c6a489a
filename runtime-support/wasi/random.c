/*===- random.c - random bytes
 * ----------------------------------------------===*/
#include "state.h"
#include <sys/random.h>

/* The kernel gives at most 256 bytes without being interruptible, and at most
 * 32 MiB at once. */
int sinter_wasi_random(sinter_Wasi *wasi, uint8_t *bytes, size_t count) {
  const sinter_WasiSources *sources = &wasi->config.sources;
  if (sources->random) {
    sources->random(sources->context, bytes, count);
    return WASI_ESUCCESS;
  }
  while (count > 0) {
    size_t chunk = count < 65536 ? count : 65536;
    ssize_t got = getrandom(bytes, chunk, 0);
    if (got < 0 && errno != EINTR)
      return sinter_wasi_errno(errno);
    if (got > 0) {
      bytes += got;
      count -= (size_t)got;
    }
  }
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_random_get(void *context, int32_t buf, int32_t len) {
  uint8_t *bytes = sinter_wasi_slice(context, buf, (uint32_t)len);
  if (!bytes)
    return WASI_EFAULT;
  return sinter_wasi_random(context, bytes, (uint32_t)len);
}
