/* RUN: %host-cc -std=c11 -O1 -Wall -I%include %s -o %t \
 * RUN:   -I%S/../../runtime-support/wasi %resource/libsinter.a
 * RUN: %t %t.dir
 *
 * Reading, writing, seeking; rights and how they shrink; descriptors and their
 * numbers. */
#include "Inputs/host.h"

static void positions(void) {
  int fd = opened(BOX, "f", CREAT | EXCL, READ_WRITE);
  CHECK(fd == 2); /* the lowest free: there is no standard error */
  OK(writeText(fd, "0123456789"));
  CHECK(out32() == 10);
  OK(sinter_wasi_fd_seek(wasi, fd, 2, 0, OUT));
  OK(readText(fd));
  CHECK(out32() == 8 && strcmp(TEXT_READ, "23456789") == 0);
  OK(readText(fd));
  CHECK(out32() == 0);
  OK(sinter_wasi_fd_seek(wasi, fd, -3, 1, OUT));
  CHECK(out64() == 7);
  OK(sinter_wasi_fd_seek(wasi, fd, -1, 2, OUT));
  OK(sinter_wasi_fd_tell(wasi, fd, OUT));
  CHECK(out64() == 9);
  IS(sinter_wasi_fd_seek(wasi, fd, -1, 0, OUT), WASI_EINVAL);
  IS(sinter_wasi_fd_seek(wasi, fd, 0, 3, OUT), WASI_EINVAL);
  store32(ram + OUT + 64, OUT + 128);
  store32(ram + OUT + 68, 2);
  OK(sinter_wasi_fd_pread(wasi, fd, OUT + 64, 1, 4, OUT));
  CHECK(memcmp(TEXT_READ, "45", 2) == 0);
  OK(sinter_wasi_fd_pwrite(wasi, fd, OUT + 64, 1, 0, OUT));
  OK(sinter_wasi_fd_pread(wasi, fd, OUT + 64, 1, 0, OUT));
  CHECK(memcmp(TEXT_READ, "45", 2) == 0);
  IS(sinter_wasi_fd_pread(wasi, fd, OUT + 64, 1, INT64_MIN, OUT), WASI_EINVAL);
  IS(sinter_wasi_fd_pwrite(wasi, fd, OUT + 64, 1, -1, OUT), WASI_EINVAL);
  OK(sinter_wasi_fd_tell(wasi, fd, OUT));
  CHECK(out64() == 9);
  IS(openAt(BOX, "f", 0, CREAT | EXCL, READ), WASI_EEXIST);
  OK(sinter_wasi_fd_close(wasi, fd));
  IS(sinter_wasi_fd_close(wasi, fd), WASI_EBADF);
}

/* More vectors than the host takes at once, and empty ones. */
static void vectors(void) {
  enum { COUNT = 1000, ARRAY = 8192, FROM = 20000 };
  int fd = opened(BOX, "v", CREAT, READ_WRITE);
  for (int i = 0; i < COUNT; ++i) {
    store32(ram + ARRAY + i * 8, FROM + (uint32_t)i);
    store32(ram + ARRAY + i * 8 + 4, i < 100 || i > 890 ? 0 : 1);
    ram[FROM + i] = (uint8_t)(i * 7);
  }
  OK(sinter_wasi_fd_write(wasi, fd, ARRAY, COUNT, OUT));
  CHECK(out32() == 791);
  OK(sinter_wasi_fd_seek(wasi, fd, 0, 0, OUT));
  memset(ram + FROM, 0, COUNT);
  OK(sinter_wasi_fd_read(wasi, fd, ARRAY, COUNT, OUT));
  CHECK(out32() == 791);
  for (int i = 100; i <= 890; ++i)
    CHECK(ram[FROM + i] == (uint8_t)(i * 7));
  CHECK(ram[FROM + 99] == 0 && ram[FROM + 891] == 0);
  OK(sinter_wasi_fd_read(wasi, fd, ARRAY, 0, OUT));
  CHECK(out32() == 0);
  /* A bad vector late: what was written before it counts. */
  store32(ram + ARRAY + 500 * 8, PAGE);
  OK(sinter_wasi_fd_write(wasi, fd, ARRAY, COUNT, OUT));
  CHECK(out32() == 448 - 100);
  OK(sinter_wasi_fd_close(wasi, fd));
}

