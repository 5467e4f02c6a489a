// SHA-256 (FIPS 180-4) of long messages.
//
// For Wasm: rotations, a chain of 32-bit additions, big-endian loads that
// native compilers make one instruction of, tables at constant addresses and
// arrays on Wasm's own stack in linear memory.
#include "../benchmark.h"

static uint32_t constants[64], initial[8];

/// The first 32 bits of the fraction of root, the square or cube root of n:
/// the largest integer whose power is not above n * 2^(32 * power).
static uint32_t rootFraction(uint32_t n, int power) {
  uint64_t root = 0;
  for (uint64_t bit = (uint64_t)1 << 36; bit; bit >>= 1) {
    unsigned __int128 x = root | bit, product = x;
    for (int i = 1; i < power; i++)
      product *= x;
    if (product <= (unsigned __int128)n << 32 * power)
      root |= bit;
  }
  return (uint32_t)root;
}

static void makeConstants(void) {
  uint32_t n = 2;
  for (int found = 0; found < 64; n++) {
    uint32_t d = 2;
    while (n % d)
      d++;
    if (d != n)
      continue;
    if (found < 8)
      initial[found] = rootFraction(n, 2);
    constants[found++] = rootFraction(n, 3);
  }
}

static inline uint32_t rotate(uint32_t x, int n) {
  return x >> n | x << (32 - n);
}

static void compress(uint32_t h[8], const uint8_t *p) {
  uint32_t w[64], v[8];
  for (int i = 0; i < 16; i++)
    w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 |
           (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[i - 7] +
           (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
  }
  memcpy(v, h, sizeof v);
  for (int i = 0; i < 64; i++) {
    uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
    uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
    uint32_t t1 =
        v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + constants[i] + w[i];
    uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove(v + 1, v, 7 * sizeof *v);
    v[4] += t1;
    v[0] = t1 + t2;
  }
  for (int i = 0; i < 8; i++)
    h[i] += v[i];
}

static void digest(const uint8_t *message, uint32_t size, uint32_t h[8]) {
  uint8_t last[128] = {0};
  uint32_t whole = size / 64 * 64, rest = size - whole;
  uint32_t tail = rest < 56 ? 64 : 128;
  memcpy(h, initial, sizeof initial);
  for (uint32_t i = 0; i < whole; i += 64)
    compress(h, message + i);
  memcpy(last, message + whole, rest);
  last[rest] = 0x80;
  for (int i = 0; i < 8; i++)
    last[tail - 1 - (uint32_t)i] = (uint8_t)((uint64_t)size * 8 >> 8 * i);
  for (uint32_t i = 0; i < tail; i += 64)
    compress(h, last + i);
}

int main(int argc, char **argv) {
  enum { Size = 100000 };
  int rounds = 52 * benchmarkScale(argc, argv);
  static uint8_t message[Size];
  uint32_t h[8];
  makeConstants();
  digest((const uint8_t *)"abc", 3, h);
  printf("abc: %08" PRIx32 "...%08" PRIx32 "\n", h[0], h[7]);
  Random r = {28};
  for (int i = 0; i < Size; i++)
    message[i] = (uint8_t)nextRandom(&r);
  for (int round = 0; round < rounds; round++) {
    digest(message, (uint32_t)(Size - round % 100), h);
    memcpy(message + round % 1000 * 32, h, sizeof h);
  }
  for (int i = 0; i < 8; i++)
    check(h[i]);
  return finish();
}
