/* RUN: %host-cc -std=c11 -O1 -Wall -I%include %s -o %t \
 * RUN:   -I%S/../../runtime-support/wasi %resource/libsinter.a
 * RUN: %t %t.dir
 *
 * Every address that the guest passes is checked against the memory as it is
 * now, also where address and length overflow 32 bits. Beyond the memory lies a
 * canary that nothing may touch. */
#include "Inputs/host.h"

enum { LAST = PAGE - 1 };

/* Addresses of which `size` bytes do not all exist. */
static const int32_t *badAddresses(int32_t size) {
  static int32_t bad[6];
  bad[0] = PAGE - size + 1;
  bad[1] = PAGE;
  bad[2] = PAGE + 1;
  bad[3] = INT32_MAX;
  bad[4] = INT32_MIN;
  bad[5] = -1;
  return bad;
}

#define EACH_BAD(Size, Call)                                                   \
  do {                                                                         \
    const int32_t *bad = badAddresses(Size);                                   \
    for (int i = 0; i < 6; ++i) {                                              \
      int32_t at = bad[i];                                                     \
      IS(sinter_wasi_##Call, WASI_EFAULT);                                     \
    }                                                                          \
  } while (0)

static void strings(void) {
  EACH_BAD(4, args_sizes_get(wasi, at, OUT));
  EACH_BAD(4, args_sizes_get(wasi, OUT, at));
  EACH_BAD(12, args_get(wasi, at, OUT));
  EACH_BAD(11, args_get(wasi, OUT, at));
  EACH_BAD(4, environ_sizes_get(wasi, at, OUT));
  EACH_BAD(4, environ_sizes_get(wasi, OUT, at));
  EACH_BAD(8, environ_get(wasi, at, OUT));
  EACH_BAD(7, environ_get(wasi, OUT, at));
  OK(sinter_wasi_args_get(wasi, PAGE - 12, PAGE - 12 - 11));
  OK(sinter_wasi_args_get(wasi, OUT, PAGE - 11));
  CHECK(load32(ram + OUT) == PAGE - 11 && load32(ram + OUT + 8) == LAST);
  CHECK(memcmp(ram + PAGE - 11, "guest\0one\0", 11) == 0);
}

static void results(int fd) {
  EACH_BAD(8, clock_time_get(wasi, 0, 0, at));
  EACH_BAD(8, clock_res_get(wasi, 0, at));
  EACH_BAD(9, random_get(wasi, at, 9));
  EACH_BAD(1, random_get(wasi, at, -1));
  EACH_BAD(24, fd_fdstat_get(wasi, fd, at));
  EACH_BAD(64, fd_filestat_get(wasi, fd, at));
  EACH_BAD(8, fd_prestat_get(wasi, RO, at));
  EACH_BAD(3, fd_prestat_dir_name(wasi, RO, at, 3));
  EACH_BAD(8, fd_seek(wasi, fd, 0, 0, at));
  EACH_BAD(8, fd_tell(wasi, fd, at));
  EACH_BAD(4, fd_readdir(wasi, BOX, OUT, 8, 0, at));
  EACH_BAD(8, fd_readdir(wasi, BOX, at, 8, 0, OUT));
  OK(sinter_wasi_random_get(wasi, 0, PAGE));
  OK(sinter_wasi_random_get(wasi, PAGE, 0));
  OK(sinter_wasi_fd_fdstat_get(wasi, fd, PAGE - 24));
}

static void vectors(int fd) {
  EACH_BAD(4, fd_read(wasi, fd, 0, 1, at));
  EACH_BAD(8, fd_read(wasi, fd, at, 1, OUT));
  EACH_BAD(8, fd_write(wasi, fd, at, 1, OUT));
  EACH_BAD(8, fd_pread(wasi, fd, at, 1, 0, OUT));
  EACH_BAD(8, fd_pwrite(wasi, fd, at, 1, 0, OUT));
  /* 2^29 vectors are 2^32 bytes; the count is unsigned. */
  IS(sinter_wasi_fd_write(wasi, fd, 0, 1 << 29, OUT), WASI_EFAULT);
  IS(sinter_wasi_fd_write(wasi, fd, 0, -1, OUT), WASI_EFAULT);
  EACH_BAD(4, fd_write(wasi, fd,
                       (store32(ram, (uint32_t)at), store32(ram + 4, 4), 0), 1,
                       OUT));
  store32(ram, 1);
  store32(ram + 4, UINT32_MAX);
  IS(sinter_wasi_fd_read(wasi, fd, 0, 1, OUT), WASI_EFAULT);
  store32(ram, 0);
  store32(ram + 4, PAGE);
  OK(sinter_wasi_fd_write(wasi, fd, 0, 1, OUT));
  CHECK(out32() == PAGE);
}

static void paths(void) {
  EACH_BAD(4, path_create_directory(wasi, BOX, at, 4));
  EACH_BAD(4, path_filestat_get(wasi, BOX, 0, at, 4, OUT));
  EACH_BAD(64, path_filestat_get(wasi, BOX, 0, PATH("f"), at));
  EACH_BAD(4, path_filestat_set_times(wasi, BOX, 0, at, 4, 0, 0, 0));
  EACH_BAD(4, path_link(wasi, BOX, 0, at, 4, BOX, PATH("g")));
  EACH_BAD(4, path_link(wasi, BOX, 0, PATH("f"), BOX, at, 4));
  EACH_BAD(4, path_open(wasi, BOX, 0, at, 4, CREAT, READ, 0, 0, OUT));
  EACH_BAD(4, path_open(wasi, BOX, 0, PATH("g"), CREAT, READ, 0, 0, at));
  EACH_BAD(4, path_readlink(wasi, BOX, at, 4, OUT, 8, OUT));
  EACH_BAD(8, path_readlink(wasi, BOX, PATH("f"), at, 8, OUT));
  EACH_BAD(4, path_readlink(wasi, BOX, PATH("f"), OUT, 8, at));
  EACH_BAD(4, path_remove_directory(wasi, BOX, at, 4));
  EACH_BAD(4, path_rename(wasi, BOX, at, 4, BOX, PATH("g")));
  EACH_BAD(4, path_rename(wasi, BOX, PATH("f"), BOX, at, 4));
  EACH_BAD(4, path_symlink(wasi, at, 4, BOX, PATH("g")));
  EACH_BAD(4, path_symlink(wasi, PATH("f"), BOX, at, 4));
  EACH_BAD(4, path_unlink_file(wasi, BOX, at, 4));
  /* A result without a place is refused before anything is made. */
  CHECK(access("box/g", F_OK) < 0);
}

static void polls(void) {
  EACH_BAD(48, poll_oneoff(wasi, at, 0, 1, OUT));
  EACH_BAD(32, poll_oneoff(wasi, 0, at, 1, OUT));
  EACH_BAD(4, poll_oneoff(wasi, 0, 0, 1, at));
  IS(sinter_wasi_poll_oneoff(wasi, 0, 0, -1, OUT), WASI_EFAULT);
}

static void test(void) {
  memset(ram + PAGE, 0xa5, PAGE);
  int fd = opened(BOX, "f", CREAT, READ_WRITE | RIGHT_FD_FILESTAT_GET);
  strings();
  results(fd);
  vectors(fd);
  paths();
  polls();
  for (int i = PAGE; i < 2 * PAGE; ++i)
    CHECK(ram[i] == 0xa5);
  /* Memory that grew counts at once. */
  memory.size = 2 * PAGE;
  OK(sinter_wasi_random_get(wasi, PAGE, PAGE));
  memory.size = PAGE;
  sinter_wasi_set_memory(wasi, NULL);
  IS(sinter_wasi_random_get(wasi, 0, 0), WASI_EFAULT);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  runTwice(argv[1], test);
  return 0;
}
