// The sieve of Eratosthenes three ways: a byte per number, a bit per odd
// number, and in segments that fit the nearest cache.
//
// For Wasm: stores with strides that differ from loop to loop, down to a few
// iterations each; for bits a load, an or and a store.
#include "../benchmark.h"

enum { N = 900000, Segment = 1 << 15, MaxPrimes = 200 };
static uint8_t composite[N + 1], segment[Segment];
static uint32_t bits[N / 64 + 1];

static int countBytes(void) {
  int count = 0;
  memset(composite, 0, sizeof composite);
  for (int i = 2; i <= N; i++) {
    if (composite[i])
      continue;
    count++;
    for (int64_t j = (int64_t)i * i; j <= N; j += i)
      composite[j] = 1;
  }
  return count;
}

/// Bit k stands for 2 k + 1.
static int countBits(void) {
  int count = 1;
  memset(bits, 0, sizeof bits);
  for (uint32_t k = 1; 2 * k + 1 <= N; k++) {
    if (bits[k / 32] >> k % 32 & 1)
      continue;
    count++;
    uint32_t prime = 2 * k + 1;
    if (prime <= N / prime)
      for (uint32_t j = prime * prime / 2; 2 * j + 1 <= N; j += prime)
        bits[j / 32] |= 1u << j % 32;
  }
  return count;
}

static int countSegments(void) {
  int primes[MaxPrimes], next[MaxPrimes], used = 0, count = 0;
  for (int i = 2; i * i <= N; i++) {
    int prime = 1;
    for (int k = 0; k < used && primes[k] * primes[k] <= i; k++)
      prime &= i % primes[k] != 0;
    if (prime)
      primes[used] = i, next[used++] = i * i;
  }
  for (int low = 0; low <= N; low += Segment) {
    memset(segment, 0, sizeof segment);
    for (int k = 0; k < used; k++) {
      int j = next[k] - low;
      for (; j < Segment; j += primes[k])
        segment[j] = 1;
      next[k] = j + low;
    }
    for (int i = low < 2 ? 2 : low; i < low + Segment && i <= N; i++)
      count += !segment[i - low];
  }
  return count;
}

int main(int argc, char **argv) {
  int rounds = 11 * benchmarkScale(argc, argv), count = 0;
  for (int round = 0; round < rounds; round++) {
    count = countBytes();
    check((uint64_t)count);
    check((uint64_t)countBits());
    check((uint64_t)countSegments());
  }
  printf("%d primes\n", count);
  return finish();
}
