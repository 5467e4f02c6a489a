/* RUN: %host-cc -std=c11 -O1 -Wall -I%include %s -o %t \
 * RUN:   -I%S/../../runtime-support/wasi %resource/libsinter.a
 * RUN: %t %t.dir
 *
 * Waiting: for clocks, relative and absolute; for pipes and sockets; for what
 * cannot be waited for; for many things. */
#include "Inputs/host.h"
#include <sys/socket.h>

enum { IN = 8192, EVENTS = 32768, CLOCK = 0, FD_READ = 1, FD_WRITE = 2 };

static void subscribe(int i, int type, uint32_t what, uint64_t timeout,
                      uint16_t flags) {
  uint8_t *at = ram + IN + i * 48;
  memset(at, 0, 48);
  store64(at, 1000 + (uint64_t)i);
  store8(at + 8, (uint8_t)type);
  store32(at + 16, what);
  if (type == CLOCK) {
    store64(at + 24, timeout);
    store16(at + 40, flags);
  }
}

static int run(int count) {
  OK(sinter_wasi_poll_oneoff(wasi, IN, EVENTS, count, OUT));
  return (int)out32();
}
static uint64_t userdata(int i) { return load64(ram + EVENTS + i * 32); }
static uint16_t errorOf(int i) { return load16(ram + EVENTS + i * 32 + 8); }
static uint64_t bytesOf(int i) { return load64(ram + EVENTS + i * 32 + 16); }
static uint16_t flagsOf(int i) { return load16(ram + EVENTS + i * 32 + 24); }

static uint64_t now(int clock) {
  OK(sinter_wasi_clock_time_get(wasi, clock, 1, OUT));
  return out64();
}

static void clocks(void) {
  enum { MS = 1000000 };
  uint64_t start = now(1);
  subscribe(0, CLOCK, 1, 20 * MS, 0);
  subscribe(1, CLOCK, 0, 10000ull * MS, 0);
  CHECK(run(2) == 1 && userdata(0) == 1000 && errorOf(0) == 0);
  CHECK(now(1) - start >= 20 * MS && now(1) - start < 5000ull * MS);
  start = now(0);
  subscribe(0, CLOCK, 0, start + 20 * MS, 1);
  CHECK(run(1) == 1 && now(0) >= start + 20 * MS);
  subscribe(0, CLOCK, 0, 5, 1); /* long ago */
  subscribe(1, CLOCK, 1, 0, 0);
  subscribe(2, CLOCK, 1, UINT64_MAX, 0);
  CHECK(run(3) == 2 && userdata(1) == 1001);
  subscribe(0, CLOCK, 9, 5, 0);
  CHECK(run(1) == 1 && errorOf(0) == WASI_EINVAL);
  subscribe(0, CLOCK, 2, 5, 0);
  CHECK(run(1) == 1 && errorOf(0) == WASI_ENOTSUP);
  for (int id = 0; id < 4; ++id) {
    OK(sinter_wasi_clock_res_get(wasi, id, OUT));
    CHECK(out64() > 0);
    now(id);
  }
  IS(sinter_wasi_clock_time_get(wasi, 4, 0, OUT), WASI_EINVAL);
  IS(sinter_wasi_clock_res_get(wasi, -1, OUT), WASI_EINVAL);
}

static void descriptors(int socket) {
  int file = opened(BOX, "f", CREAT, RIGHTS_ALL);
  OK(writeText(file, "12345"));
  OK(sinter_wasi_fd_seek(wasi, file, 0, 0, OUT));
  subscribe(0, FD_READ, (uint32_t)file, 0, 0);
  subscribe(1, FD_WRITE, (uint32_t)file, 0, 0);
  subscribe(2, FD_READ, 0, 0, 0); /* our socket: nothing there */
  subscribe(3, FD_WRITE, 0, 0, 0);
  CHECK(run(4) == 3 && bytesOf(0) == 5 && userdata(2) == 1003);
  CHECK(write(socket, "abc", 3) == 3);
  CHECK(run(4) == 4 && bytesOf(2) == 3);
  subscribe(0, FD_READ, 55, 0, 0);
  subscribe(1, CLOCK, 1, UINT64_MAX, 0);
  CHECK(run(2) == 1 && errorOf(0) == WASI_EBADF);
  subscribe(0, FD_READ, BOX, 0, 0);
  CHECK(run(1) == 1 && errorOf(0) != 0);
  subscribe(0, 3, 0, 0, 0);
  IS(sinter_wasi_poll_oneoff(wasi, IN, EVENTS, 1, OUT), WASI_EINVAL);
  IS(sinter_wasi_poll_oneoff(wasi, IN, EVENTS, 0, OUT), WASI_EINVAL);
  for (int i = 0; i < 300; ++i)
    subscribe(i, i % 3 ? FD_WRITE : CLOCK, i % 3 ? (uint32_t)file : 1, 1, 0);
  CHECK(run(300) >= 200);
  OK(sinter_wasi_fd_close(wasi, file));
}

static void sockets(int peer) {
  store32(ram + OUT + 64, OUT + 128);
  store32(ram + OUT + 68, 2);
  OK(sinter_wasi_sock_recv(wasi, 0, OUT + 64, 1, 1, OUT, OUT + 8));
  OK(sinter_wasi_sock_recv(wasi, 0, OUT + 64, 1, 0, OUT, OUT + 8));
  CHECK(out32() == 2 && memcmp(TEXT_READ, "ab", 2) == 0);
  IS(sinter_wasi_sock_recv(wasi, 0, OUT + 64, 1, 4, OUT, OUT + 8), WASI_EINVAL);
  IS(sinter_wasi_sock_recv(wasi, BOX, OUT + 64, 1, 0, OUT, OUT + 8),
     WASI_ENOTSOCK);
  OK(sinter_wasi_sock_send(wasi, 0, OUT + 64, 1, 0, OUT));
  char text[3];
  CHECK(read(peer, text, 3) == 2 && memcmp(text, "ab", 2) == 0);
  IS(sinter_wasi_sock_send(wasi, 0, OUT + 64, 1, 1, OUT), WASI_EINVAL);
  IS(sinter_wasi_sock_accept(wasi, 0, 0, OUT), WASI_EINVAL);
  IS(sinter_wasi_sock_shutdown(wasi, 0, 4), WASI_EINVAL);
  OK(sinter_wasi_sock_shutdown(wasi, 0, 2));
  CHECK(read(peer, text, 3) == 0);
  close(peer);
  subscribe(0, FD_READ, 0, 0, 0);
  CHECK(run(1) == 1 && flagsOf(0) == 1);
  /* No signal: an error. */
  IS(sinter_wasi_sock_send(wasi, 0, OUT + 64, 1, 0, OUT), WASI_EPIPE);
}

static void test(void) {
  int pair[2];
  CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  CHECK(dup2(pair[0], 0) == 0);
  sinter_wasi_free(wasi);
  makeWasi(RESOLVER_UNKNOWN);
  OK(sinter_wasi_fd_fdstat_get(wasi, 0, OUT));
  CHECK(ram[OUT] == WASI_SOCKET_STREAM);
  close(pair[0]);
  clocks();
  descriptors(pair[1]);
  sockets(pair[1]);
  IS(sinter_wasi_proc_raise(wasi, 9), WASI_ENOSYS);
  OK(sinter_wasi_sched_yield(wasi));
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  runTwice(argv[1], test);
  return 0;
}