static void rights(void) {
  int fd = opened(BOX, "f", 0, READ);
  IS(writeText(fd, "x"), WASI_ENOTCAPABLE);
  IS(sinter_wasi_fd_sync(wasi, fd), WASI_ENOTCAPABLE);
  IS(sinter_wasi_fd_fdstat_set_rights(wasi, fd, READ_WRITE, 0),
     WASI_ENOTCAPABLE);
  OK(sinter_wasi_fd_fdstat_set_rights(wasi, fd, RIGHT_FD_TELL, 0));
  IS(readText(fd), WASI_ENOTCAPABLE);
  OK(sinter_wasi_fd_tell(wasi, fd, OUT));
  OK(sinter_wasi_fd_seek(wasi, fd, 0, 1, OUT));
  IS(sinter_wasi_fd_seek(wasi, fd, 0, 0, OUT), WASI_ENOTCAPABLE);
  OK(sinter_wasi_fd_close(wasi, fd));
  /* What a directory does not inherit cannot be had beneath it. */
  OK(sinter_wasi_path_open(wasi, BOX, 0, PATH("."), DIRECTORY, RIGHTS_ALL, READ,
                           0, OUT));
  int dir = (int)out32();
  IS(openAt(dir, "f", 0, 0, READ_WRITE), WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_open(wasi, dir, 0, PATH("f"), 0, READ, RIGHTS_ALL, 0,
                           OUT),
     WASI_ENOTCAPABLE);
  OK(openAt(dir, "f", 0, 0, READ));
  OK(sinter_wasi_fd_close(wasi, (int)out32()));
  IS(sinter_wasi_fd_seek(wasi, dir, 0, 0, OUT), WASI_ENOTCAPABLE);
  IS(readText(dir), WASI_EISDIR);
  OK(sinter_wasi_fd_close(wasi, dir));
  IS(openAt(BOX, ".", 0, 0, READ_WRITE), WASI_EISDIR);
  IS(openAt(BOX, "f", 0, DIRECTORY, READ), WASI_ENOTDIR);
  IS(openAt(BOX, "g", 0, CREAT | DIRECTORY, READ), WASI_EINVAL);
  IS(openAt(1, "f", 0, 0, READ), WASI_ENOTDIR);
  IS(openAt(99, "f", 0, 0, READ), WASI_EBADF);
  IS(openAt(-1, "f", 0, 0, READ), WASI_EBADF);
}

static void flags(void) {
  OK(sinter_wasi_path_open(wasi, BOX, 0, PATH("a"), CREAT, RIGHTS_ALL, 0,
                           FDFLAG_APPEND | FDFLAG_SYNC, OUT));
  int fd = (int)out32();
  OK(sinter_wasi_fd_fdstat_get(wasi, fd, OUT));
  CHECK(ram[OUT] == WASI_REGULAR_FILE);
  CHECK(load16(ram + OUT + 2) ==
        (FDFLAG_APPEND | FDFLAG_SYNC | FDFLAG_RSYNC | FDFLAG_DSYNC));
  OK(writeText(fd, "one"));
  OK(sinter_wasi_fd_seek(wasi, fd, 0, 0, OUT));
  OK(writeText(fd, "two"));
  OK(sinter_wasi_fd_tell(wasi, fd, OUT));
  CHECK(out64() == 6);
  IS(sinter_wasi_fd_fdstat_set_flags(wasi, fd, 0), WASI_ENOTSUP);
  IS(sinter_wasi_fd_fdstat_set_flags(wasi, fd, 32), WASI_EINVAL);
  OK(sinter_wasi_fd_fdstat_set_flags(
      wasi, fd, FDFLAG_NONBLOCK | FDFLAG_SYNC | FDFLAG_RSYNC | FDFLAG_DSYNC));
  OK(sinter_wasi_fd_fdstat_get(wasi, fd, OUT));
  CHECK(load16(ram + OUT + 2) ==
        (FDFLAG_NONBLOCK | FDFLAG_SYNC | FDFLAG_RSYNC | FDFLAG_DSYNC));
  OK(sinter_wasi_fd_close(wasi, fd));
}

