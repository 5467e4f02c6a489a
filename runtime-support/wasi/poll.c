/*===- poll.c - waiting for clocks and descriptors
 *--------------------------===*
 *
 * One poll(2) with the shortest of the clocks as its time limit. Subscriptions
 * are read once, into waits; the events are written from those.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>

enum { EVENT_CLOCK, EVENT_FD_READ, EVENT_FD_WRITE };
enum { SUBSCRIPTION_SIZE = 48, EVENT_SIZE = 32 };
enum { CLOCK_ABSTIME = 1, EVENT_HANGUP = 1 };
enum { FEW = 32 }; /* as many waits lie on the stack */

typedef struct Wait {
  uint64_t userdata;
  uint64_t delay; /* clocks: nanoseconds from now */
  uint16_t error;
  uint8_t type;
  uint8_t ready; /* a stream of the host, which never makes anyone wait */
} Wait;

typedef struct Polling {
  uint32_t count;
  uint64_t delay; /* the shortest; UINT64_MAX: none */
  Wait *waits;
  struct pollfd *fds; /* one for each wait; fd -1 is ignored */
} Polling;

static int readClock(sinter_Wasi *wasi, const uint8_t *from, Wait *wait) {
  uint64_t now;
  uint64_t timeout = load64(from + 24);
  uint16_t flags = load16(from + 40);
  uint32_t id = load32(from + 16);
  int error = sinter_wasi_now(wasi, id, &now);
  if (!error && flags > CLOCK_ABSTIME)
    error = WASI_EINVAL;
  if (!error && id > 1) /* the host waits for time, not for work */
    error = WASI_ENOTSUP;
  if (error)
    return error;
  wait->delay = timeout;
  if (flags & CLOCK_ABSTIME)
    wait->delay = timeout > now ? timeout - now : 0;
  return WASI_ESUCCESS;
}

static int readDescriptor(sinter_Wasi *wasi, const uint8_t *from, Wait *wait,
                          struct pollfd *fd) {
  WasiFile *file;
  int reads = wait->type == EVENT_FD_READ;
  uint64_t rights = RIGHT_POLL_FD_READWRITE;
  rights |= reads ? RIGHT_FD_READ : RIGHT_FD_WRITE;
  int error = sinter_wasi_file(wasi, (int32_t)load32(from + 16), rights, &file);
  if (error)
    return error;
  wait->ready = file->stream != NULL;
  fd->fd = file->fd;
  fd->events = reads ? POLLIN : POLLOUT;
  return WASI_ESUCCESS;
}

/* A subscription that is wrong in itself is an event at once. */
static int readSubscriptions(sinter_Wasi *wasi, const uint8_t *from,
                             Polling *polling) {
  polling->delay = UINT64_MAX;
  for (uint32_t i = 0; i < polling->count; ++i, from += SUBSCRIPTION_SIZE) {
    Wait *wait = &polling->waits[i];
    struct pollfd *fd = &polling->fds[i];
    *fd = (struct pollfd){.fd = -1};
    *wait = (Wait){.userdata = load64(from), .type = from[8]};
    if (wait->type > EVENT_FD_WRITE)
      return WASI_EINVAL;
    int clock = wait->type == EVENT_CLOCK;
    wait->error = (uint16_t)(clock ? readClock(wasi, from, wait)
                                   : readDescriptor(wasi, from, wait, fd));
    uint64_t delay = clock && !wait->error ? wait->delay : UINT64_MAX;
    if (wait->error || wait->ready)
      delay = 0;
    if (delay < polling->delay)
      polling->delay = delay;
  }
  return WASI_ESUCCESS;
}

static uint64_t monotonic(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Returns the nanoseconds that passed in *waited. */
static int await(const Polling *polling, uint64_t *waited) {
  uint64_t start = monotonic();
  struct timespec limit = {.tv_sec = (time_t)(polling->delay / 1000000000u),
                           .tv_nsec = (long)(polling->delay % 1000000000u)};
  int ready = ppoll(polling->fds, polling->count,
                    polling->delay == UINT64_MAX ? NULL : &limit, NULL);
  *waited = ready == 0 ? polling->delay : monotonic() - start;
  return sinter_wasi_result(ready);
}

/* Whether the wait is over; then also what its event says. */
static int isOver(const Wait *wait, const struct pollfd *fd, uint64_t waited,
                  uint64_t *bytes, uint16_t *flags, uint16_t *error) {
  *bytes = 0;
  *flags = 0;
  *error = wait->error;
  if (wait->error || wait->ready)
    return 1;
  if (wait->type == EVENT_CLOCK)
    return wait->delay <= waited;
  if (fd->revents & POLLNVAL)
    *error = WASI_EBADF;
  if (fd->revents & (POLLHUP | POLLERR))
    *flags = EVENT_HANGUP;
  int available = 0;
  if (wait->type == EVENT_FD_READ && (fd->revents & POLLIN) &&
      ioctl(fd->fd, FIONREAD, &available) == 0 && available > 0)
    *bytes = (uint64_t)available;
  return fd->revents != 0;
}

static uint32_t writeEvents(const Polling *polling, uint64_t waited,
                            uint8_t *to) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < polling->count; ++i) {
    const Wait *wait = &polling->waits[i];
    uint64_t bytes;
    uint16_t flags, error;
    if (!isOver(wait, &polling->fds[i], waited, &bytes, &flags, &error))
      continue;
    uint8_t *event = to + (size_t)count++ * EVENT_SIZE;
    memset(event, 0, EVENT_SIZE);
    store64(event, wait->userdata);
    store16(event + 8, error);
    store8(event + 10, wait->type);
    store64(event + 16, bytes);
    store16(event + 24, flags);
  }
  return count;
}

static int runPoll(sinter_Wasi *wasi, Polling *polling, const uint8_t *in,
                   uint8_t *events, uint8_t *out) {
  uint64_t waited;
  int error = readSubscriptions(wasi, in, polling);
  if (!error)
    error = await(polling, &waited);
  if (!error)
    store32(out, writeEvents(polling, waited, events));
  return error;
}

static int runManyPolls(sinter_Wasi *wasi, Polling *polling, const uint8_t *in,
                        uint8_t *events, uint8_t *out) {
  size_t waits = polling->count * sizeof(Wait);
  size_t size = waits + polling->count * sizeof(struct pollfd);
  uint8_t *pages = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    return sinter_wasi_errno(errno);
  polling->waits = (Wait *)pages;
  polling->fds = (struct pollfd *)(pages + waits);
  int error = runPoll(wasi, polling, in, events, out);
  munmap(pages, size);
  return error;
}

int32_t sinter_wasi_poll_oneoff(void *context, int32_t in, int32_t events,
                                int32_t count, int32_t out) {
  Wait waits[FEW];
  struct pollfd fds[FEW];
  uint64_t n = (uint32_t)count;
  Polling polling = {.count = (uint32_t)count, .waits = waits, .fds = fds};
  const uint8_t *from = sinter_wasi_slice(context, in, n * SUBSCRIPTION_SIZE);
  uint8_t *to = sinter_wasi_slice(context, events, n * EVENT_SIZE);
  uint8_t *at = sinter_wasi_slice(context, out, 4);
  if (!from || !to || !at)
    return WASI_EFAULT;
  if (n == 0 || n > WASI_MAX_FILES)
    return WASI_EINVAL;
  return n <= FEW ? runPoll(context, &polling, from, to, at)
                  : runManyPolls(context, &polling, from, to, at);
}
