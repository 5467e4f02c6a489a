// SHA-256 of a long message: rotations, table loads, unrolled by the compiler.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static uint32_t k[64];
static uint32_t rotr(uint32_t x, int n) { return x >> n | x << (32 - n); }
static void block(uint32_t h[8], const uint8_t *p) {
  uint32_t w[64], v[8];
  for (int i = 0; i < 16; i++)
    w[i] = (uint32_t)p[4 * i] << 24 | p[4 * i + 1] << 16 | p[4 * i + 2] << 8 |
           p[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  memcpy(v, h, sizeof v);
  for (int i = 0; i < 64; i++) {
    uint32_t s1 = rotr(v[4], 6) ^ rotr(v[4], 11) ^ rotr(v[4], 25);
    uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i];
    uint32_t s0 = rotr(v[0], 2) ^ rotr(v[0], 13) ^ rotr(v[0], 22);
    uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove(v + 1, v, 28);
    v[4] += t1;
    v[0] = t1 + t2;
  }
  for (int i = 0; i < 8; i++)
    h[i] += v[i];
}
int main(void) {
  static uint8_t message[1 << 20];
  uint32_t h[8], s = 1;
  for (int i = 0; i < 64; i++)
    k[i] = s = s * 1664525 + 1013904223;
  for (int i = 0; i < 8; i++)
    h[i] = s = s * 1664525 + 1013904223;
  for (unsigned i = 0; i < sizeof message; i++)
    message[i] = (uint8_t)(i * i >> 5);
  for (int r = 0; r < 120; r++)
    for (unsigned i = 0; i < sizeof message; i += 64)
      block(h, message + i);
  printf("%08x %08x\n", h[0], h[7]);
}
