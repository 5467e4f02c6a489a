/*===- resolve.c - opening a path that cannot leave its directory
 *-----------===*
 *
 * The third gate. Names change while we look at them: a directory may become a
 * symbolic link between a check and its use. So there is no check; there is
 * only opening.
 *
 * Linux 5.6 opens a path beneath a directory by itself (openat2). Where that is
 * missing or forbidden (old kernels, seccomp filters) the path is walked: every
 * directory on the way is opened by one name that is not followed, and held; a
 * link is read through its own descriptor and its text put before the rest of
 * the path; ".." goes back to the directory we came from, which we still hold.
 * Both know one outcome for whatever would leave: EXDEV, the guest's
 * ENOTCAPABLE.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CREATE_MODE = 0666, MAX_LINKS = 40, MAX_DEPTH = 256, MAX_TRIES = 64 };

/* ---- the kernel's way; the constants are Linux's, not in musl ---- */

enum { BENEATH = 0x08, NO_MAGICLINKS = 0x02 };

struct OpenHow {
  uint64_t flags, mode, resolve;
};

static int kernelOpen(int dir, const char *path, int flags) {
  struct OpenHow how = {.flags = (uint32_t)flags,
                        .mode = flags & O_CREAT ? CREATE_MODE : 0,
                        .resolve = BENEATH | NO_MAGICLINKS};
  /* EAGAIN: something was renamed while ".." was resolved. */
  for (int tries = 0; tries < MAX_TRIES; ++tries) {
    long fd = syscall(SYS_openat2, dir, path, &how, sizeof how);
    if (fd >= 0 || (errno != EAGAIN && errno != EINTR))
      return (int)fd;
  }
  return -1;
}

/* A call with a size of 0 gets EINVAL from kernels that know it. */
static enum WasiResolver findResolver(void) {
  struct OpenHow how = {0};
  syscall(SYS_openat2, AT_FDCWD, ".", &how, (size_t)0);
  return errno == EINVAL ? RESOLVER_KERNEL : RESOLVER_WALK;
}

/* ---- the walk ---- */

typedef struct Walk {
  int root;
  int depth; /* directories held */
  int links; /* expanded so far */
  int held[MAX_DEPTH];
  char *rest; /* of the path, in text */
  char text[PATH_MAX];
} Walk;

static int fail(int error) {
  errno = error;
  return -1;
}

static int current(const Walk *walk) {
  return walk->depth ? walk->held[walk->depth - 1] : walk->root;
}

/* Closes without losing the error that made it necessary. */
static void drop(int fd) {
  int error = errno;
  close(fd);
  errno = error;
}

static int isLink(int fd) {
  struct stat st;
  return fstat(fd, &st) == 0 && S_ISLNK(st.st_mode);
}

/* Puts the text of the link (dir, name) before the rest of the path. */
static int expand(Walk *walk, int dir, const char *name) {
  size_t tail = strlen(walk->rest) + 1;
  size_t room = sizeof walk->text - tail;
  char *saved = walk->text + room;
  if (++walk->links > MAX_LINKS)
    return fail(ELOOP);
  memmove(saved, walk->rest, tail);
  walk->rest = saved;
  ssize_t length = readlinkat(dir, name, walk->text, room);
  if (length < 0)
    return -1;
  if (length == 0)
    return fail(ENOENT);
  if ((size_t)length == room)
    return fail(ENAMETOOLONG);
  if (walk->text[0] == '/')
    return fail(EXDEV);
  memmove(walk->text + length, saved, tail);
  walk->rest = walk->text;
  return 0;
}

