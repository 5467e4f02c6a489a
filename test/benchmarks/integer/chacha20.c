// The ChaCha20 stream cipher (RFC 8439) over a buffer, with Poly1305's kind of
// 26-bit multiplication as its checksum.
//
// For Wasm: twenty rounds on sixteen words that fit native registers only just;
// byte-wise little-endian input and output; 64-bit products.
#include "../benchmark.h"

enum { Size = 1 << 16 };
static uint8_t buffer[Size];

static inline uint32_t rotate(uint32_t x, int n) {
  return x << n | x >> (32 - n);
}

static inline void quarter(uint32_t *x, int a, int b, int c, int d) {
  x[a] += x[b], x[d] = rotate(x[d] ^ x[a], 16);
  x[c] += x[d], x[b] = rotate(x[b] ^ x[c], 12);
  x[a] += x[b], x[d] = rotate(x[d] ^ x[a], 8);
  x[c] += x[d], x[b] = rotate(x[b] ^ x[c], 7);
}

static void makeBlock(const uint32_t state[16], uint8_t out[64]) {
  uint32_t x[16];
  memcpy(x, state, sizeof x);
  for (int i = 0; i < 10; i++) {
    quarter(x, 0, 4, 8, 12);
    quarter(x, 1, 5, 9, 13);
    quarter(x, 2, 6, 10, 14);
    quarter(x, 3, 7, 11, 15);
    quarter(x, 0, 5, 10, 15);
    quarter(x, 1, 6, 11, 12);
    quarter(x, 2, 7, 8, 13);
    quarter(x, 3, 4, 9, 14);
  }
  for (int i = 0; i < 16; i++) {
    uint32_t word = x[i] + state[i];
    for (int k = 0; k < 4; k++)
      out[4 * i + k] = (uint8_t)(word >> 8 * k);
  }
}

static void encrypt(uint32_t state[16], uint8_t *data, int size) {
  uint8_t block[64];
  for (int at = 0; at < size; at += 64) {
    makeBlock(state, block);
    state[12]++;
    for (int i = 0; i < 64; i++)
      data[at + i] ^= block[i];
  }
}

/// h = (h + block) * r modulo 2^130 - 5, for each 16 bytes, in limbs of 26
/// bits.
static void authenticate(const uint8_t *data, int size, const uint32_t r[5],
                         uint32_t h[5]) {
  for (int at = 0; at < size; at += 16) {
    uint32_t word[4];
    uint64_t d[5], carry = 0;
    for (int i = 0; i < 4; i++)
      word[i] = data[at + 4 * i] | data[at + 4 * i + 1] << 8 |
                data[at + 4 * i + 2] << 16 |
                (uint32_t)data[at + 4 * i + 3] << 24;
    h[0] += word[0] & 0x3FFFFFF;
    h[1] += (word[0] >> 26 | word[1] << 6) & 0x3FFFFFF;
    h[2] += (word[1] >> 20 | word[2] << 12) & 0x3FFFFFF;
    h[3] += (word[2] >> 14 | word[3] << 18) & 0x3FFFFFF;
    h[4] += word[3] >> 8 | 1 << 24;
    for (int i = 0; i < 5; i++) {
      d[i] = 0;
      for (int k = 0; k < 5; k++)
        d[i] += (uint64_t)h[k] * (k <= i ? r[i - k] : 5 * r[i - k + 5]);
    }
    for (int i = 0; i < 5; i++) {
      d[i] += carry;
      h[i] = (uint32_t)d[i] & 0x3FFFFFF;
      carry = d[i] >> 26;
    }
    h[0] += (uint32_t)carry * 5;
    h[1] += h[0] >> 26;
    h[0] &= 0x3FFFFFF;
  }
}

int main(int argc, char **argv) {
  int rounds = 350 * benchmarkScale(argc, argv);
  uint32_t state[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  uint32_t h[5] = {0}, key[5];
  Random r = {29};
  for (int i = 4; i < 16; i++)
    state[i] = nextRandom(&r);
  for (int i = 0; i < 5; i++)
    key[i] = nextRandom(&r) & 0x3FFFFFF;
  for (int round = 0; round < rounds; round++) {
    encrypt(state, buffer, Size);
    authenticate(buffer, Size, key, h);
  }
  for (int i = 0; i < 5; i++)
    check(h[i]);
  checkBytes(buffer, Size);
  return finish();
}
