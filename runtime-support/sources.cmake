# Sources of the runtime, relative to runtime-support; WASI's are in
# wasi/sources.cmake.
set(SINTER_RUNTIME_SOURCES
  backtrace.c
  guard.c
  instance.c
  memory.c
  stack.c
  table.c
  text.c
  trap.c
  type.c
  unwind.c
  version.c
  platform/cpu.c
  platform/fault.c
  platform/linux.c
  platform/x86_64.c
)
