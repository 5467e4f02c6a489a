/*===- path.c - the guest's paths, and operations on one name
 *---------------===*
 *
 * What creates or removes a name acts on a directory that was resolved and one
 * component in it; the host's calls for that never follow that component, not
 * even when a slash follows it. link.c has the operations on two names.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <fcntl.h>
#include <unistd.h>

int sinter_wasi_text(sinter_Wasi *wasi, int32_t at, int32_t len,
                     char text[PATH_MAX]) {
  size_t length = (uint32_t)len;
  const uint8_t *from = sinter_wasi_slice(wasi, at, length);
  if (!from)
    return WASI_EFAULT;
  if (length >= PATH_MAX)
    return WASI_ENAMETOOLONG;
  memcpy(text, from, length);
  text[length] = 0;
  if (memchr(text, 0, length))
    return WASI_EINVAL;
  return length ? WASI_ESUCCESS : WASI_ENOENT;
}

int sinter_wasi_path(sinter_Wasi *wasi, int32_t fd, uint64_t rights,
                     int32_t path, int32_t len, WasiPath *out) {
  int error = sinter_wasi_file(wasi, fd, rights, &out->file);
  if (!error)
    error = sinter_wasi_text(wasi, path, len, out->text);
  if (!error && out->text[0] == '/')
    error = WASI_ENOTCAPABLE;
  return error;
}

static int isDots(const char *name) {
  name += strspn(name, ".") > 2 ? 0 : strspn(name, ".");
  return *name == 0 || *name == '/';
}

/* Cuts the text into the directories and the last component: returns where the
 * latter begins, with at most one slash left behind it. */
static char *splitLast(char *text) {
  char *end = text + strlen(text);
  while (end > text + 1 && end[-1] == '/' && end[-2] == '/')
    *--end = 0;
  char *last = end > text && end[-1] == '/' ? end - 1 : end;
  while (last > text && last[-1] != '/')
    --last;
  return last;
}

int sinter_wasi_parent(sinter_Wasi *wasi, WasiPath *path, int dots) {
  int fd = path->file->fd;
  char *last = splitLast(path->text);
  path->name = last;
  if (isDots(last)) {
    /* No name in any directory. Say so only if it is inside. */
    int error = sinter_wasi_open_beneath(wasi, fd, path->text,
                                         O_PATH | O_DIRECTORY, &path->dir);
    if (error)
      return error;
    close(path->dir);
    return dots;
  }
  path->dir = fd;
  if (last == path->text)
    return WASI_ESUCCESS;
  last[-1] = 0;
  return sinter_wasi_open_beneath(wasi, fd, path->text, O_PATH | O_DIRECTORY,
                                  &path->dir);
}

void sinter_wasi_path_done(WasiPath *path) {
  if (path->dir != path->file->fd)
    close(path->dir);
}

/* Does `act` to one name. */
static int actOnName(sinter_Wasi *wasi, int32_t fd, uint64_t right,
                     int32_t path, int32_t len, int dots,
                     int (*act)(int dir, const char *name)) {
  WasiPath name;
  int error = sinter_wasi_path(wasi, fd, right, path, len, &name);
  if (!error)
    error = sinter_wasi_parent(wasi, &name, dots);
  if (error)
    return error;
  error = sinter_wasi_result(act(name.dir, name.name));
  sinter_wasi_path_done(&name);
  return error;
}

static int makeDirectory(int dir, const char *name) {
  return mkdirat(dir, name, 0777);
}

static int removeDirectory(int dir, const char *name) {
  return unlinkat(dir, name, AT_REMOVEDIR);
}

static int removeFile(int dir, const char *name) {
  return unlinkat(dir, name, 0);
}

int32_t sinter_wasi_path_create_directory(void *context, int32_t fd,
                                          int32_t path, int32_t len) {
  return actOnName(context, fd, RIGHT_PATH_CREATE_DIRECTORY, path, len,
                   WASI_EEXIST, makeDirectory);
}

int32_t sinter_wasi_path_remove_directory(void *context, int32_t fd,
                                          int32_t path, int32_t len) {
  return actOnName(context, fd, RIGHT_PATH_REMOVE_DIRECTORY, path, len,
                   WASI_EINVAL, removeDirectory);
}

int32_t sinter_wasi_path_unlink_file(void *context, int32_t fd, int32_t path,
                                     int32_t len) {
  return actOnName(context, fd, RIGHT_PATH_UNLINK_FILE, path, len, WASI_EISDIR,
                   removeFile);
}

/* Copies as much of the link's text as there is room for. */
static int readLink(int node, uint8_t *buf, uint32_t room, uint8_t *out) {
  char text[PATH_MAX];
  ssize_t length = readlinkat(node, "", text, sizeof text);
  if (length < 0) /* what is no link has no empty name */
    return errno == ENOENT ? WASI_EINVAL : sinter_wasi_errno(errno);
  if (length > room)
    length = room;
  memcpy(buf, text, (size_t)length);
  store32(out, (uint32_t)length);
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_path_readlink(void *context, int32_t fd, int32_t path,
                                  int32_t len, int32_t buf, int32_t bufLen,
                                  int32_t out) {
  WasiPath name;
  int node;
  int error =
      sinter_wasi_path(context, fd, RIGHT_PATH_READLINK, path, len, &name);
  if (error)
    return error;
  uint8_t *text = sinter_wasi_slice(context, buf, (uint32_t)bufLen);
  uint8_t *at = sinter_wasi_slice(context, out, 4);
  if (!text || !at)
    return WASI_EFAULT;
  error = sinter_wasi_open_beneath(context, name.file->fd, name.text,
                                   O_PATH | O_NOFOLLOW, &node);
  if (error)
    return error;
  error = readLink(node, text, (uint32_t)bufLen, at);
  close(node);
  return error;
}
