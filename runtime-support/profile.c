/*===- profile.c - what compiler-rt expects of the C library
 *----------------===*
 *
 * An executable made with --profile-generate holds compiler-rt's library for
 * profiles, which was compiled against glibc's headers. They turn some of its
 * calls into glibc's checked ones; musl has the plain ones only. Nothing here
 * is linked into other executables.
 *
 *===----------------------------------------------------------------------===*/
#include <stdarg.h>
#include <stdio.h>

int __fprintf_chk(FILE *file, int flag, const char *format, ...);
int __snprintf_chk(char *to, size_t size, int flag, size_t room,
                   const char *format, ...);

__attribute__((visibility("default"))) int
__fprintf_chk(FILE *file, int flag, const char *format, ...) {
  (void)flag;
  va_list args;
  va_start(args, format);
  int n = vfprintf(file, format, args);
  va_end(args);
  return n;
}

__attribute__((visibility("default"))) int __snprintf_chk(char *to, size_t size,
                                                          int flag, size_t room,
                                                          const char *format,
                                                          ...) {
  (void)flag;
  va_list args;
  va_start(args, format);
  int n = vsnprintf(to, size < room ? size : room, format, args);
  va_end(args);
  return n;
}
