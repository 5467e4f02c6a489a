/*===- state.c - making a sinter_Wasi, and its table of files
 *---------------===*
 *
 * The second gate: which descriptors exist and what may be done with them. All
 * rights are decided here, when a file enters the table, from what the file is
 * and where it lies; functions only ask for them.
 *
 * A read-only grant shows full inheriting rights. C libraries ask for no more
 * than those, and would open a file for writing without the right to write if
 * they were reduced; this way the opening itself fails, with EROFS (file.c).
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  RIGHTS_STREAM = RIGHT_FD_READ | RIGHT_FD_WRITE | RIGHT_FD_FDSTAT_SET_FLAGS |
                  RIGHT_FD_DATASYNC | RIGHT_FD_SYNC | RIGHT_FD_FILESTAT_GET |
                  RIGHT_POLL_FD_READWRITE,
  RIGHTS_SOCKET = RIGHTS_STREAM | RIGHT_SOCK_SHUTDOWN | RIGHT_SOCK_ACCEPT,
  RIGHTS_FILE = RIGHTS_STREAM | RIGHT_FD_SEEK | RIGHT_FD_TELL |
                RIGHT_FD_ADVISE | RIGHT_FD_ALLOCATE |
                RIGHT_FD_FILESTAT_SET_SIZE | RIGHT_FD_FILESTAT_SET_TIMES,
  RIGHTS_PATH = RIGHT_PATH_CREATE_DIRECTORY | RIGHT_PATH_CREATE_FILE |
                RIGHT_PATH_LINK_SOURCE | RIGHT_PATH_LINK_TARGET |
                RIGHT_PATH_OPEN | RIGHT_PATH_READLINK |
                RIGHT_PATH_RENAME_SOURCE | RIGHT_PATH_RENAME_TARGET |
                RIGHT_PATH_FILESTAT_GET | RIGHT_PATH_FILESTAT_SET_SIZE |
                RIGHT_PATH_FILESTAT_SET_TIMES | RIGHT_PATH_SYMLINK |
                RIGHT_PATH_REMOVE_DIRECTORY | RIGHT_PATH_UNLINK_FILE,
  RIGHTS_DIRECTORY = RIGHTS_PATH | RIGHT_FD_READDIR | RIGHT_FD_DATASYNC |
                     RIGHT_FD_SYNC | RIGHT_FD_FDSTAT_SET_FLAGS |
                     RIGHT_FD_FILESTAT_GET | RIGHT_FD_FILESTAT_SET_TIMES |
                     RIGHT_POLL_FD_READWRITE
};

/* A terminal has no position: C libraries recognise it by the missing right. */
static uint64_t rightsOfType(const WasiFile *file) {
  switch (file->type) {
  case WASI_DIRECTORY:
    return RIGHTS_DIRECTORY;
  case WASI_REGULAR_FILE:
  case WASI_BLOCK_DEVICE:
    return RIGHTS_FILE;
  case WASI_CHARACTER_DEVICE:
    return isatty(file->fd) ? RIGHTS_STREAM : RIGHTS_FILE;
  case WASI_SOCKET_DGRAM:
  case WASI_SOCKET_STREAM:
    return RIGHTS_SOCKET;
  default:
    return RIGHTS_STREAM;
  }
}

uint8_t sinter_wasi_type(mode_t mode) {
  switch (mode & S_IFMT) {
  case S_IFBLK:
    return WASI_BLOCK_DEVICE;
  case S_IFCHR:
    return WASI_CHARACTER_DEVICE;
  case S_IFDIR:
    return WASI_DIRECTORY;
  case S_IFREG:
    return WASI_REGULAR_FILE;
  case S_IFLNK:
    return WASI_SYMBOLIC_LINK;
  case S_IFSOCK:
    return WASI_SOCKET_STREAM;
  default:
    return WASI_UNKNOWN;
  }
}

static int typeOfDescriptor(int fd, uint8_t *type) {
  struct stat st;
  int kind = 0;
  socklen_t length = sizeof kind;
  if (fstat(fd, &st) < 0)
    return sinter_wasi_errno(errno);
  *type = sinter_wasi_type(st.st_mode);
  if (S_ISSOCK(st.st_mode) &&
      getsockopt(fd, SOL_SOCKET, SO_TYPE, &kind, &length) == 0 &&
      kind == SOCK_DGRAM)
    *type = WASI_SOCKET_DGRAM;
  return WASI_ESUCCESS;
}

static int missingRight(const WasiFile *file, uint64_t missing) {
  if (file->type != WASI_DIRECTORY && (missing & RIGHTS_PATH))
    return WASI_ENOTDIR;
  if (file->type == WASI_DIRECTORY && (missing & RIGHT_FD_READ))
    return WASI_EISDIR;
  if (file->readOnly && (missing & RIGHTS_CHANGE))
    return WASI_EROFS;
  return WASI_ENOTCAPABLE;
}

int sinter_wasi_file(sinter_Wasi *wasi, int32_t fd, uint64_t rights,
                     WasiFile **out) {
  uint32_t index = (uint32_t)fd;
  if (index >= WASI_MAX_FILES || !wasi->files[index].used)
    return WASI_EBADF;
  WasiFile *file = &wasi->files[index];
  uint64_t missing = rights & ~file->base;
  if (missing)
    return missingRight(file, missing);
  *out = file;
  return WASI_ESUCCESS;
}

