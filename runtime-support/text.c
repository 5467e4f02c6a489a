/*===- text.c - formatting without stdio -----------------------------------===*
 *
 * Messages are put together in buffers of fixed size and cut off where they do
 * not fit. printf would be most of the size of a small executable, and is not
 * for the middle of a trap.
 *
 *===----------------------------------------------------------------------===*/
#include "core.h"

#include <string.h>

Text sinter_text(char *buffer, size_t size) {
  buffer[0] = 0;
  return (Text){buffer, buffer + size - 1};
}

void sinter_text_bytes(Text *t, const char *s, size_t length) {
  size_t room = (size_t)(t->end - t->at);
  size_t n = length < room ? length : room;
  if (n) /* the name of an import may be null and empty */
    memcpy(t->at, s, n);
  t->at += n;
  *t->at = 0;
}

void sinter_text_string(Text *t, const char *s) {
  sinter_text_bytes(t, s, strlen(s));
}

void sinter_text_name(Text *t, const char *s, size_t length) {
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)s[i];
    char hex[4] = {'\\', 'x', "0123456789abcdef"[c >> 4],
                   "0123456789abcdef"[c & 15]};
    if (c < 0x20 || c == 0x7f)
      sinter_text_bytes(t, hex, sizeof hex);
    else
      sinter_text_bytes(t, &s[i], 1);
  }
}

static void digits(Text *t, uint64_t n, unsigned base) {
  char buffer[20], *p = buffer + sizeof buffer;
  do
    *--p = "0123456789abcdef"[n % base];
  while (n /= base);
  sinter_text_bytes(t, p, (size_t)(buffer + sizeof buffer - p));
}

void sinter_text_number(Text *t, uint64_t n) { digits(t, n, 10); }

void sinter_text_hex(Text *t, uint64_t n) {
  sinter_text_string(t, "0x");
  digits(t, n, 16);
}
