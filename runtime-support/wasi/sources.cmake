# Sources of WASI preview 1, relative to runtime-support. Few functions to a
# file and each in its own section: a linked executable holds those it uses.
set(SINTER_WASI_SOURCES
  wasi/args.c
  wasi/clock.c
  wasi/dir.c
  wasi/errno.c
  wasi/fd.c
  wasi/fdstat.c
  wasi/file.c
  wasi/filestat.c
  wasi/iovec.c
  wasi/link.c
  wasi/path.c
  wasi/poll.c
  wasi/proc.c
  wasi/random.c
  wasi/resolve.c
  wasi/sock.c
  wasi/state.c
)
