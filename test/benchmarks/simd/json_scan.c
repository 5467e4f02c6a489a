// The first pass of a fast JSON parser: 64 bytes at a time, where strings
// begin and end and where the structural characters outside them are.
//
// For Wasm: comparisons of bytes gathered into bit masks (i8x16.bitmask), then
// scalar work on 64-bit words: carries, a running parity, trailing zeros.
#include "../benchmark.h"
#include "vector.h"

enum { Size = 1 << 16 };
static char text[Size + 64];
static uint32_t found[Size + 64];

static uint64_t equals(const v128_t in[4], char wanted) {
  uint64_t bits = 0;
  for (int i = 0; i < 4; i++)
    bits |= (uint64_t)wasm_i8x16_bitmask(
                wasm_i8x16_eq(in[i], wasm_i8x16_splat(wanted)))
            << 16 * i;
  return bits;
}

/// Brackets, braces, comma and colon: bit 5 apart, the brackets are alike.
static uint64_t structural(const v128_t in[4]) {
  uint64_t bits = 0;
  for (int i = 0; i < 4; i++) {
    v128_t low = wasm_v128_and(in[i], wasm_i8x16_splat(15));
    v128_t high = wasm_v128_and(wasm_u32x4_shr(in[i], 4), wasm_i8x16_splat(15));
    v128_t byLow =
        wasm_i8x16_make(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 2, 1, 0, 0);
    v128_t byHigh =
        wasm_i8x16_make(0, 0, 2, 4, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    v128_t both = wasm_v128_and(wasm_i8x16_swizzle(byLow, low),
                                wasm_i8x16_swizzle(byHigh, high));
    bits |=
        (uint64_t)wasm_i8x16_bitmask(wasm_i8x16_gt(both, wasm_i8x16_splat(0)))
        << 16 * i;
  }
  return bits;
}

/// The characters after an odd run of backslashes.
static uint64_t escaped(uint64_t slashes, uint64_t *carry) {
  uint64_t result = *carry; // whether this block's first character is one
  slashes &= ~*carry;
  *carry = 0;
  while (slashes) {
    int start = __builtin_ctzll(slashes);
    uint64_t run = ~(slashes >> start);
    int length = run ? __builtin_ctzll(run) : 64;
    int end = start + length;
    if (length & 1) {
      if (end < 64)
        result |= (uint64_t)1 << end;
      else
        *carry = 1;
    }
    slashes = end < 64 ? slashes >> end << end : 0;
  }
  return result;
}

/// Bit i: the parity of bits 0...i.
static uint64_t parity(uint64_t x) {
  for (int shift = 1; shift < 64; shift *= 2)
    x ^= x << shift;
  return x;
}

/// Lists the positions of structural characters; returns how many.
static int scan(const char *p, int size) {
  uint64_t carry = 0, inString = 0;
  int count = 0;
  for (int at = 0; at < size; at += 64) {
    v128_t in[4];
    for (int i = 0; i < 4; i++)
      in[i] = wasm_v128_load(p + at + 16 * i);
    uint64_t slashes = equals(in, '\\');
    uint64_t quotes = equals(in, '"');
    if (slashes | carry)
      quotes &= ~escaped(slashes, &carry);
    uint64_t inside = parity(quotes) ^ inString;
    inString = (uint64_t)((int64_t)inside >> 63);
    uint64_t bits = structural(in) & ~inside;
    for (; bits; bits &= bits - 1)
      found[count++] = (uint32_t)(at + __builtin_ctzll(bits));
  }
  return count;
}

static int put(int at, const char *s) {
  while (*s && at < Size)
    text[at++] = *s++;
  return at;
}

static void makeText(Random *r) {
  for (int at = 0; at < Size;) {
    char name[32] = {0};
    fillText(name, 4 + (int)nextBelow(r, 27), r);
    at = put(at, "{\"name\": \"");
    at = put(at, name);
    at = put(at, nextBelow(r, 4) ? "\", \"list\": [1, 2,3 , {}], "
                                 : "\\\\\\\" {,}\", \"x\":");
    at = put(at, nextBelow(r, 2) ? "\"open [\": [true]}, " : " -12.5},\n");
  }
}

/// The same by bytes.
static int scanPlainly(const char *p, int size) {
  int count = 0, inString = 0, escape = 0;
  for (int i = 0; i < size; i++) {
    inString ^= p[i] == '"' && !escape;
    escape = p[i] == '\\' && !escape;
    count += !inString && strchr("[]{},:", p[i]) != NULL;
  }
  return count;
}

int main(int argc, char **argv) {
  int rounds = 4200 * benchmarkScale(argc, argv);
  Random r = {76};
  makeText(&r);
  for (int round = 0; round < rounds; round++) {
    // One character turns inside out what follows, for this round.
    char *changed = &text[nextBelow(&r, Size)], was = *changed;
    *changed = "\"\\,"[round % 3];
    int count = scan(text, opaque(Size));
    check((uint64_t)count);
    check(found[nextBelow(&r, (uint32_t)count)]);
    *changed = was;
  }
  int count = scan(text, Size);
  if (count != scanPlainly(text, Size)) {
    printf("two ways, two results\n");
    return 1;
  }
  printf("%d structural characters\n", count);
  return finish();
}
