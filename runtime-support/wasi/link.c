/*===- link.c - operations on two names: link, rename, symlink
 *--------------===*
 *
 * Both sides are resolved, each beneath its own directory and with its own
 * rights, before the one call that acts on both.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

typedef struct Pair {
  WasiPath from, to;
} Pair;

/* Resolves both; `dots` are the errors for "." and ".." on either side. */
static int resolvePair(sinter_Wasi *wasi, Pair *pair, int fromDots,
                       int toDots) {
  int error = sinter_wasi_parent(wasi, &pair->from, fromDots);
  if (error)
    return error;
  error = sinter_wasi_parent(wasi, &pair->to, toDots);
  if (error)
    sinter_wasi_path_done(&pair->from);
  return error;
}

static void pairDone(Pair *pair) {
  sinter_wasi_path_done(&pair->from);
  sinter_wasi_path_done(&pair->to);
}

int32_t sinter_wasi_path_rename(void *context, int32_t oldFd, int32_t oldPath,
                                int32_t oldLen, int32_t newFd, int32_t newPath,
                                int32_t newLen) {
  Pair pair;
  int error = sinter_wasi_path(context, oldFd, RIGHT_PATH_RENAME_SOURCE,
                               oldPath, oldLen, &pair.from);
  if (!error)
    error = sinter_wasi_path(context, newFd, RIGHT_PATH_RENAME_TARGET, newPath,
                             newLen, &pair.to);
  if (!error)
    error = resolvePair(context, &pair, WASI_EBUSY, WASI_EBUSY);
  if (error)
    return error;
  error = sinter_wasi_result(
      renameat(pair.from.dir, pair.from.name, pair.to.dir, pair.to.name));
  pairDone(&pair);
  return error;
}

/* With a slash behind it the host would follow the source if it is a link. What
 * the slash means is that it is a directory, and those have no hard links. */
static int checkLinkSource(sinter_Wasi *wasi, const WasiPath *path) {
  int node;
  if (path->text[strlen(path->text) - 1] != '/')
    return WASI_ESUCCESS;
  int error = sinter_wasi_open_beneath(wasi, path->file->fd, path->text,
                                       O_PATH | O_DIRECTORY, &node);
  if (error)
    return error;
  close(node);
  return WASI_EPERM;
}

int32_t sinter_wasi_path_link(void *context, int32_t oldFd, int32_t oldFlags,
                              int32_t oldPath, int32_t oldLen, int32_t newFd,
                              int32_t newPath, int32_t newLen) {
  Pair pair;
  int error = sinter_wasi_path(context, oldFd, RIGHT_PATH_LINK_SOURCE, oldPath,
                               oldLen, &pair.from);
  if (!error)
    error = sinter_wasi_path(context, newFd, RIGHT_PATH_LINK_TARGET, newPath,
                             newLen, &pair.to);
  /* A link to what a link leads to would need a privilege on Linux. */
  if (!error && (oldFlags & LOOKUP_SYMLINK_FOLLOW))
    error = WASI_EINVAL;
  if (!error)
    error = checkLinkSource(context, &pair.from);
  if (!error)
    error = resolvePair(context, &pair, WASI_EPERM, WASI_EEXIST);
  if (error)
    return error;
  error = sinter_wasi_result(
      linkat(pair.from.dir, pair.from.name, pair.to.dir, pair.to.name, 0));
  pairDone(&pair);
  return error;
}

/* Follows a path's components by their text. Depth below the start, or -1 as
 * soon as it would leave it. */
static int depthAfter(int depth, const char *path, const char *end) {
  while (path < end && depth >= 0) {
    size_t length = strcspn(path, "/");
    if (length > (size_t)(end - path))
      length = (size_t)(end - path);
    if (length == 2 && path[0] == '.' && path[1] == '.')
      --depth;
    else if (length > 0 && !(length == 1 && path[0] == '.'))
      ++depth;
    path += length + (path + length < end);
  }
  return depth;
}

/* The guest could not walk through a link that leaves its grant; other programs
 * that follow it could be led astray, so it is not made. */
static int checkTarget(const char *target, const WasiPath *link) {
  const char *end = link->text + strlen(link->text);
  while (end > link->text && end[-1] == '/')
    --end;
  while (end > link->text && end[-1] != '/')
    --end;
  int depth = depthAfter(0, link->text, end);
  if (target[0] == '/' ||
      depthAfter(depth < 0 ? 0 : depth, target, target + strlen(target)) < 0)
    return WASI_ENOTCAPABLE;
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_path_symlink(void *context, int32_t target,
                                 int32_t targetLen, int32_t fd, int32_t path,
                                 int32_t len) {
  WasiPath link;
  char text[PATH_MAX];
  int error =
      sinter_wasi_path(context, fd, RIGHT_PATH_SYMLINK, path, len, &link);
  if (!error)
    error = sinter_wasi_text(context, target, targetLen, text);
  if (!error)
    error = checkTarget(text, &link);
  if (!error)
    error = sinter_wasi_parent(context, &link, WASI_EEXIST);
  if (error)
    return error;
  error = sinter_wasi_result(symlinkat(text, link.dir, link.name));
  sinter_wasi_path_done(&link);
  return error;
}
