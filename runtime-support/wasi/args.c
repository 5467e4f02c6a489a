/*===- args.c - arguments and environment
 *-----------------------------------===*
 *
 * Both are lists of strings that the guest takes in two steps: how much room do
 * they need; copy them there.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"

static int putSizes(sinter_Wasi *wasi, const char *const *strings,
                    uint64_t count, int32_t countOut, int32_t sizeOut) {
  uint64_t size = 0;
  for (uint64_t i = 0; i < count; ++i)
    size += strlen(strings[i]) + 1;
  uint8_t *countAt = sinter_wasi_slice(wasi, countOut, 4);
  uint8_t *sizeAt = sinter_wasi_slice(wasi, sizeOut, 4);
  if (!countAt || !sizeAt)
    return WASI_EFAULT;
  if (count > UINT32_MAX || size > UINT32_MAX)
    return WASI_EOVERFLOW;
  store32(countAt, (uint32_t)count);
  store32(sizeAt, (uint32_t)size);
  return WASI_ESUCCESS;
}

static int putStrings(sinter_Wasi *wasi, const char *const *strings,
                      uint64_t count, int32_t array, int32_t buf) {
  uint8_t *pointers =
      count > UINT32_MAX ? NULL : sinter_wasi_slice(wasi, array, count * 4);
  if (!pointers)
    return WASI_EFAULT;
  uint32_t at = (uint32_t)buf;
  for (uint64_t i = 0; i < count; ++i) {
    size_t size = strlen(strings[i]) + 1;
    uint8_t *text = sinter_wasi_slice(wasi, (int32_t)at, size);
    if (!text)
      return WASI_EFAULT;
    memcpy(text, strings[i], size);
    store32(pointers + i * 4, at);
    at += (uint32_t)size; /* wraps to 0 only at the end of 4 GiB */
  }
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_args_sizes_get(void *context, int32_t countOut,
                                   int32_t sizeOut) {
  sinter_Wasi *wasi = context;
  return putSizes(wasi, wasi->config.argv, wasi->config.argc, countOut,
                  sizeOut);
}

int32_t sinter_wasi_args_get(void *context, int32_t argv, int32_t buf) {
  sinter_Wasi *wasi = context;
  return putStrings(wasi, wasi->config.argv, wasi->config.argc, argv, buf);
}

int32_t sinter_wasi_environ_sizes_get(void *context, int32_t countOut,
                                      int32_t sizeOut) {
  const sinter_WasiGrants *grants = &((sinter_Wasi *)context)->config.grants;
  return putSizes(context, grants->env, grants->envCount, countOut, sizeOut);
}

int32_t sinter_wasi_environ_get(void *context, int32_t env, int32_t buf) {
  const sinter_WasiGrants *grants = &((sinter_Wasi *)context)->config.grants;
  return putStrings(context, grants->env, grants->envCount, env, buf);
}