/* Goes into what is no longer the last component: a directory or a link. */
static int enter(Walk *walk, const char *name) {
  struct stat st;
  int fd = openat(current(walk), name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return -1;
  int result = fstat(fd, &st);
  if (result == 0 && S_ISDIR(st.st_mode) && walk->depth < MAX_DEPTH) {
    walk->held[walk->depth++] = fd;
    return 0;
  }
  if (result == 0 && S_ISLNK(st.st_mode))
    result = expand(walk, fd, "");
  else if (result == 0)
    result = fail(S_ISDIR(st.st_mode) ? ENAMETOOLONG : ENOTDIR);
  drop(fd);
  return result;
}

static int leave(Walk *walk) {
  if (walk->depth == 0)
    return fail(EXDEV);
  close(walk->held[--walk->depth]);
  return 0;
}

/* The host does not follow a link here: it fails to open, or opens as what it
 * is with O_PATH. If it is to be followed its text becomes the rest of the
 * path, and *again is set. */
static int openLast(Walk *walk, const char *name, int flags, int *again) {
  int slash = *walk->rest == '/';
  int follow = slash || !(flags & O_NOFOLLOW);
  if (slash && (flags & O_CREAT))
    return fail(EISDIR);
  if (slash)
    flags |= O_DIRECTORY;
  int fd =
      openat(current(walk), name, flags | O_NOFOLLOW | O_CLOEXEC, CREATE_MODE);
  if (fd >= 0) {
    if (!follow || !(flags & O_PATH) || !isLink(fd))
      return fd;
    *again = expand(walk, fd, "") == 0;
    drop(fd);
    return *again ? 0 : -1;
  }
  if (!follow || (errno != ELOOP && errno != ENOTDIR))
    return -1;
  int error = errno;
  *again = expand(walk, current(walk), name) == 0;
  if (*again)
    return 0;
  return fail(errno == EINVAL ? error : errno); /* EINVAL: no link */
}

/* One component. The result is final unless *again is set. */
static int step(Walk *walk, int flags, int *again) {
  char name[NAME_MAX + 1];
  walk->rest += strspn(walk->rest, "/");
  size_t length = strcspn(walk->rest, "/");
  *again = 0;
  if (length > NAME_MAX)
    return fail(ENAMETOOLONG);
  memcpy(name, walk->rest, length);
  name[length] = 0;
  walk->rest += length;
  int last = walk->rest[strspn(walk->rest, "/")] == 0;
  int dotdot = strcmp(name, "..") == 0;
  if (dotdot && leave(walk) < 0)
    return -1;
  if (dotdot || length == 0 || strcmp(name, ".") == 0) {
    *again = !last;
    return last ? openat(current(walk), ".", flags | O_CLOEXEC) : 0;
  }
  if (last)
    return openLast(walk, name, flags, again);
  int result = enter(walk, name);
  *again = result == 0;
  return result;
}

static int walkOpen(int dir, const char *path, int flags) {
  Walk walk;
  int result, again;
  size_t size = strlen(path) + 1;
  if (size > sizeof walk.text)
    return fail(ENAMETOOLONG);
  if (path[0] == '/')
    return fail(EXDEV);
  walk.root = dir;
  walk.depth = walk.links = 0;
  walk.rest = memcpy(walk.text, path, size);
  do
    result = step(&walk, flags, &again);
  while (again);
  while (walk.depth > 0)
    drop(walk.held[--walk.depth]);
  return result;
}

int sinter_wasi_open_beneath(sinter_Wasi *wasi, int dir, const char *path,
                             int flags, int *out) {
  if (wasi->resolver == RESOLVER_UNKNOWN)
    wasi->resolver = (uint8_t)findResolver();
  int fd = -1;
  errno = EAGAIN;
  if (wasi->resolver == RESOLVER_KERNEL)
    fd = kernelOpen(dir, path, flags | O_CLOEXEC);
  if (fd < 0 && errno == EAGAIN)
    fd = walkOpen(dir, path, flags);
  *out = fd;
  if (fd < 0)
    return errno == EXDEV ? WASI_ENOTCAPABLE : sinter_wasi_errno(errno);
  return WASI_ESUCCESS;
}
