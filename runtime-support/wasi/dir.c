/*===- dir.c - listing directories
 *------------------------------------------===*
 *
 * A cookie is the position behind an entry as the host's file system numbers
 * it, so any cookie that was ever given out can be returned to. What was read
 * from the host and not yet taken by the guest waits in a listing: a guest that
 * goes on where it stopped is served from there, without seeking, so that files
 * that it removes meanwhile do not shift the positions of the others.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LISTING_SIZE = 32768, DIRENT_SIZE = 24 };

struct WasiListing {
  uint64_t next;    /* cookie of the entry at `at` */
  uint32_t at, end; /* of what is waiting in bytes */
  _Alignas(8) uint8_t bytes[LISTING_SIZE - 16];
};

/* As the kernel writes it. */
typedef struct HostEntry {
  uint64_t ino;
  int64_t next;
  uint16_t size;
  uint8_t type;
  char name[];
} HostEntry;

void sinter_wasi_listing_free(WasiListing *listing) {
  munmap(listing, sizeof *listing);
}

static int makeListing(WasiFile *file) {
  if (file->listing)
    return WASI_ESUCCESS;
  void *pages = mmap(NULL, sizeof(WasiListing), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    return sinter_wasi_errno(errno);
  file->listing = pages;
  return WASI_ESUCCESS;
}

/* Makes the entry that `cookie` names the next one. Cookie 0 starts again even
 * if we stand there: a listing must not be older than its start. */
static int seekListing(WasiFile *file, int64_t cookie) {
  WasiListing *listing = file->listing;
  if (cookie != 0 && (uint64_t)cookie == listing->next)
    return WASI_ESUCCESS;
  if (lseek(file->fd, cookie, SEEK_SET) < 0)
    return sinter_wasi_errno(errno);
  listing->at = listing->end = 0;
  listing->next = (uint64_t)cookie;
  return WASI_ESUCCESS;
}

/* The next entry, or null at the end or on an error. */
static const HostEntry *peek(WasiFile *file, int *error) {
  WasiListing *listing = file->listing;
  *error = WASI_ESUCCESS;
  if (listing->at == listing->end) {
    long got = syscall(SYS_getdents64, file->fd, listing->bytes,
                       sizeof listing->bytes);
    *error = sinter_wasi_result(got);
    listing->at = 0;
    listing->end = got > 0 ? (uint32_t)got : 0;
    if (got <= 0)
      return NULL;
  }
  return (const HostEntry *)(listing->bytes + listing->at);
}

static uint8_t typeOf(int fd, const HostEntry *entry) {
  static const mode_t modes[] = {
      [DT_FIFO] = S_IFIFO, [DT_CHR] = S_IFCHR, [DT_DIR] = S_IFDIR,
      [DT_BLK] = S_IFBLK,  [DT_REG] = S_IFREG, [DT_LNK] = S_IFLNK,
      [DT_SOCK] = S_IFSOCK};
  struct stat st;
  if (entry->type == DT_UNKNOWN &&
      fstatat(fd, entry->name, &st, AT_SYMLINK_NOFOLLOW) == 0)
    return sinter_wasi_type(st.st_mode);
  return entry->type < sizeof modes / sizeof *modes
             ? sinter_wasi_type(modes[entry->type])
             : WASI_UNKNOWN;
}

/* What lies above a grant is none of the guest's business: ".." has the number
 * of the directory itself. */
static uint64_t inodeOf(int fd, const HostEntry *entry) {
  struct stat st;
  if (strcmp(entry->name, "..") != 0)
    return entry->ino;
  return fstat(fd, &st) == 0 ? (uint64_t)st.st_ino : 0;
}

/* Writes the entry, cut off after `room` bytes, and returns its full size. */
static size_t putEntry(int fd, const HostEntry *entry, uint8_t *to,
                       size_t room) {
  uint8_t head[DIRENT_SIZE] = {0};
  size_t length = strlen(entry->name);
  store64(head, (uint64_t)entry->next);
  store64(head + 8, inodeOf(fd, entry));
  store32(head + 16, (uint32_t)length);
  store8(head + 20, typeOf(fd, entry));
  memcpy(to, head, room < DIRENT_SIZE ? room : DIRENT_SIZE);
  if (room > DIRENT_SIZE) {
    size_t rest = room - DIRENT_SIZE;
    memcpy(to + DIRENT_SIZE, entry->name, length < rest ? length : rest);
  }
  return DIRENT_SIZE + length;
}

/* Fills the buffer: less than its size means the end of the directory. An entry
 * that was cut off stays in the listing. */
static int fill(WasiFile *file, uint8_t *to, uint32_t size, uint32_t *used) {
  const HostEntry *entry;
  int error = WASI_ESUCCESS;
  *used = 0;
  while (*used < size && (entry = peek(file, &error))) {
    size_t full = putEntry(file->fd, entry, to + *used, size - *used);
    if (full > size - *used) {
      *used = size;
      break;
    }
    *used += (uint32_t)full;
    file->listing->at += entry->size;
    file->listing->next = (uint64_t)entry->next;
  }
  return *used ? WASI_ESUCCESS : error;
}

int32_t sinter_wasi_fd_readdir(void *context, int32_t fd, int32_t buf,
                               int32_t len, int64_t cookie, int32_t out) {
  WasiFile *file;
  uint32_t used;
  int error = sinter_wasi_file(context, fd, RIGHT_FD_READDIR, &file);
  if (error)
    return error;
  uint8_t *to = sinter_wasi_slice(context, buf, (uint32_t)len);
  uint8_t *at = sinter_wasi_slice(context, out, 4);
  if (!to || !at)
    return WASI_EFAULT;
  if (cookie < 0)
    return WASI_EINVAL;
  error = makeListing(file);
  if (!error)
    error = seekListing(file, cookie);
  if (!error)
    error = fill(file, to, (uint32_t)len, &used);
  if (!error)
    store32(at, used);
  return error;
}
