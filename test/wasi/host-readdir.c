/* RUN: %host-cc -std=c11 -O1 -Wall -I%include %s -o %t \
 * RUN:   -I%S/../../runtime-support/wasi %resource/libsinter.a
 * RUN: %t %t.dir
 *
 * A directory larger than any buffer, read with buffers of all sizes: each name
 * once, cookies lead back to where they were given, and removing what was
 * read does not hide the rest. */
#include "Inputs/host.h"

enum { FILES = 3000, BUFFER = 8192 };
static uint8_t seen[FILES];

/* Counts the whole entries in the buffer and returns the cookie behind the last
 * one, or `cookie` if there is none. */
static uint64_t take(uint32_t used, uint64_t cookie, int *dots, int unlink) {
  uint32_t at = 0;
  while (at + 24 <= used) {
    const uint8_t *entry = ram + BUFFER + at;
    uint32_t length = load32(entry + 16);
    if (at + 24 + length > used)
      break;
    cookie = load64(entry);
    char name[256] = {0};
    memcpy(name, entry + 24, length);
    if (name[0] == '.') {
      ++*dots;
      CHECK(entry[20] == WASI_DIRECTORY);
    } else {
      CHECK(entry[20] == WASI_REGULAR_FILE);
      ++seen[atoi(name + 4)];
      if (unlink)
        OK(sinter_wasi_path_unlink_file(wasi, BOX, PATH(name)));
    }
    at += 24 + length;
  }
  return cookie;
}

static void readAll(int fd, uint32_t size, int unlink) {
  uint64_t cookie = 0;
  int dots = 0;
  memset(seen, 0, sizeof seen);
  do {
    OK(sinter_wasi_fd_readdir(wasi, fd, BUFFER, (int32_t)size, (int64_t)cookie,
                              OUT));
    CHECK(out32() <= size);
    cookie = take(out32(), cookie, &dots, unlink);
  } while (out32() == size);
  CHECK(dots == 2);
  for (int i = 0; i < FILES; ++i)
    CHECK(seen[i] == 1);
}

/* Every cookie leads to the same entry again, in any order. */
static void cookies(int fd) {
  enum { ENTRIES = 200 };
  static uint64_t before[ENTRIES];
  static uint8_t heads[ENTRIES][24];
  uint64_t cookie = 0;
  for (int i = 0; i < ENTRIES; ++i) {
    OK(sinter_wasi_fd_readdir(wasi, fd, BUFFER, 24, (int64_t)cookie, OUT));
    CHECK(out32() == 24);
    before[i] = cookie;
    memcpy(heads[i], ram + BUFFER, 24);
    cookie = load64(ram + BUFFER);
    OK(sinter_wasi_fd_readdir(wasi, fd, BUFFER, 300, (int64_t)before[i], OUT));
    CHECK(memcmp(heads[i], ram + BUFFER, 24) == 0);
  }
  for (int i = ENTRIES; i-- > 0;) {
    OK(sinter_wasi_fd_readdir(wasi, fd, BUFFER, 24, (int64_t)before[i], OUT));
    CHECK(memcmp(heads[i], ram + BUFFER, 24) == 0);
  }
  IS(sinter_wasi_fd_readdir(wasi, fd, BUFFER, 24, -1, OUT), WASI_EINVAL);
}

/* Nothing tells what the directory above a grant is. */
static void parent(void) {
  OK(sinter_wasi_fd_filestat_get(wasi, BOX, OUT));
  uint64_t self = load64(ram + OUT + 8);
  OK(sinter_wasi_fd_readdir(wasi, BOX, BUFFER, 32768, 0, OUT));
  for (uint32_t at = 0; at + 24 < out32();) {
    const uint8_t *entry = ram + BUFFER + at;
    if (entry[24] == '.')
      CHECK(load64(entry + 8) == self);
    at += 24 + load32(entry + 16);
  }
}

static void test(void) {
  static const uint32_t sizes[] = {32768, 4096, 1000, 280};
  CHECK(system("cd box && i=0 && while [ $i -lt 3000 ]; do "
               ": >file$i; i=$((i+1)); done") == 0);
  int dir = opened(BOX, ".", DIRECTORY, RIGHT_FD_READDIR | RIGHT_FD_SEEK);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; ++i)
    readAll(dir, sizes[i], 0);
  cookies(dir);
  parent();
  readAll(dir, 700, 1);
  CHECK(system("test -z \"$(ls box)\"") == 0);
  OK(sinter_wasi_fd_readdir(wasi, dir, BUFFER, 0, 0, OUT));
  CHECK(out32() == 0);
  IS(sinter_wasi_fd_readdir(wasi, 1, BUFFER, 100, 0, OUT), WASI_ENOTCAPABLE);
}

int main(int argc, char **argv) {
  CHECK(argc == 2);
  runTwice(argv[1], test);
  return 0;
}
