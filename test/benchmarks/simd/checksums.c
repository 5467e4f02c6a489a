// Checksums in lanes: a 32-bit hash of four lanes (after xxHash), Adler-32 by
// sums of bytes, and Fletcher's sums of 16-bit words.
//
// For Wasm: i32x4 multiplication and rotations made of shifts, pairwise sums
// of bytes, and carried sums that limit how much can overlap.
#include "../benchmark.h"
#include "vector.h"

enum { Size = 1 << 16 };
static uint8_t data[Size];

static v128_t rotateLeft(v128_t a, int by) {
  return wasm_v128_or(wasm_i32x4_shl(a, (uint32_t)by),
                      wasm_u32x4_shr(a, (uint32_t)(32 - by)));
}

static uint32_t sumOfLanes(v128_t a) {
  return wasm_u32x4_extract_lane(a, 0) + wasm_u32x4_extract_lane(a, 1) +
         wasm_u32x4_extract_lane(a, 2) + wasm_u32x4_extract_lane(a, 3);
}

static uint32_t hash(const uint8_t *p, int size, uint32_t seed) {
  v128_t first = wasm_u32x4_splat(2654435761u);
  v128_t second = wasm_u32x4_splat(2246822519u);
  v128_t a =
      wasm_i32x4_make((int)(seed + 606290984u), (int)(seed + 2246822519u),
                      (int)seed, (int)(seed - 2654435761u));
  for (int i = 0; i < size; i += 16) {
    a = wasm_i32x4_add(a, wasm_i32x4_mul(wasm_v128_load(p + i), second));
    a = wasm_i32x4_mul(rotateLeft(a, 13), first);
  }
  uint32_t h = sumOfLanes(rotateLeft(a, 7)) + (uint32_t)size;
  h = (h ^ h >> 15) * 2246822519u;
  h = (h ^ h >> 13) * 3266489917u;
  return h ^ h >> 16;
}

/// The two sums of RFC 1950. Within a vector, byte i counts 16 - i times; every
/// vector before it counts its whole sum 16 times.
static uint32_t adler(const uint8_t *p, int size) {
  uint32_t low = 1, high = 0;
  v128_t weightsLow = wasm_i32x4_make(16 | 15 << 16, 14 | 13 << 16,
                                      12 | 11 << 16, 10 | 9 << 16);
  v128_t weightsHigh =
      wasm_i32x4_make(8 | 7 << 16, 6 | 5 << 16, 4 | 3 << 16, 2 | 1 << 16);
  while (size) {
    int block = size < 4096 ? size : 4096; // no overflow below 5552
    v128_t sums = wasm_i32x4_splat(0), before = sums, weighted = sums;
    for (int i = 0; i < block; i += 16) {
      v128_t in = wasm_v128_load(p + i);
      before = wasm_i32x4_add(before, sums);
      sums = wasm_i32x4_add(sums, wasm_u32x4_extadd_pairwise_u16x8(
                                      wasm_u16x8_extadd_pairwise_u8x16(in)));
      weighted = wasm_i32x4_add(
          weighted,
          wasm_i32x4_add(
              wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(in), weightsLow),
              wasm_i32x4_dot_i16x8(wasm_u16x8_extend_high_u8x16(in),
                                   weightsHigh)));
    }
    high +=
        low * (uint32_t)block + 16 * sumOfLanes(before) + sumOfLanes(weighted);
    low += sumOfLanes(sums);
    low %= 65521, high %= 65521;
    p += block, size -= block;
  }
  return high << 16 | low;
}

static uint32_t adlerPlainly(const uint8_t *p, int size) {
  uint32_t low = 1, high = 0;
  for (int i = 0; i < size; i++) {
    low = (low + p[i]) % 65521;
    high = (high + low) % 65521;
  }
  return high << 16 | low;
}

/// Sums, and sums of sums, modulo 2^16 in each of eight lanes.
static uint32_t fletcher(const uint8_t *p, int size) {
  v128_t sum = wasm_i16x8_splat(0), sumOfSums = sum;
  for (int i = 0; i < size; i += 16) {
    sum = wasm_i16x8_add(sum, wasm_v128_load(p + i));
    sumOfSums = wasm_i16x8_add(sumOfSums, sum);
  }
  return sumOfLanes(sum) ^ sumOfLanes(sumOfSums) * 31;
}

int main(int argc, char **argv) {
  int rounds = 2600 * benchmarkScale(argc, argv);
  int size = opaque(Size);
  uint32_t h = 0;
  Random r = {77};
  for (int i = 0; i < Size; i++)
    data[i] = (uint8_t)nextRandom(&r);
  for (int round = 0; round < rounds; round++) {
    h = hash(data, size, h);
    check(h);
    check(adler(data, size - round % 64 * 16));
    check(fletcher(data + round % 16 * 16, size / 2));
    memcpy(data + nextBelow(&r, Size - 4), &h, sizeof h);
  }
  if (adler(data, Size) != adlerPlainly(data, Size)) {
    printf("two ways, two results\n");
    return 1;
  }
  return finish();
}
