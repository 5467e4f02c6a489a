/*===- sock.c - sockets
 *-----------------------------------------------------===*
 *
 * Preview 1 makes no sockets; it uses those that it is given, as a standard
 * stream or by accepting on a listening one.
 *
 *===----------------------------------------------------------------------===*/
#include "state.h"
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { RECV_PEEK = 1, RECV_WAITALL = 2, RECV_ALL = 3 };
enum { RECV_DATA_TRUNCATED = 1 };
enum { SHUT_READ = 1, SHUT_WRITE = 2 };

static int socketOf(sinter_Wasi *wasi, int32_t fd, uint64_t rights,
                    WasiFile **out) {
  int error = sinter_wasi_file(wasi, fd, 0, out);
  if (!error && (*out)->type != WASI_SOCKET_DGRAM &&
      (*out)->type != WASI_SOCKET_STREAM)
    error = WASI_ENOTSOCK;
  return error ? error : sinter_wasi_file(wasi, fd, rights, out);
}

int32_t sinter_wasi_sock_accept(void *context, int32_t fd, int32_t flags,
                                int32_t out) {
  WasiFile *file, *slot;
  int error = socketOf(context, fd, RIGHT_SOCK_ACCEPT, &file);
  if (error)
    return error;
  uint8_t *at = sinter_wasi_slice(context, out, 4);
  if (!at)
    return WASI_EFAULT;
  if (flags & ~FDFLAG_NONBLOCK)
    return WASI_EINVAL;
  error = sinter_wasi_slot(context, &slot);
  if (error)
    return error;
  int accepted =
      accept4(file->fd, NULL, NULL,
              SOCK_CLOEXEC | (flags & FDFLAG_NONBLOCK ? SOCK_NONBLOCK : 0));
  if (accepted < 0)
    return sinter_wasi_errno(errno);
  error = sinter_wasi_adopt(context, slot, accepted, RIGHTS_ALL, 0);
  if (error)
    close(accepted);
  else
    store32(at, (uint32_t)(slot - ((sinter_Wasi *)context)->files));
  return error;
}

int32_t sinter_wasi_sock_recv(void *context, int32_t fd, int32_t iovs,
                              int32_t count, int32_t flags, int32_t sizeOut,
                              int32_t flagsOut) {
  WasiFile *file;
  struct iovec vectors[WASI_MAX_VECTORS];
  uint64_t bytes;
  int error = socketOf(context, fd, RIGHT_FD_READ, &file);
  if (error)
    return error;
  uint8_t *size = sinter_wasi_slice(context, sizeOut, 4);
  uint8_t *result = sinter_wasi_slice(context, flagsOut, 2);
  if (!size || !result)
    return WASI_EFAULT;
  if ((uint32_t)flags > RECV_ALL)
    return WASI_EINVAL;
  /* A datagram must be taken whole. */
  if ((uint32_t)count > WASI_MAX_VECTORS)
    return WASI_EMSGSIZE;
  error = sinter_wasi_vectors(context, iovs, (uint32_t)count, vectors, &bytes);
  if (error)
    return error;
  struct msghdr message = {.msg_iov = vectors, .msg_iovlen = (uint32_t)count};
  ssize_t got = recvmsg(file->fd, &message,
                        (flags & RECV_PEEK ? MSG_PEEK : 0) |
                            (flags & RECV_WAITALL ? MSG_WAITALL : 0));
  if (got < 0)
    return sinter_wasi_errno(errno);
  store32(size, (uint32_t)got);
  store16(result, message.msg_flags & MSG_TRUNC ? RECV_DATA_TRUNCATED : 0);
  return WASI_ESUCCESS;
}

int32_t sinter_wasi_sock_send(void *context, int32_t fd, int32_t iovs,
                              int32_t count, int32_t flags, int32_t sizeOut) {
  WasiFile *file;
  struct iovec vectors[WASI_MAX_VECTORS];
  uint64_t bytes;
  int error = socketOf(context, fd, RIGHT_FD_WRITE, &file);
  if (error)
    return error;
  uint8_t *size = sinter_wasi_slice(context, sizeOut, 4);
  if (!size)
    return WASI_EFAULT;
  if (flags != 0)
    return WASI_EINVAL;
  if ((uint32_t)count > WASI_MAX_VECTORS)
    return WASI_EMSGSIZE;
  error = sinter_wasi_vectors(context, iovs, (uint32_t)count, vectors, &bytes);
  if (error)
    return error;
  struct msghdr message = {.msg_iov = vectors, .msg_iovlen = (uint32_t)count};
  ssize_t sent = sendmsg(file->fd, &message, MSG_NOSIGNAL);
  if (sent >= 0)
    store32(size, (uint32_t)sent);
  return sinter_wasi_result(sent);
}

int32_t sinter_wasi_sock_shutdown(void *context, int32_t fd, int32_t how) {
  WasiFile *file;
  int error = socketOf(context, fd, RIGHT_SOCK_SHUTDOWN, &file);
  if (error)
    return error;
  switch (how) {
  case SHUT_READ:
    return sinter_wasi_result(shutdown(file->fd, SHUT_RD));
  case SHUT_WRITE:
    return sinter_wasi_result(shutdown(file->fd, SHUT_WR));
  case SHUT_READ | SHUT_WRITE:
    return sinter_wasi_result(shutdown(file->fd, SHUT_RDWR));
  default:
    return WASI_EINVAL;
  }
}
