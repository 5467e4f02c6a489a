// REQUIRES: wasi-sdk
// RUN: %cc-wasi %s -o %t.wasm
// RUN: rm -rf %t.dir && mkdir -p %t.dir/ro && echo kept >%t.dir/ro/file
// RUN: sinter run --dir %t.dir::/data --dir %t.dir/ro::/ro::ro %t.wasm \
// RUN:   | FileCheck %s
// RUN: FileCheck %s --check-prefix=KEPT <%t.dir/ro/file
//
// Files through the C library: written, read, renamed, linked, listed, removed.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void say(const char *what, int result) {
  printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

static void roundTrip(void) {
  char line[100];
  FILE *f = fopen("/data/a", "w+");
  fprintf(f, "first %d\nsecond\n", 1);
  rewind(f);
  // CHECK: first 1
  fputs(fgets(line, sizeof line, f), stdout);
  fseek(f, -7, SEEK_END);
  // CHECK-NEXT: second
  fputs(fgets(line, sizeof line, f), stdout);
  fclose(f);
  f = fopen("/data/a", "a");
  fputs("third\n", f);
  // CHECK-NEXT: at 21
  printf("at %ld\n", ftell(f));
  fclose(f);
}

static void names(void) {
  struct stat st;
  // CHECK-NEXT: mkdir: ok
  say("mkdir", mkdir("/data/d", 0777));
  // CHECK-NEXT: mkdir again: File exists
  say("mkdir again", mkdir("/data/d", 0777));
  // CHECK-NEXT: rename: ok
  say("rename", rename("/data/a", "/data/d/b"));
  // CHECK-NEXT: link: ok
  say("link", link("/data/d/b", "/data/d/c"));
  // CHECK-NEXT: symlink: ok
  say("symlink", symlink("c", "/data/d/s"));
  // CHECK-NEXT: symlink out: Capabilities insufficient
  say("symlink out", symlink("/etc/passwd", "/data/d/x"));
  say("stat", stat("/data/d/s", &st));
  // CHECK-NEXT: stat: ok
  // CHECK-NEXT: size 21 links 2 regular 1
  printf("size %d links %d regular %d\n", (int)st.st_size, (int)st.st_nlink,
         S_ISREG(st.st_mode));
  lstat("/data/d/s", &st);
  // CHECK-NEXT: link 1 size 1
  printf("link %d size %d\n", S_ISLNK(st.st_mode), (int)st.st_size);
  struct timespec times[2] = {{1000000000, 5}, {1234567890, 987654321}};
  // CHECK-NEXT: times: ok
  say("times", utimensat(AT_FDCWD, "/data/d/b", times, 0));
  stat("/data/d/c", &st);
  // CHECK-NEXT: 1234567890.987654321
  printf("%lld.%09ld\n", (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

static int compare(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list(void) {
  char *found[10];
  int count = 0;
  DIR *dir = opendir("/data/d");
  for (struct dirent *e; (e = readdir(dir));)
    found[count++] = strdup(e->d_name);
  closedir(dir);
  qsort(found, (size_t)count, sizeof *found, compare);
  // CHECK-NEXT: . .. b c s
  for (int i = 0; i < count; ++i)
    printf("%s%c", found[i], i + 1 < count ? ' ' : '\n');
}

static void removals(void) {
  // CHECK-NEXT: rmdir: Directory not empty
  say("rmdir", rmdir("/data/d"));
  say("unlink", unlink("/data/d/b") | unlink("/data/d/c"));
  say("unlink link", unlink("/data/d/s"));
  say("rmdir", rmdir("/data/d"));
  // CHECK-NEXT: unlink: ok
  // CHECK-NEXT: unlink link: ok
  // CHECK-NEXT: rmdir: ok
  say("unlink again", unlink("/data/d/b"));
  // CHECK-NEXT: unlink again: No such file
}

static void outside(void) {
  // CHECK-NEXT: /etc/passwd: no
  printf("/etc/passwd: %s\n", fopen("/etc/passwd", "r") ? "yes" : "no");
  // CHECK-NEXT: up: Capabilities insufficient
  say("up", open("/data/../../etc/passwd", O_RDONLY));
  // CHECK-NEXT: read: ok
  say("read", open("/ro/file", O_RDONLY));
  // CHECK-NEXT: write: Read-only file system
  say("write", open("/ro/file", O_RDWR));
  // CHECK-NEXT: create: Read-only file system
  say("create", open("/ro/new", O_RDWR | O_CREAT, 0666));
  // CHECK-NEXT: remove: Read-only file system
  say("remove", unlink("/ro/file"));
  // KEPT: kept
}

int main(void) {
  roundTrip();
  names();
  list();
  removals();
  outside();
}
