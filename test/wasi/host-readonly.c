/* RUN: %host-cc -std=c11 -O1 -Wall -I%include %s -o %t \
 * RUN:   -I%S/../../runtime-support/wasi %resource/libsinter.a
 * RUN: %t %t.dir
 *
 * In a read-only grant everything that changes something fails, with EROFS, and
 * descriptors from it cannot do more. Hard links would be a way around it: they
 * are refused, also towards a grant that is writable. */
#include "Inputs/host.h"

static void names(void) {
  IS(sinter_wasi_path_create_directory(wasi, RO, PATH("d")), WASI_EROFS);
  IS(sinter_wasi_path_remove_directory(wasi, RO, PATH("d")), WASI_EROFS);
  IS(sinter_wasi_path_unlink_file(wasi, RO, PATH("file")), WASI_EROFS);
  IS(sinter_wasi_path_symlink(wasi, PATH("file"), RO, PATH("l")), WASI_EROFS);
  IS(sinter_wasi_path_rename(wasi, RO, PATH("file"), BOX, PATH("file")),
     WASI_EROFS);
  IS(sinter_wasi_path_rename(wasi, BOX, PATH("own"), RO, PATH("file")),
     WASI_EROFS);
  IS(sinter_wasi_path_link(wasi, RO, 0, PATH("file"), BOX, PATH("file")),
     WASI_EROFS);
  IS(sinter_wasi_path_link(wasi, BOX, 0, PATH("own"), RO, PATH("own")),
     WASI_EROFS);
  IS(sinter_wasi_path_filestat_set_times(wasi, RO, 0, PATH("file"), 0, 0, 10),
     WASI_EROFS);
}

static void opening(void) {
  IS(openAt(RO, "file", 0, 0, WRITE), WASI_EROFS);
  IS(openAt(RO, "file", 0, 0, READ | RIGHT_FD_ALLOCATE), WASI_EROFS);
  IS(openAt(RO, "file", 0, 0, READ | RIGHT_FD_FILESTAT_SET_SIZE), WASI_EROFS);
  IS(openAt(RO, "file", 0, CREAT, READ), WASI_EROFS);
  IS(openAt(RO, "file", 0, TRUNC, READ), WASI_EROFS);
  IS(sinter_wasi_path_open(wasi, RO, 0, PATH("file"), 0, READ, 0, FDFLAG_APPEND,
                           OUT),
     WASI_EROFS);
  /* Rights that go with reading are given, others quietly not. */
  int fd = opened(RO, "file", 0,
                  RIGHTS_ALL & ~(RIGHTS_OPEN_WRITE | RIGHT_PATH_OPEN));
  OK(sinter_wasi_fd_fdstat_get(wasi, fd, OUT));
  CHECK((load64(ram + OUT + 8) & RIGHTS_CHANGE) == 0);
  OK(readText(fd));
  CHECK(strcmp(TEXT_READ, "text\n") == 0);
  IS(writeText(fd, "x"), WASI_EROFS);
  IS(sinter_wasi_fd_filestat_set_size(wasi, fd, 0), WASI_EROFS);
  IS(sinter_wasi_fd_filestat_set_times(wasi, fd, 0, 0, 10), WASI_EROFS);
  IS(sinter_wasi_fd_allocate(wasi, fd, 0, 10), WASI_EROFS);
}

/* What lies below is as read-only as the grant. */
static void below(void) {
  CHECK(system("mkdir ro/sub && touch ro/sub/f") == 0);
  OK(sinter_wasi_path_open(wasi, RO, 0, PATH("sub"), DIRECTORY, RIGHTS_ALL,
                           RIGHTS_ALL, 0, OUT));
  int dir = (int)out32();
  OK(sinter_wasi_fd_fdstat_get(wasi, dir, OUT));
  CHECK((load64(ram + OUT + 8) & RIGHTS_CHANGE) == 0);
  IS(openAt(dir, "f", 0, 0, WRITE), WASI_EROFS);
  IS(openAt(dir, "g", 0, CREAT, READ), WASI_EROFS);
  IS(sinter_wasi_path_unlink_file(wasi, dir, PATH("f")), WASI_EROFS);
  OK(openAt(dir, "f", 0, 0, READ));
  /* Nor does another number help. */
  OK(sinter_wasi_fd_renumber(wasi, dir, BOX));
  IS(openAt(BOX, "g", 0, CREAT, READ), WASI_EROFS);
}

static void test(void) {
  OK(sinter_wasi_fd_close(wasi, opened(BOX, "own", CREAT, READ)));
  names();
  opening();
  below();
  CHECK(system("test \"$(cat ro/file)\" = text && "
               "test $(ls ro | wc -l) = 2") == 0);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  runTwice(argv[1], test);
  return 0;
}
