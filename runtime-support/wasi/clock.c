/*===- clock.c - clocks
 * -----------------------------------------------------===*/
#include "state.h"
#include <time.h>

/* WASI's clocks are numbered like this. */
static const clockid_t hostClocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC,
                                       CLOCK_PROCESS_CPUTIME_ID,
                                       CLOCK_THREAD_CPUTIME_ID};
enum { CLOCK_COUNT = sizeof hostClocks / sizeof *hostClocks };

static uint64_t nanosecondsOf(const struct timespec *time) {
  return (uint64_t)time->tv_sec * 1000000000u + (uint64_t)time->tv_nsec;
}

int sinter_wasi_now(sinter_Wasi *wasi, uint32_t id, uint64_t *nanoseconds) {
  const sinter_WasiSources *sources = &wasi->config.sources;
  struct timespec time;
  if (id >= CLOCK_COUNT)
    return WASI_EINVAL;
  if (sources->nanoseconds) {
    *nanoseconds = sources->nanoseconds(sources->context, id);
    return WASI_ESUCCESS;
  }
  if (clock_gettime(hostClocks[id], &time) < 0)
    return sinter_wasi_errno(errno);
  *nanoseconds = nanosecondsOf(&time);
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_clock_time_get(void *context, int32_t id, int64_t precision,
                                   int32_t out) {
  (void)precision; /* the host's clocks lag less than anyone can ask */
  uint64_t now;
  uint8_t *at = sinter_wasi_slice(context, out, 8);
  if (!at)
    return WASI_EFAULT;
  int error = sinter_wasi_now(context, (uint32_t)id, &now);
  if (!error)
    store64(at, now);
  return error;
}

int32_t sinter_wasi_clock_res_get(void *context, int32_t id, int32_t out) {
  struct timespec time;
  uint8_t *at = sinter_wasi_slice(context, out, 8);
  if (!at)
    return WASI_EFAULT;
  if ((uint32_t)id >= CLOCK_COUNT)
    return WASI_EINVAL;
  if (clock_getres(hostClocks[(uint32_t)id], &time) < 0)
    return sinter_wasi_errno(errno);
  store64(at, nanosecondsOf(&time));
  return WASI_ESUCCESS;
}
