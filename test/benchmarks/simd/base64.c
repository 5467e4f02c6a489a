// Base64, encoded and decoded sixteen characters at a time, with the check
// that every character is allowed.
//
// For Wasm: i8x16.swizzle as a table look-up. x86's pshufb differs for indices
// of 16 and above, so an engine corrects them unless it sees that none occur.
#include "../benchmark.h"
#include "vector.h"

enum { Size = 49152, Coded = Size / 3 * 4 };
static uint8_t plain[Size + 16], coded[Coded], decoded[Size + 16];

/// Four groups of three bytes to sixteen numbers of 6 bits.
static v128_t spread(v128_t in) {
  v128_t words =
      wasm_i8x16_swizzle(in, wasm_i8x16_make(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6,
                                             -1, 11, 10, 9, -1));
  v128_t a = wasm_v128_and(wasm_u32x4_shr(words, 18), wasm_u32x4_splat(63));
  v128_t b = wasm_v128_and(wasm_u32x4_shr(words, 4), wasm_u32x4_splat(63 << 8));
  v128_t c =
      wasm_v128_and(wasm_i32x4_shl(words, 10), wasm_u32x4_splat(63 << 16));
  v128_t d =
      wasm_v128_and(wasm_i32x4_shl(words, 24), wasm_u32x4_splat(63u << 24));
  return wasm_v128_or(wasm_v128_or(a, b), wasm_v128_or(c, d));
}

/// And back: twelve bytes, and four zeros.
static v128_t join(v128_t in) {
  v128_t a = wasm_i32x4_shl(wasm_v128_and(in, wasm_u32x4_splat(63)), 18);
  v128_t b = wasm_i32x4_shl(wasm_v128_and(in, wasm_u32x4_splat(63 << 8)), 4);
  v128_t c = wasm_u32x4_shr(wasm_v128_and(in, wasm_u32x4_splat(63 << 16)), 10);
  v128_t d = wasm_u32x4_shr(in, 24);
  v128_t words = wasm_v128_or(wasm_v128_or(a, b), wasm_v128_or(c, d));
  return wasm_i8x16_swizzle(words, wasm_i8x16_make(2, 1, 0, 6, 5, 4, 10, 9, 8,
                                                   14, 13, 12, -1, -1, -1, -1));
}

/// Numbers to characters: what to add depends on the range that a number is
/// in. 52...63 become 1...12, below 26 becomes 13, the others 0.
static v128_t toCharacters(v128_t n) {
  v128_t range = wasm_u8x16_sub_sat(n, wasm_i8x16_splat(51));
  v128_t upper = wasm_i8x16_lt(n, wasm_i8x16_splat(26));
  range = wasm_v128_or(range, wasm_v128_and(upper, wasm_i8x16_splat(13)));
  v128_t add = wasm_i8x16_make('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                               '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                               '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0);
  return wasm_i8x16_add(n, wasm_i8x16_swizzle(add, range));
}

/// Characters to numbers; gathers in `bad` what is none of the alphabet. Both
/// halves of a character select a set of conditions; it is bad if they meet.
static v128_t toNumbers(v128_t c, v128_t *bad) {
  v128_t high = wasm_v128_and(wasm_u32x4_shr(c, 4), wasm_i8x16_splat(15));
  v128_t low = wasm_v128_and(c, wasm_i8x16_splat(15));
  v128_t byHigh =
      wasm_i8x16_make(16, 16, 1, 2, 4, 8, 4, 8, 16, 16, 16, 16, 16, 16, 16, 16);
  v128_t byLow = wasm_i8x16_make(21, 17, 17, 17, 17, 17, 17, 17, 17, 17, 19, 26,
                                 27, 27, 27, 26);
  *bad = wasm_v128_or(*bad, wasm_v128_and(wasm_i8x16_swizzle(byHigh, high),
                                          wasm_i8x16_swizzle(byLow, low)));
  v128_t slash = wasm_i8x16_eq(c, wasm_i8x16_splat('/'));
  v128_t add = wasm_i8x16_make(0, 63 - '/', 62 - '+', 52 - '0', -'A', -'A',
                               26 - 'a', 26 - 'a', 0, 0, 0, 0, 0, 0, 0, 0);
  return wasm_i8x16_add(c,
                        wasm_i8x16_swizzle(add, wasm_i8x16_add(high, slash)));
}

static void encode(const uint8_t *from, uint8_t *to, int size) {
  for (; size > 0; size -= 12, from += 12, to += 16)
    wasm_v128_store(to, toCharacters(spread(wasm_v128_load(from))));
}

/// Whether all characters were allowed.
static int decode(const uint8_t *from, uint8_t *to, int size) {
  v128_t bad = wasm_i8x16_splat(0);
  for (; size > 0; size -= 16, from += 16, to += 12)
    wasm_v128_store(to, join(toNumbers(wasm_v128_load(from), &bad)));
  return !wasm_v128_any_true(bad);
}

int main(int argc, char **argv) {
  int rounds = 3200 * benchmarkScale(argc, argv);
  int size = opaque(Size), refused = 0;
  Random r = {75};
  for (int i = 0; i < Size; i++)
    plain[i] = (uint8_t)nextRandom(&r);
  for (int round = 0; round < rounds; round++) {
    plain[nextBelow(&r, Size)] = (uint8_t)nextRandom(&r);
    encode(plain, coded, size);
    if (round % 4 == 0)
      coded[nextBelow(&r, Coded)] ^= 0x80;
    if (!decode(coded, decoded, size / 3 * 4))
      refused++;
    else if (memcmp(plain, decoded, Size) != 0) {
      printf("decoding went wrong\n");
      return 1;
    }
    check(coded[nextBelow(&r, Coded)]);
  }
  for (int i = 0; i < 256; i++) { // each character alone, allowed or not
    coded[0] = (uint8_t)i;
    check((uint64_t)decode(coded, decoded, 16));
  }
  checkBytes(coded, Coded);
  printf("%d of %d texts refused\n", refused, rounds);
  return finish();
}
