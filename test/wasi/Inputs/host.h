/* Calls the functions of WASI as compiled code does, without compiled code: a
 * memory of one page in an array of two, and a sinter_Wasi for it.
 *
 * The program's first argument is a scratch folder: "box" in it is granted as
 * descriptor 3, "ro" as 4 (read only); everything else must stay out of reach.
 */
#include "state.h" /* first: it chooses the C library's features */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CHECK(Condition)                                                       \
  do {                                                                         \
    if (!(Condition)) {                                                        \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #Condition);          \
      exit(1);                                                                 \
    }                                                                          \
  } while (0)

#define IS(Call, Expected)                                                     \
  do {                                                                         \
    int got = (Call);                                                          \
    if (got != (Expected)) {                                                   \
      fprintf(stderr, "%s:%d: %s: %d, expected %d\n", __FILE__, __LINE__,      \
              #Call, got, (int)(Expected));                                    \
      exit(1);                                                                 \
    }                                                                          \
  } while (0)
#define OK(Call) IS(Call, WASI_ESUCCESS)

enum { PAGE = 65536, BOX = 3, RO = 4, OUT = 1024, FIRST_TEXT = 2048, END_TEXT = 8192 };
enum { CREAT = 1, DIRECTORY = 2, EXCL = 4, TRUNC = 8, FOLLOW = 1 };
enum {
  READ = RIGHT_FD_READ | RIGHT_FD_SEEK | RIGHT_FD_TELL,
  WRITE = RIGHT_FD_WRITE | RIGHT_FD_SEEK | RIGHT_FD_TELL,
  READ_WRITE = READ | WRITE
};

static uint8_t ram[2 * PAGE];
static sinter_Memory memory = {.base = ram, .size = PAGE};
static sinter_Wasi *wasi;
static uint32_t text = FIRST_TEXT; /* where the next text goes */

/* A text in guest memory: its address. Old ones are overwritten in the end. */
static inline int32_t put(const char *string) {
  size_t length = strlen(string);
  if (text + length > END_TEXT)
    text = FIRST_TEXT;
  memcpy(ram + text, string, length);
  text += (uint32_t)length;
  return (int32_t)(text - length);
}
#define PATH(String) put(String), (int32_t)strlen(String)

static inline uint32_t out32(void) { return load32(ram + OUT); }
static inline uint64_t out64(void) { return load64(ram + OUT); }

static inline int openAt(int dir, const char *path, int lookup, int flags,
                         int64_t rights) {
  return sinter_wasi_path_open(wasi, dir, lookup, PATH(path), flags, rights, 0,
                               0, OUT);
}

/* The new descriptor. */
static inline int opened(int dir, const char *path, int flags, int64_t rights) {
  OK(openAt(dir, path, FOLLOW, flags, rights));
  return (int)out32();
}

/* One vector at OUT + 64. */
static inline int writeText(int fd, const char *string) {
  store32(ram + OUT + 64, (uint32_t)put(string));
  store32(ram + OUT + 68, (uint32_t)strlen(string));
  return sinter_wasi_fd_write(wasi, fd, OUT + 64, 1, OUT);
}

/* Reads at most 64 bytes to OUT + 128. */
static inline int readText(int fd) {
  store32(ram + OUT + 64, OUT + 128);
  store32(ram + OUT + 68, 64);
  memset(ram + OUT + 128, 0, 65);
  return sinter_wasi_fd_read(wasi, fd, OUT + 64, 1, OUT);
}
#define TEXT_READ ((const char *)ram + OUT + 128)

static inline void makeWasi(enum WasiResolver resolver) {
  static const sinter_WasiDir dirs[] = {{"box", "/", 0}, {"ro", "/ro", 1}};
  static const char *const argv[] = {"guest", "one", ""};
  static const char *const env[] = {"A=1", "B="};
  sinter_WasiConfig config = {.argv = argv,
                              .argc = 3,
                              .grants = {dirs, 2, env, 2},
                              .stdio = {0, 1, -1}};
  wasi = sinter_wasi_new(&config, NULL);
  CHECK(wasi);
  wasi->resolver = (uint8_t)resolver;
  sinter_wasi_set_memory(wasi, &memory);
}

/* Runs `test` in a new scratch folder with each way to resolve paths. */
static inline void runTwice(const char *scratch, void (*test)(void)) {
  static const enum WasiResolver ways[] = {RESOLVER_UNKNOWN, RESOLVER_WALK};
  for (int i = 0; i < 2; ++i) {
    char command[4096];
    snprintf(command, sizeof command,
             "chmod -R u+w '%s' 2>/dev/null; rm -rf '%s' && "
             "mkdir -p '%s/box' '%s/ro' '%s/out' && "
             "echo secret >'%s/out/secret' && echo text >'%s/ro/file'",
             scratch, scratch, scratch, scratch, scratch, scratch, scratch);
    CHECK(system(command) == 0 && chdir(scratch) == 0);
    makeWasi(ways[i]);
    test();
    sinter_wasi_free(wasi);
    CHECK(chdir("/") == 0);
  }
}
