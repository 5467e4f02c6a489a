// Pictures of bytes: one laid over the other by its alpha channel, brightness
// with saturation, cross-fading by averages, a key colour replaced.
//
// For Wasm: bytes widened to 16 bits, multiplied, narrowed with saturation;
// shuffles with constant patterns that must become one instruction.
#include "../benchmark.h"
#include "vector.h"

enum { Width = 256, Height = 128, Size = 4 * Width * Height };

/// x / 255, rounded, of products of two bytes
static v128_t divideBy255(v128_t x) {
  x = wasm_i16x8_add(x, wasm_i16x8_splat(128));
  return wasm_u16x8_shr(wasm_i16x8_add(x, wasm_u16x8_shr(x, 8)), 8);
}

static v128_t mix(v128_t above, v128_t below, v128_t alpha) {
  v128_t rest = wasm_i16x8_sub(wasm_i16x8_splat(255), alpha);
  return divideBy255(wasm_i16x8_add(wasm_i16x8_mul(above, alpha),
                                    wasm_i16x8_mul(below, rest)));
}

/// Each pixel over the one below, by its own alpha.
static void over(const uint8_t *above, uint8_t *below, int size) {
  for (int i = 0; i < size; i += 16) {
    v128_t a = wasm_v128_load(above + i), b = wasm_v128_load(below + i);
    v128_t alpha = wasm_i8x16_shuffle(a, a, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11,
                                      11, 15, 15, 15, 15);
    v128_t low =
        mix(wasm_u16x8_extend_low_u8x16(a), wasm_u16x8_extend_low_u8x16(b),
            wasm_u16x8_extend_low_u8x16(alpha));
    v128_t high =
        mix(wasm_u16x8_extend_high_u8x16(a), wasm_u16x8_extend_high_u8x16(b),
            wasm_u16x8_extend_high_u8x16(alpha));
    wasm_v128_store(below + i, wasm_u8x16_narrow_i16x8(low, high));
  }
}

/// Lighter by some, then darker by some; what saturates is lost.
static void brighten(uint8_t *p, int size, int by) {
  v128_t amount = wasm_u8x16_splat((uint8_t)by);
  for (int i = 0; i < size; i += 16) {
    v128_t light = wasm_u8x16_add_sat(wasm_v128_load(p + i), amount);
    wasm_v128_store(p + i, wasm_u8x16_sub_sat(light, amount));
  }
}

static void crossFade(const uint8_t *a, const uint8_t *b, uint8_t *out,
                      int size) {
  for (int i = 0; i < size; i += 16)
    wasm_v128_store(
        out + i, wasm_u8x16_avgr(wasm_v128_load(a + i), wasm_v128_load(b + i)));
}

/// Swaps red and blue, and replaces what is nearly the key by another picture.
static void replaceKey(uint8_t *p, const uint8_t *other, int size, int key) {
  v128_t wanted = wasm_i32x4_splat(key), near = wasm_u8x16_splat(24);
  v128_t zero = wasm_i8x16_splat(0), colours = wasm_i32x4_splat(0xFFFFFF);
  for (int i = 0; i < size; i += 16) {
    v128_t a = wasm_v128_load(p + i);
    a = wasm_i8x16_shuffle(a, a, 2, 1, 0, 3, 6, 5, 4, 7, 10, 9, 8, 11, 14, 13,
                           12, 15);
    v128_t off = wasm_v128_or(wasm_u8x16_sub_sat(a, wanted),
                              wasm_u8x16_sub_sat(wanted, a));
    v128_t far = wasm_v128_and(wasm_u8x16_sub_sat(off, near), colours);
    v128_t keep = wasm_i8x16_eq(far, zero);
    v128_t same = wasm_v128_and(keep, wasm_i8x16_shuffle(keep, keep, 1, 2, 0, 3,
                                                         5, 6, 4, 7, 9, 10, 8,
                                                         11, 13, 14, 12, 15));
    wasm_v128_store(p + i,
                    wasm_v128_bitselect(wasm_v128_load(other + i), a, same));
  }
}

int main(int argc, char **argv) {
  int rounds = 1400 * benchmarkScale(argc, argv);
  uint8_t *a = allocate(Size), *b = allocate(Size), *c = allocate(Size);
  Random r = {73};
  for (int i = 0; i < Size; i++) {
    a[i] = (uint8_t)nextRandom(&r);
    b[i] = (uint8_t)(i / 97);
    c[i] = (uint8_t)(i % 251);
  }
  int size = opaque(Size);
  for (int round = 0; round < rounds; round++) {
    over(a, b, size);
    brighten(b, size, 20 + round % 50);
    crossFade(b, c, c, size);
    replaceKey(c, a, size, (int)(nextRandom(&r) & 0xFFFFFF));
    uint8_t *swap = a;
    a = c;
    c = swap;
    check(a[nextBelow(&r, Size)]);
    for (int i = 0; i < 64; i++)
      a[nextBelow(&r, Size)] ^= (uint8_t)round;
  }
  checkBytes(a, Size);
  checkBytes(b, Size);
  return finish();
}
