// What the programs of the benchmark share: how much work to do, input that
// looks random and is the same everywhere, and the checksum that proves that
// two engines computed the same, bit for bit.
//
// Nothing here depends on the machine: sizes are fixed-width, floating point is
// IEEE arithmetic in the order written (all builds say -ffp-contract=off), and
// sine and cosine are our own, as libraries differ in the last bit.
#ifndef SINTER_BENCHMARK_H
#define SINTER_BENCHMARK_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// The units of work in a full run. A unit takes 30-50 ms as native code.
enum { FullRun = 16 };

/// How many units of work to do: the first argument, a full run without one.
static inline int benchmarkScale(int argc, char **argv) {
  int scale = argc > 1 ? atoi(argv[1]) : FullRun;
  if (scale < 1 || scale > 1000) {
    fprintf(stderr, "usage: %s [SCALE]  (1 to 1000, default %d)\n", argv[0],
            FullRun);
    exit(2);
  }
  return scale;
}

/// A value that the compiler cannot see: for sizes that a real program would
/// have read from its input.
static inline int opaque(int value) {
  volatile int hidden = value;
  return hidden;
}

/// Memory that must be there.
static inline void *allocate(size_t bytes) {
  void *p = malloc(bytes);
  if (!p) {
    fprintf(stderr, "out of memory\n");
    exit(2);
  }
  return p;
}

/// A stream of numbers (xorshift64*); start it with any number but 0.
typedef struct {
  uint64_t state;
} Random;

static inline uint32_t nextRandom(Random *r) {
  r->state ^= r->state >> 12;
  r->state ^= r->state << 25;
  r->state ^= r->state >> 27;
  return (uint32_t)(r->state * 0x2545F4914F6CDD1Du >> 32);
}

/// In [0, limit).
static inline uint32_t nextBelow(Random *r, uint32_t limit) {
  return (uint32_t)((uint64_t)nextRandom(r) * limit >> 32);
}

/// In [0, 1), exact in a float as well.
static inline double nextUnit(Random *r) {
  return (nextRandom(r) >> 8) * (1.0 / 16777216);
}

/// sin(2 pi turns), for |turns| < 2^30: the nearest quarter of a turn, and
/// Taylor's series for what is left, from its last term to its first.
static inline double sineOfTurns(double turns) {
  int64_t quarter = (int64_t)(turns * 4 + (turns < 0 ? -0.5 : 0.5));
  double x = (turns - (double)quarter * 0.25) * 6.283185307179586;
  int cosine = quarter & 1;
  double value = 1;
  for (int k = 13 - cosine; k > 1; k -= 2)
    value = 1 - x * x / (k * (k - 1)) * value;
  if (!cosine)
    value *= x;
  return quarter & 2 ? -value : value;
}

static inline double cosineOfTurns(double turns) {
  return sineOfTurns(turns + 0.25);
}

/// Fills text with made-up words, few of them frequent, in lines and sentences.
static inline void fillText(char *text, int size, Random *r) {
  for (int at = 0; at < size;) {
    double rare = nextUnit(r);
    Random word = {1 + (uint64_t)(rare * rare * rare * 3000) * 7919};
    nextRandom(&word);
    for (int i = (int)nextBelow(&word, 4); i >= 0 && at + 1 < size; i--) {
      text[at++] = "bcdfghklmnprstvw"[nextBelow(&word, 16)];
      text[at++] = "aeiou"[nextBelow(&word, 5)];
    }
    uint32_t end = nextBelow(r, 40);
    if (end < 4 && at < size)
      text[at++] = ",.;\n"[end];
    if (at < size)
      text[at++] = ' ';
  }
}

/// The checksum so far: every program folds its results into this one.
static uint64_t benchmarkSum = 0xCBF29CE484222325u;

static inline void check(uint64_t value) {
  benchmarkSum = (benchmarkSum ^ value) * 0x9E3779B97F4A7C15u;
  benchmarkSum ^= benchmarkSum >> 29;
}

static inline void checkDouble(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  check(bits);
}

static inline void checkFloat(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  check(bits);
}

static inline void checkBytes(const void *data, size_t size) {
  const uint8_t *bytes = (const uint8_t *)data;
  for (size_t i = 0; i < size; i++)
    check(bytes[i]);
}

/// The last line of every program's output.
static inline int finish(void) {
  printf("checksum %016" PRIx64 "\n", benchmarkSum);
  return 0;
}

#endif
