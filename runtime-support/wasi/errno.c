/*===- errno.c - from the host's errors to WASI's
 * ---------------------------===*/
#include "state.h"

static const uint8_t fromHost[] = {
#define WASI_ERRNO(Name, Number) [Name] = Number,
#include "Errno.def"
};

/* What WASI has no name for becomes EIO: it must not look like success. */
int sinter_wasi_errno(int host) {
  size_t count = sizeof fromHost / sizeof *fromHost;
  if (host > 0 && (size_t)host < count && fromHost[host])
    return fromHost[host];
  return WASI_EIO;
}

int sinter_wasi_result(int64_t result) {
  return result < 0 ? sinter_wasi_errno(errno) : WASI_ESUCCESS;
}
