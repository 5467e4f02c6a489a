// Vector instructions: intrinsics, and loops that clang vectorised.
// RUN: %cc-wasi -O3 -msimd128 %s -o %t.wasm
// RUN: %same-as-v8 %t.wasm
// RUN: %same-as-v8 -O 0 %t.wasm
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wasm_simd128.h>

enum { kN = 4096 };
static uint8_t in[kN], out[kN];
static float a[kN], b[kN], c[kN];
static int16_t s[kN];

static uint32_t sum(const void *p, unsigned n) {
  const uint8_t *q = p;
  uint32_t h = 2166136261u;
  while (n--)
    h = (h ^ *q++) * 16777619u;
  return h;
}

static void blend(void) {
  for (int i = 0; i < kN; i += 16) {
    v128_t x = wasm_v128_load(in + i), y = wasm_v128_load(in + kN - 16 - i);
    v128_t m = wasm_u8x16_gt(x, y);
    v128_t t = wasm_v128_bitselect(wasm_u8x16_avgr(x, y),
                                   wasm_u8x16_add_sat(x, y), m);
    t = wasm_i8x16_swizzle(t, wasm_v128_and(y, wasm_u8x16_splat(31)));
    t = wasm_i8x16_shuffle(t, x, 0, 17, 2, 19, 4, 21, 6, 23, 8, 25, 10, 27, 12,
                           29, 14, 31);
    wasm_v128_store(out + i, t);
  }
  printf("blend %08x\n", sum(out, kN));
}

static void dot(void) {
  v128_t acc = wasm_i32x4_splat(0);
  for (int i = 0; i + 8 < kN; i += 8) {
    v128_t x = wasm_v128_load(s + i), y = wasm_v128_load(s + i + 1);
    acc = wasm_i32x4_add(acc, wasm_i32x4_dot_i16x8(x, y));
    acc = wasm_i32x4_add(acc, wasm_i32x4_extadd_pairwise_i16x8(
                                  wasm_i16x8_q15mulr_sat(x, y)));
  }
  printf("dot %d %d %d %d, mask %x\n", wasm_i32x4_extract_lane(acc, 0),
         wasm_i32x4_extract_lane(acc, 1), wasm_i32x4_extract_lane(acc, 2),
         wasm_i32x4_extract_lane(acc, 3), wasm_i8x16_bitmask(acc));
}

static void convert(void) {
  v128_t x = wasm_f32x4_make(-1.5f, 3e9f, 1e20f, 0.0f / 0.0f);
  v128_t t = wasm_i32x4_trunc_sat_f32x4(x), u = wasm_u32x4_trunc_sat_f32x4(x);
  v128_t d = wasm_f64x2_promote_low_f32x4(x);
  printf("%d %d %d %d, %u %u %u %u, %a %a\n", wasm_i32x4_extract_lane(t, 0),
         wasm_i32x4_extract_lane(t, 1), wasm_i32x4_extract_lane(t, 2),
         wasm_i32x4_extract_lane(t, 3), wasm_u32x4_extract_lane(u, 0),
         wasm_u32x4_extract_lane(u, 1), wasm_u32x4_extract_lane(u, 2),
         wasm_u32x4_extract_lane(u, 3), wasm_f64x2_extract_lane(d, 0),
         wasm_f64x2_extract_lane(d, 1));
}

int main(void) {
  for (int i = 0; i < kN; i++) {
    in[i] = (uint8_t)(i * 151 + (i >> 3));
    s[i] = (int16_t)(i * 7919);
    a[i] = (float)(i % 97) * 0.25f;
    b[i] = (float)(i % 89) - 44;
  }
  blend();
  dot();
  convert();
  for (int r = 0; r < 100; r++)
    for (int i = 0; i < kN; i++)
      c[i] = a[i] * b[i] + c[i] * 0.5f;
  printf("axpy %08x\n", sum(c, sizeof c));
  int best = 0, peak = 0;
  for (int i = 0; i < kN; i++) {
    peak = s[i] > peak ? s[i] : peak;
    best += in[i] * out[i];
  }
  printf("max %d, sum %d\n", peak, best);
}
