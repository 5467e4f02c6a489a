/*===- bytes.c - memmove, memcpy and memset of self-contained executables --===*
 *
 * Compiled code calls these for memory.copy and memory.fill, and LLVM makes
 *more such calls of loops. musl's own are small, not fast: a memmove to a
 *higher address goes byte by byte with the direction flag set, at 35 times the
 *time that glibc takes. Libraries run with the libc of their host, whose
 *functions are good.
 *
 * Up to 128 bytes there is no loop: all is loaded, as some vectors from the
 * beginning and as many up to the end, which overlap in between, and then
 * stored; so it does not matter whether the ranges overlap. Longer ones are
 * copied 64 bytes at a time to aligned addresses, forwards or backwards, with
 * what is beyond the last 64 loaded before the first byte is written.
 *
 * Compiled with -fno-builtin: these loops must not become calls of themselves.
 *
 *===----------------------------------------------------------------------===*/
#include <stddef.h>
#include <stdint.h>

typedef uint16_t U16 __attribute__((aligned(1), may_alias));
typedef uint32_t U32 __attribute__((aligned(1), may_alias));
typedef uint64_t U64 __attribute__((aligned(1), may_alias));
typedef long long Vector
    __attribute__((vector_size(16), aligned(1), may_alias));
typedef long long AlignedVector __attribute__((vector_size(16), may_alias));

enum { Block = 64 };

/* ---- copying ---- */

/* Copies `bytes` of type T from both ends. */
#define COPY_ENDS(T)                                                           \
  do {                                                                         \
    T first = *(const T *)from, last = *(const T *)(from + n - sizeof(T));     \
    *(T *)to = first;                                                          \
    *(T *)(to + n - sizeof(T)) = last;                                         \
  } while (0)

static inline void copyUpTo16(char *to, const char *from, size_t n) {
  if (n >= 8)
    COPY_ENDS(U64);
  else if (n >= 4)
    COPY_ENDS(U32);
  else if (n >= 2)
    COPY_ENDS(U16);
  else if (n)
    *to = *from;
}

/* 32 to 64 bytes: two vectors from both ends. */
static inline void copyUpTo64(char *to, const char *from, size_t n) {
  const char *fromEnd = from + n;
  char *toEnd = to + n;
  Vector a = *(const Vector *)from, b = *(const Vector *)(from + 16);
  Vector c = *(const Vector *)(fromEnd - 32),
         d = *(const Vector *)(fromEnd - 16);
  *(Vector *)to = a;
  *(Vector *)(to + 16) = b;
  *(Vector *)(toEnd - 32) = c;
  *(Vector *)(toEnd - 16) = d;
}

typedef struct {
  Vector v[4];
} Block64;

static inline Block64 load64(const char *from) {
  return (Block64){{*(const Vector *)from, *(const Vector *)(from + 16),
                    *(const Vector *)(from + 32),
                    *(const Vector *)(from + 48)}};
}

static inline void store64(char *to, Block64 b) {
  for (int i = 0; i < 4; i++)
    ((Vector *)to)[i] = b.v[i];
}

static inline void storeAligned64(char *to, Block64 b) {
  for (int i = 0; i < 4; i++)
    ((AlignedVector *)to)[i] = b.v[i];
}

/* More than 128 bytes; if they overlap, `to` is lower. */
static void copyForwards(char *to, const char *from, size_t n) {
  Block64 last = load64(from + n - Block);
  char *lastTo = to + n - Block;
  Vector first = *(const Vector *)from;
  size_t skip = 16 - ((uintptr_t)to & 15);
  Block64 next = load64(from + skip);
  *(Vector *)to = first;
  to += skip;
  from += skip;
  while (to + Block < lastTo) {
    Block64 now = next;
    next = load64(from + Block);
    storeAligned64(to, now);
    to += Block;
    from += Block;
  }
  storeAligned64(to, next);
  store64(lastTo, last);
}

/* More than 128 bytes that overlap, `to` is higher. */
static void copyBackwards(char *to, const char *from, size_t n) {
  Block64 first = load64(from);
  char *firstTo = to;
  Vector last = *(const Vector *)(from + n - 16);
  size_t skip = (uintptr_t)(to + n) & 15;
  Block64 next = load64(from + n - skip - Block);
  *(Vector *)(to + n - 16) = last;
  to += n - skip - Block;
  from += n - skip - Block;
  while (to > firstTo + Block) {
    Block64 now = next;
    next = load64(from - Block);
    storeAligned64(to, now);
    to -= Block;
    from -= Block;
  }
  storeAligned64(to, next);
  store64(firstTo, first);
}

void *memmove(void *toStart, const void *fromStart, size_t n) {
  char *to = toStart;
  const char *from = fromStart;
  if (n <= 16)
    copyUpTo16(to, from, n);
  else if (n <= 32)
    COPY_ENDS(Vector);
  else if (n <= 64)
    copyUpTo64(to, from, n);
  else if (n <= 128) {
    Block64 first = load64(from), last = load64(from + n - Block);
    store64(to, first);
    store64(to + n - Block, last);
  } else if ((uintptr_t)to - (uintptr_t)from >= n)
    copyForwards(to, from, n);
  else
    copyBackwards(to, from, n);
  return toStart;
}

void *memcpy(void *to, const void *from, size_t n)
    __attribute__((alias("memmove")));

/* ---- filling ---- */

#define FILL_ENDS(T, value)                                                    \
  do {                                                                         \
    *(T *)to = (T)(value);                                                     \
    *(T *)(to + n - sizeof(T)) = (T)(value);                                   \
  } while (0)

void *memset(void *start, int byte, size_t n) {
  char *to = start;
  uint64_t eight = (uint8_t)byte * UINT64_C(0x0101010101010101);
  if (n <= 16) {
    if (n >= 8)
      FILL_ENDS(U64, eight);
    else if (n >= 4)
      FILL_ENDS(U32, eight);
    else if (n >= 2)
      FILL_ENDS(U16, eight);
    else if (n)
      *to = (char)byte;
    return start;
  }
  Vector v = {(long long)eight, (long long)eight};
  Block64 block = {{v, v, v, v}};
  if (n < Block) {
    size_t half = n > 32 ? 16 : 0;
    *(Vector *)to = v;
    *(Vector *)(to + half) = v;
    *(Vector *)(to + n - 16 - half) = v;
    *(Vector *)(to + n - 16) = v;
    return start;
  }
  char *last = to + n - Block;
  store64(to, block);
  to += Block - ((uintptr_t)to & 15);
  for (; to < last; to += Block)
    storeAligned64(to, block);
  store64(last, block);
  return start;
}
