/* RUN: %host-cc -std=c11 -O1 -Wall -I%include %s -o %t \
 * RUN:   -I%S/../../runtime-support/wasi %resource/libsinter.a
 * RUN: %t %t.dir
 *
 * No path leads out of a grant: not by "..", not through links, absolute or
 * relative, in the middle or at the end, and not by a slash behind a link. With
 * the kernel's resolution and with our own walk. */
#include "Inputs/host.h"

static void makeTree(void) {
  CHECK(system("cd box && mkdir -p a/b/c && echo inside >a/file && "
               "ln -s ../out/secret relative && ln -s .. up && "
               "ln -s \"$PWD/../out/secret\" absolute && ln -s / root && "
               "ln -s loop2 loop1 && ln -s loop1 loop2 && "
               "ln -s a/b good && ln -s ../../file a/b/c/deep && "
               "ln -s missing dangling && ln -s ../up/box a/out && "
               "ln -s /proc/self/fd/0 magic && ln -s a/file tofile && "
               "ln -s ../out away") == 0);
}

static void escapes(void) {
  static const char *const paths[] = {"..",
                                      "../out/secret",
                                      "a/../../out/secret",
                                      "relative",
                                      "up/out/secret",
                                      "up",
                                      "absolute",
                                      "root/etc/passwd",
                                      "root",
                                      "a/out/a/file",
                                      "a/b/../../../box",
                                      "/",
                                      "/a/file",
                                      "magic",
                                      "away/secret",
                                      "./../out",
                                      "good/../../../box/a/file",
                                      "a/out",
                                      "away/",
                                      "up/",
                                      "root/",
                                      "a//..//..//out"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) {
    IS(openAt(BOX, paths[i], FOLLOW, 0, READ), WASI_ENOTCAPABLE);
    IS(sinter_wasi_path_filestat_get(wasi, BOX, FOLLOW, PATH(paths[i]), OUT),
       WASI_ENOTCAPABLE);
    IS(sinter_wasi_path_filestat_set_times(wasi, BOX, FOLLOW, PATH(paths[i]), 0,
                                           0, 10),
       WASI_ENOTCAPABLE);
  }
}

/* Without following the last component is the link itself, and what creates or
 * removes names never follows it. */
