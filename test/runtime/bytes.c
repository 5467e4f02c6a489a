/* RUN: %host-cc -std=gnu11 -O2 -fno-builtin -c \
 * RUN:   %S/../../runtime-support/bytes.c -o %t.o
 * RUN: llvm-objcopy --redefine-sym memmove=ours_memmove \
 * RUN:   --redefine-sym memcpy=ours_memcpy \
 * RUN:   --redefine-sym memset=ours_memset %t.o
 * RUN: %host-cc -std=gnu11 -O1 -I%include %s %t.o -o %t
 * RUN: %t
 *
 * Copies of all lengths and distances, between pages that must not be touched,
 * compared with one byte after the other. */
#include "Inputs/handmade.h"
#include <sys/mman.h>

void *ours_memmove(void *, const void *, size_t);
void *ours_memcpy(void *, const void *, size_t);
void *ours_memset(void *, int, size_t);

enum { Page = 4096 };

/* A page with inaccessible ones around it. */
static uint8_t *makePage(void) {
  uint8_t *p =
      mmap(NULL, 3 * Page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(p != MAP_FAILED);
  CHECK(!mprotect(p + Page, Page, PROT_READ | PROT_WRITE));
  return p + Page;
}

static void fillWithPattern(uint8_t *page) {
  for (int i = 0; i < Page; i++)
    page[i] = (uint8_t)(i * 31 + (i >> 8) * 7);
}

static int same(const uint8_t *a, const uint8_t *b) {
  for (int i = 0; i < Page; i++)
    if (a[i] != b[i])
      return 0;
  return 1;
}

static uint8_t *ours, *expected;

static void checkCopy(size_t to, size_t from, size_t n) {
  static uint8_t before[Page];
  fillWithPattern(ours);
  fillWithPattern(before);
  fillWithPattern(expected);
  for (size_t i = 0; i < n; i++)
    expected[to + i] = before[from + i];
  CHECK(ours_memmove(ours + to, ours + from, n) == ours + to);
  CHECK(same(ours, expected));
}

static void copies(size_t n) {
  size_t step = n < 70 ? 1 : 7;
  for (size_t distance = 0; distance <= n + 20; distance += step)
    for (size_t at = 0; at < 17; at += n < 70 ? 5 : 16) {
      size_t end = Page - n - at;
      checkCopy(at, at + distance, n); /* from the first byte on */
      checkCopy(at + distance, at, n);
      checkCopy(end, end - distance, n); /* up to the last byte */
      checkCopy(end - distance, end, n);
    }
}

static void fills(size_t n) {
  for (size_t at = 0; at < 34; at++)
    for (int atEnd = 0; atEnd < 2; atEnd++) {
      size_t to = atEnd ? Page - n - at : at;
      fillWithPattern(ours);
      fillWithPattern(expected);
      for (size_t i = 0; i < n; i++)
        expected[to + i] = (uint8_t)(n + 200);
      CHECK(ours_memset(ours + to, (int)(n + 200 + 512), n) == ours + to);
      CHECK(same(ours, expected));
    }
}

int main(void) {
  ours = makePage();
  expected = makePage();
  for (size_t n = 0; n < 300; n += n < 140 ? 1 : 9)
    copies(n);
  copies(1000);
  for (size_t n = 0; n < 400; n++)
    fills(n);
  fillWithPattern(ours);
  CHECK(ours_memcpy(expected, ours, Page) == expected && same(ours, expected));
  return 0;
}