static void numbers(void) {
  int a = opened(BOX, "a", 0, READ), f = opened(BOX, "f", 0, READ);
  CHECK(a == 2 && f == 5);
  OK(sinter_wasi_fd_renumber(wasi, f, f));
  OK(sinter_wasi_fd_renumber(wasi, f, a));
  IS(readText(f), WASI_EBADF);
  OK(readText(a));
  CHECK(TEXT_READ[0] == '4');
  IS(sinter_wasi_fd_renumber(wasi, f, a), WASI_EBADF);
  IS(sinter_wasi_fd_renumber(wasi, a, f), WASI_EBADF);
  IS(sinter_wasi_fd_renumber(wasi, a, WASI_MAX_FILES), WASI_EBADF);
  /* A grant can be moved and closed; its name goes with it. */
  OK(sinter_wasi_fd_renumber(wasi, RO, a));
  IS(sinter_wasi_fd_prestat_get(wasi, RO, OUT), WASI_EBADF);
  OK(sinter_wasi_fd_prestat_get(wasi, a, OUT));
  CHECK(load32(ram + OUT) == 0 && load32(ram + OUT + 4) == 3);
  IS(sinter_wasi_fd_prestat_dir_name(wasi, a, OUT, 2), WASI_ENAMETOOLONG);
  memset(ram + OUT, '#', 8);
  OK(sinter_wasi_fd_prestat_dir_name(wasi, a, OUT, 8));
  CHECK(memcmp(ram + OUT, "/ro#", 4) == 0);
  OK(sinter_wasi_fd_close(wasi, a));
  IS(openAt(a, "file", 0, 0, READ), WASI_EBADF);
  /* The host's own descriptors are not closed with the guest's. */
  OK(sinter_wasi_fd_close(wasi, 1));
  CHECK(fcntl(1, F_GETFD) >= 0);
}

static void attributes(void) {
  int fd = opened(BOX, "s", CREAT, RIGHTS_ALL & ~RIGHTS_OPEN_WRITE);
  IS(sinter_wasi_fd_filestat_set_size(wasi, fd, 5), WASI_ENOTCAPABLE);
  OK(sinter_wasi_fd_close(wasi, fd));
  fd = opened(BOX, "s", CREAT, RIGHTS_ALL);
  OK(sinter_wasi_fd_filestat_set_size(wasi, fd, 12345));
  IS(sinter_wasi_fd_filestat_set_size(wasi, fd, -1), WASI_EINVAL);
  OK(sinter_wasi_fd_filestat_set_times(wasi, fd, 1500000000123456789, 7, 5));
  OK(sinter_wasi_fd_filestat_get(wasi, fd, OUT));
  CHECK(ram[OUT + 16] == WASI_REGULAR_FILE && load64(ram + OUT + 24) == 1);
  CHECK(load64(ram + OUT + 32) == 12345 &&
        load64(ram + OUT + 40) == 1500000000123456789 &&
        load64(ram + OUT + 48) == 7);
  OK(sinter_wasi_path_filestat_set_times(wasi, BOX, 0, PATH("s"), 0, 9, 4 | 2));
  OK(sinter_wasi_path_filestat_get(wasi, BOX, 0, PATH("s"), OUT));
  CHECK(load64(ram + OUT + 48) == 9 &&
        load64(ram + OUT + 40) > 1500000000123456789);
  IS(sinter_wasi_fd_filestat_set_times(wasi, fd, 0, 0, 3), WASI_EINVAL);
  IS(sinter_wasi_fd_filestat_set_times(wasi, fd, 0, 0, 16), WASI_EINVAL);
  OK(sinter_wasi_fd_advise(wasi, fd, 0, 10, 3));
  IS(sinter_wasi_fd_advise(wasi, fd, 0, 10, 6), WASI_EINVAL);
  IS(sinter_wasi_fd_advise(wasi, fd, -1, 10, 0), WASI_EINVAL);
  IS(sinter_wasi_fd_allocate(wasi, fd, 0, 0), WASI_EINVAL);
  IS(sinter_wasi_fd_allocate(wasi, fd, 0, -1), WASI_EINVAL);
  OK(sinter_wasi_fd_datasync(wasi, fd));
  OK(sinter_wasi_fd_sync(wasi, fd));
  OK(sinter_wasi_fd_close(wasi, fd));
}

/* The table is bounded by itself; the host's limit comes earlier, as EMFILE. */
static void exhaustion(void) {
  int error, fds = 0;
  while (!(error = openAt(BOX, "f", 0, 0, READ)))
    ++fds;
  CHECK((error == WASI_EMFILE || error == WASI_ENFILE) && fds > 100);
  OK(sinter_wasi_fd_close(wasi, 77));
  OK(openAt(BOX, "f", 0, 0, READ));
  CHECK(out32() == 77);
}

static void test(void) {
  positions();
  vectors();
  rights();
  flags();
  attributes();
  numbers();
  exhaustion();
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  runTwice(argv[1], test);
  return 0;
}
