// Fixed-point filters on 16-bit samples: a long response by multiply-and-add
// of pairs, then gain in 1.15 fixed point and mixing with saturation.
//
// For Wasm: unaligned i16x8 loads one sample apart, i32x4.dot_i16x8_s, and
// q15mulr_sat, which takes x86 an instruction and a correction.
#include "../benchmark.h"
#include "vector.h"

enum { Taps = 64, Length = 8192 };
static int16_t response[Taps], in[Length + Taps], out[Length];

/// Eight taps at a time; the four sums of a vector are joined at the end.
static void convolve(const int16_t *from, int16_t *to, int n) {
  for (int i = 0; i < n; i += 4) {
    v128_t sums[4];
    for (int k = 0; k < 4; k++)
      sums[k] = wasm_i32x4_splat(0);
    for (int t = 0; t < Taps; t += 8) {
      v128_t taps = wasm_v128_load(response + t);
      for (int k = 0; k < 4; k++)
        sums[k] = wasm_i32x4_add(
            sums[k],
            wasm_i32x4_dot_i16x8(taps, wasm_v128_load(from + i + k + t)));
    }
    v128_t a = wasm_i32x4_shuffle(sums[0], sums[1], 0, 1, 4, 5);
    v128_t b = wasm_i32x4_shuffle(sums[0], sums[1], 2, 3, 6, 7);
    v128_t c = wasm_i32x4_shuffle(sums[2], sums[3], 0, 1, 4, 5);
    v128_t d = wasm_i32x4_shuffle(sums[2], sums[3], 2, 3, 6, 7);
    a = wasm_i32x4_add(a, b);
    c = wasm_i32x4_add(c, d);
    v128_t whole = wasm_i32x4_add(wasm_i32x4_shuffle(a, c, 0, 2, 4, 6),
                                  wasm_i32x4_shuffle(a, c, 1, 3, 5, 7));
    whole = wasm_i32x4_shr(whole, 15);
    v128_t narrow = wasm_i16x8_narrow_i32x4(whole, whole);
    uint32_t words[2] = {wasm_u32x4_extract_lane(narrow, 0),
                         wasm_u32x4_extract_lane(narrow, 1)};
    memcpy(to + i, words, sizeof words);
  }
}

/// into = into * gain + from, with saturation; returns the loudest sample.
static int mix(const int16_t *from, int16_t *into, int n, int gain) {
  v128_t factor = wasm_i16x8_splat((int16_t)gain), peak = wasm_i16x8_splat(0);
  for (int i = 0; i < n; i += 8) {
    v128_t kept = wasm_i16x8_q15mulr_sat(wasm_v128_load(into + i), factor);
    v128_t sum = wasm_i16x8_add_sat(kept, wasm_v128_load(from + i));
    wasm_v128_store(into + i, sum);
    peak = wasm_i16x8_max(peak, sum);
  }
  int16_t lanes[8], best = 0;
  wasm_v128_store(lanes, peak);
  for (int i = 0; i < 8; i++)
    best = lanes[i] > best ? lanes[i] : best;
  return best;
}

int main(int argc, char **argv) {
  int rounds = 3000 * benchmarkScale(argc, argv);
  int n = opaque(Length);
  Random r = {74};
  for (int t = 0; t < Taps; t++)
    response[t] = (int16_t)((int)nextBelow(&r, 3000) - 1500);
  for (int i = 0; i < Length + Taps; i++)
    in[i] = (int16_t)nextRandom(&r);
  for (int round = 0; round < rounds; round++) {
    convolve(in, out, n);
    check((uint64_t)mix(out, in, n, 9000 + round % 20000));
    for (int i = 0; i < 32; i++)
      in[nextBelow(&r, Length)] = (int16_t)nextRandom(&r);
  }
  checkBytes(in, sizeof in);
  return finish();
}