int sinter_wasi_slot(sinter_Wasi *wasi, WasiFile **out) {
  uint32_t index = wasi->firstFree;
  while (index < WASI_MAX_FILES && wasi->files[index].used)
    ++index;
  wasi->firstFree = index;
  if (index == WASI_MAX_FILES)
    return WASI_EMFILE;
  *out = &wasi->files[index];
  return WASI_ESUCCESS;
}

int sinter_wasi_adopt(sinter_Wasi *wasi, WasiFile *slot, int fd, uint64_t base,
                      uint64_t inheriting) {
  uint32_t index = (uint32_t)(slot - wasi->files);
  WasiFile file = {.fd = fd, .used = 1, .inheriting = inheriting};
  int error = typeOfDescriptor(fd, &file.type);
  if (error)
    return error;
  file.base = base & rightsOfType(&file);
  *slot = file;
  if (index >= wasi->end)
    wasi->end = index + 1;
  return WASI_ESUCCESS;
}

int sinter_wasi_release(sinter_Wasi *wasi, WasiFile *file) {
  uint32_t index = (uint32_t)(file - wasi->files);
  int result = 0;
  if (file->listing)
    sinter_wasi_listing_free(file->listing);
  if (!file->borrowed && !file->stream)
    result = close(file->fd);
  memset(file, 0, sizeof *file);
  if (index < wasi->firstFree)
    wasi->firstFree = index;
  /* After EINTR the descriptor is closed all the same. */
  return result < 0 && errno != EINTR ? sinter_wasi_errno(errno)
                                      : WASI_ESUCCESS;
}

/* A directory as standard input is no grant: nothing beneath it opens. */
static void adoptStdio(sinter_Wasi *wasi, uint32_t index, int fd) {
  uint64_t rights = RIGHTS_FILE | RIGHTS_SOCKET;
  int flags = fd < 0 ? -1 : fcntl(fd, F_GETFL);
  if (flags < 0)
    return;
  if ((flags & O_ACCMODE) == O_RDONLY)
    rights &= ~(uint64_t)RIGHTS_OPEN_WRITE;
  if ((flags & O_ACCMODE) == O_WRONLY)
    rights &= ~(uint64_t)RIGHT_FD_READ;
  WasiFile *slot = &wasi->files[index];
  if (!sinter_wasi_adopt(wasi, slot, fd, rights, 0))
    slot->borrowed = 1;
}

/* Like a pipe: bytes, and nothing else to ask. */
static void adoptStream(sinter_Wasi *wasi, uint32_t index,
                        const sinter_WasiStream *stream) {
  uint64_t rights = RIGHT_FD_FILESTAT_GET | RIGHT_POLL_FD_READWRITE;
  if (stream->read)
    rights |= RIGHT_FD_READ;
  if (stream->write)
    rights |= RIGHT_FD_WRITE | RIGHT_FD_SYNC | RIGHT_FD_DATASYNC;
  wasi->files[index] = (WasiFile){.stream = stream,
                                  .fd = -1,
                                  .used = 1,
                                  .type = WASI_UNKNOWN,
                                  .base = rights};
  if (index >= wasi->end)
    wasi->end = index + 1;
}

static int grant(sinter_Wasi *wasi, const sinter_WasiDir *dir) {
  WasiFile *slot;
  if (sinter_wasi_slot(wasi, &slot)) {
    errno = EMFILE;
    return -1;
  }
  int fd = open(dir->host, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 && errno == EACCES) /* no listing, but names in it may open */
    fd = open(dir->host, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return -1;
  uint64_t base = dir->readOnly ? RIGHTS_ALL & ~RIGHTS_CHANGE : RIGHTS_ALL;
  if (sinter_wasi_adopt(wasi, slot, fd, base, RIGHTS_ALL)) {
    close(fd);
    return -1;
  }
  slot->guest = dir->guest;
  slot->readOnly = dir->readOnly != 0;
  return 0;
}

sinter_Wasi *sinter_wasi_new(const sinter_WasiConfig *config,
                             const sinter_WasiDir **badDir) {
  if (badDir)
    *badDir = NULL;
  sinter_Wasi *wasi = mmap(NULL, sizeof(sinter_Wasi), PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (wasi == MAP_FAILED)
    return NULL;
  wasi->config = *config;
  for (uint32_t i = 0; i < 3; ++i)
    if (config->streams[i])
      adoptStream(wasi, i, config->streams[i]);
    else
      adoptStdio(wasi, i, config->stdio[i]);
  wasi->firstFree = 3; /* guests look for their grants from 3 on */
  for (uint64_t i = 0; i < config->grants.dirCount; ++i) {
    if (grant(wasi, &config->grants.dirs[i]) == 0)
      continue;
    int error = errno;
    if (badDir)
      *badDir = &config->grants.dirs[i];
    sinter_wasi_free(wasi);
    errno = error;
    return NULL;
  }
  wasi->firstFree = 0;
  return wasi;
}

void sinter_wasi_free(sinter_Wasi *wasi) {
  if (!wasi)
    return;
  for (uint32_t i = 0; i < wasi->end; ++i)
    if (wasi->files[i].used)
      sinter_wasi_release(wasi, &wasi->files[i]);
  munmap(wasi, sizeof *wasi);
}

void sinter_wasi_set_memory(sinter_Wasi *wasi, sinter_Memory *memory) {
  wasi->memory = memory;
}

void sinter_wasi_set_store(sinter_Wasi *wasi, sinter_Store *store) {
  wasi->store = store;
}
