// Dense float vectors: y += a x, dot products with four sums, the largest
// element, lengths to 1. The kernels of signal processing and machine learning.
//
// For Wasm: f32x4 loads and stores in straight loops with 16-byte steps: one
// check per 16 bytes, several arrays, nothing else to pay for.
#include "../benchmark.h"
#include "vector.h"

static void addScaled(float a, const float *x, float *y, int n) {
  v128_t factor = wasm_f32x4_splat(a);
  for (int i = 0; i < n; i += 4)
    wasm_v128_store(
        y + i, wasm_f32x4_add(wasm_v128_load(y + i),
                              wasm_f32x4_mul(factor, wasm_v128_load(x + i))));
}

static float sumOfLanes(v128_t a) {
  return wasm_f32x4_extract_lane(a, 0) + wasm_f32x4_extract_lane(a, 1) +
         (wasm_f32x4_extract_lane(a, 2) + wasm_f32x4_extract_lane(a, 3));
}

/// Four vectors of sums, so that additions need not wait for each other.
static float dot(const float *x, const float *y, int n) {
  v128_t sums[4];
  for (int k = 0; k < 4; k++)
    sums[k] = wasm_f32x4_splat(0);
  for (int i = 0; i < n; i += 16)
    for (int k = 0; k < 4; k++)
      sums[k] = wasm_f32x4_add(sums[k],
                               wasm_f32x4_mul(wasm_v128_load(x + i + 4 * k),
                                              wasm_v128_load(y + i + 4 * k)));
  return sumOfLanes(wasm_f32x4_add(wasm_f32x4_add(sums[0], sums[1]),
                                   wasm_f32x4_add(sums[2], sums[3])));
}

static float largest(const float *x, int n) {
  v128_t best = wasm_f32x4_splat(0);
  for (int i = 0; i < n; i += 4)
    best = wasm_f32x4_pmax(best, wasm_v128_load(x + i));
  best = wasm_f32x4_pmax(best, wasm_i32x4_shuffle(best, best, 2, 3, 0, 1));
  best = wasm_f32x4_pmax(best, wasm_i32x4_shuffle(best, best, 1, 0, 3, 2));
  return wasm_f32x4_extract_lane(best, 0);
}

static void toLengthOne(float *x, int n) {
  v128_t divisor = wasm_f32x4_splat(__builtin_sqrtf(dot(x, x, n)));
  for (int i = 0; i < n; i += 4)
    wasm_v128_store(x + i, wasm_f32x4_div(wasm_v128_load(x + i), divisor));
}

int main(int argc, char **argv) {
  int rounds = 1400 * benchmarkScale(argc, argv);
  int n = opaque(2048), rows = opaque(64);
  float *matrix = allocate((size_t)(n * rows) * sizeof(float));
  float *x = allocate((size_t)n * sizeof(float));
  float *mean = allocate((size_t)n * sizeof(float));
  Random r = {71};
  for (int i = 0; i < n * rows; i++)
    matrix[i] = (float)nextUnit(&r) - 0.5f;
  for (int row = 0; row < rows; row++)
    toLengthOne(matrix + row * n, n);
  for (int i = 0; i < n; i++)
    x[i] = mean[i] = (float)nextUnit(&r);
  for (int round = 0; round < rounds; round++) {
    // x comes nearer to where its product with each row is what is wanted.
    for (int row = 0; row < rows; row++) {
      float wanted = (float)((row + round) % 13);
      addScaled(0.5f * (wanted - dot(x, matrix + row * n, n)), matrix + row * n,
                x, n);
      addScaled(0.01f, x, mean, n);
    }
    checkFloat(largest(x, n));
    toLengthOne(mean, n);
  }
  for (int i = 0; i < n; i++)
    checkFloat(x[i] + mean[i]);
  return finish();
}
