/* RUN: %host-cc -std=c11 -O1 -Wall -pthread -I%include %s -o %t \
 * RUN:   -I%S/../../runtime-support/wasi %resource/libsinter.a
 * RUN: %t %t.dir
 *
 * Another thread swaps a directory for a link to the outside, again and again,
 * while the guest opens, lists and writes beneath that name. Nothing outside
 * may ever be seen or changed. */
#include "Inputs/host.h"
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>

enum { ROUNDS = 5000 };
static atomic_int done;

static void *swap(void *arg) {
  while (!done) /* RENAME_EXCHANGE: always one of the two is there */
    syscall(SYS_renameat2, AT_FDCWD, "box/d", AT_FDCWD, "box/l", 2u);
  return arg;
}

static void open1(void) {
  if (openAt(BOX, "d/secret", FOLLOW, 0, READ) == WASI_ESUCCESS) {
    int fd = (int)out32();
    OK(readText(fd));
    CHECK(strcmp(TEXT_READ, "mine\n") == 0);
    OK(sinter_wasi_fd_close(wasi, fd));
  }
}

static void write1(void) {
  if (openAt(BOX, "d/new", FOLLOW, CREAT | TRUNC, WRITE) == WASI_ESUCCESS)
    OK(sinter_wasi_fd_close(wasi, (int)out32()));
  sinter_wasi_path_create_directory(wasi, BOX, PATH("d/dir"));
  sinter_wasi_path_symlink(wasi, PATH("x"), BOX, PATH("d/link"));
  sinter_wasi_path_rename(wasi, BOX, PATH("d/new"), BOX, PATH("d/newer"));
  sinter_wasi_path_unlink_file(wasi, BOX, PATH("d/link"));
  sinter_wasi_path_remove_directory(wasi, BOX, PATH("d/dir"));
}

static void test(void) {
  pthread_t thread;
  CHECK(system("mkdir box/d && echo mine >box/d/secret && "
               "ln -s ../out box/l") == 0);
  done = 0;
  CHECK(pthread_create(&thread, NULL, swap, NULL) == 0);
  for (int i = 0; i < ROUNDS; ++i) {
    open1();
    write1();
  }
  done = 1;
  pthread_join(thread, NULL);
  CHECK(system("test \"$(cat out/secret)\" = secret && "
               "test $(ls out | wc -l) = 1") == 0);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  runTwice(argv[1], test);
  return 0;
}