static void lastComponent(void) {
  IS(openAt(BOX, "relative", 0, 0, READ), WASI_ELOOP);
  OK(sinter_wasi_path_filestat_get(wasi, BOX, 0, PATH("root"), OUT));
  IS(ram[OUT + 16], WASI_SYMBOLIC_LINK);
  /* A slash behind it means what it leads to. */
  IS(sinter_wasi_path_filestat_get(wasi, BOX, 0, PATH("root/"), OUT),
     WASI_ENOTCAPABLE);
  OK(sinter_wasi_path_filestat_get(wasi, BOX, 0, PATH("good/"), OUT));
  IS(ram[OUT + 16], WASI_DIRECTORY);
  IS(sinter_wasi_path_filestat_get(wasi, BOX, 0, PATH("tofile/"), OUT),
     WASI_ENOTDIR);
  IS(sinter_wasi_path_remove_directory(wasi, BOX, PATH("away/")), WASI_ENOTDIR);
  IS(sinter_wasi_path_unlink_file(wasi, BOX, PATH("away/secret")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_create_directory(wasi, BOX, PATH("away/new")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_create_directory(wasi, BOX, PATH("../new")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_create_directory(wasi, BOX, PATH("..")),
     WASI_ENOTCAPABLE);
  IS(openAt(BOX, "relative", FOLLOW, CREAT, READ_WRITE), WASI_ENOTCAPABLE);
  IS(openAt(BOX, "relative", FOLLOW, CREAT | EXCL, READ_WRITE), WASI_EEXIST);
  CHECK(access("out/new", F_OK) < 0 && access("new", F_OK) < 0);
}

static void twoPaths(void) {
  IS(sinter_wasi_path_rename(wasi, BOX, PATH("away/secret"), BOX,
                             PATH("stolen")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_rename(wasi, BOX, PATH("a/file"), BOX,
                             PATH("away/given")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_rename(wasi, BOX, PATH("a/.."), BOX, PATH("b")),
     WASI_EBUSY);
  IS(sinter_wasi_path_rename(wasi, BOX, PATH(".."), BOX, PATH("b")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_link(wasi, BOX, 0, PATH("away/secret"), BOX,
                           PATH("stolen")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_link(wasi, BOX, 0, PATH("away/"), BOX, PATH("stolen")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_link(wasi, BOX, 0, PATH("good/"), BOX, PATH("stolen")),
     WASI_EPERM);
  IS(sinter_wasi_path_link(wasi, BOX, FOLLOW, PATH("relative"), BOX,
                           PATH("stolen")),
     WASI_EINVAL);
  /* A hard link to a link is the link, and still leads nowhere. */
  OK(sinter_wasi_path_link(wasi, BOX, 0, PATH("relative"), BOX, PATH("twice")));
  IS(openAt(BOX, "twice", FOLLOW, 0, READ), WASI_ENOTCAPABLE);
}

static void symlinks(void) {
  IS(sinter_wasi_path_symlink(wasi, PATH("/etc/passwd"), BOX, PATH("s")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_symlink(wasi, PATH("../out"), BOX, PATH("s")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_symlink(wasi, PATH("a/../../out"), BOX, PATH("s")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_symlink(wasi, PATH("../../out"), BOX, PATH("a/s")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_symlink(wasi, PATH("a"), BOX, PATH("away/s")),
     WASI_ENOTCAPABLE);
  IS(sinter_wasi_path_symlink(wasi, PATH("a"), BOX, PATH("a/..")), WASI_EEXIST);
  IS(sinter_wasi_path_symlink(wasi, PATH("a"), BOX, PATH("s/")), WASI_ENOENT);
  OK(sinter_wasi_path_symlink(wasi, PATH("../a/file"), BOX, PATH("a/s")));
  OK(sinter_wasi_path_readlink(wasi, BOX, PATH("a/s"), OUT + 8, 4, OUT));
  CHECK(out32() == 4 && memcmp(ram + OUT + 8, "../a", 4) == 0);
  OK(sinter_wasi_path_readlink(wasi, BOX, PATH("a/s"), OUT + 8, 100, OUT));
  CHECK(out32() == 9);
  IS(sinter_wasi_path_readlink(wasi, BOX, PATH("a/file"), OUT + 8, 9, OUT),
     WASI_EINVAL);
  IS(sinter_wasi_path_readlink(wasi, BOX, PATH("good/"), OUT + 8, 9, OUT),
     WASI_EINVAL);
  OK(openAt(BOX, "a/s", FOLLOW, 0, READ));
}

static void inside(void) {
  static const char *const paths[] = {
      "a/file",       "./a/./file",       "a/b/../file",
      "good/../file", "good/c/deep",      "a//file",
      "tofile",       "a/b/c/../../file", "a/b/c/../../../a/file"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) {
    int fd = opened(BOX, paths[i], 0, READ);
    OK(readText(fd));
    CHECK(strcmp(TEXT_READ, "inside\n") == 0);
    OK(sinter_wasi_fd_close(wasi, fd));
  }
  OK(openAt(BOX, ".", FOLLOW, DIRECTORY, RIGHT_FD_READDIR));
  OK(openAt(BOX, "a/..", FOLLOW, DIRECTORY, RIGHT_FD_READDIR));
  OK(openAt(BOX, "good/", FOLLOW, 0, RIGHT_FD_READDIR));
  OK(openAt(BOX, "dangling", FOLLOW, CREAT, READ_WRITE));
  CHECK(access("box/missing", F_OK) == 0);
  /* A directory opened inside is a smaller grant. */
  OK(openAt(BOX, "a/b", FOLLOW, DIRECTORY, RIGHT_PATH_OPEN));
  int dir = (int)out32();
  IS(openAt(dir, "../file", FOLLOW, 0, READ), WASI_ENOTCAPABLE);
}

static void malformed(void) {
  static char name[PATH_MAX + 10];
  memset(name, 'x', 300);
  IS(openAt(BOX, "", 0, 0, READ), WASI_ENOENT);
  IS(openAt(BOX, name, 0, 0, READ), WASI_ENAMETOOLONG);
  memset(name, 'x', PATH_MAX);
  IS(openAt(BOX, name, 0, 0, READ), WASI_ENAMETOOLONG);
  memcpy(ram + OUT + 64, "a\0/b", 4);
  IS(sinter_wasi_path_open(wasi, BOX, 0, OUT + 64, 4, 0, READ, 0, 0, OUT),
     WASI_EINVAL);
  IS(openAt(BOX, "loop1", FOLLOW, 0, READ), WASI_ELOOP);
  IS(openAt(BOX, "a/file/", FOLLOW, 0, READ), WASI_ENOTDIR);
  IS(openAt(BOX, "a/file/x", FOLLOW, 0, READ), WASI_ENOTDIR);
  IS(openAt(BOX, "a/file/..", FOLLOW, 0, READ), WASI_ENOTDIR);
  IS(openAt(BOX, "new/", FOLLOW, CREAT, READ_WRITE), WASI_EISDIR);
  IS(openAt(BOX, "none/x", FOLLOW, 0, READ), WASI_ENOENT);
  IS(sinter_wasi_path_create_directory(wasi, BOX, PATH(".")), WASI_EEXIST);
  IS(sinter_wasi_path_create_directory(wasi, BOX, PATH("none/.")), WASI_ENOENT);
  IS(sinter_wasi_path_remove_directory(wasi, BOX, PATH("a/.")), WASI_EINVAL);
  IS(sinter_wasi_path_remove_directory(wasi, BOX, PATH("a")), WASI_ENOTEMPTY);
  IS(sinter_wasi_path_unlink_file(wasi, BOX, PATH("a/.")), WASI_EISDIR);
  IS(sinter_wasi_path_unlink_file(wasi, BOX, PATH("a/b")), WASI_EISDIR);
  IS(sinter_wasi_path_unlink_file(wasi, BOX, PATH("a/file/")), WASI_ENOTDIR);
  OK(sinter_wasi_path_create_directory(wasi, BOX, PATH("made//")));
  OK(sinter_wasi_path_remove_directory(wasi, BOX, PATH("made/")));
  OK(sinter_wasi_path_unlink_file(wasi, BOX, PATH("tofile")));
  CHECK(access("box/a/file", F_OK) == 0);
}

static void test(void) {
  makeTree();
  escapes();
  lastComponent();
  twoPaths();
  symlinks();
  inside();
  malformed();
  CHECK(system("test \"$(cat out/secret)\" = secret && "
               "test $(ls out | wc -l) = 1 && test $(ls | wc -l) = 3") == 0);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  runTwice(argv[1], test);
  return 0;
}
