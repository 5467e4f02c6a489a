// The Mandelbrot set, two points per vector of doubles, two vectors at once.
//
// For Wasm: f64x2 arithmetic and comparisons without memory in the inner loop;
// whether any lane goes on must become one test, not a vector in memory.
#include "../benchmark.h"
#include "vector.h"

enum { Width = 192, Height = 128 };

typedef struct {
  v128_t x, y, count;
} Lanes;

/// One iteration of lanes that start at (cx, cy); says which are still near.
static v128_t iterate(Lanes *l, v128_t cx, v128_t cy) {
  v128_t xx = wasm_f64x2_mul(l->x, l->x), yy = wasm_f64x2_mul(l->y, l->y);
  v128_t xy = wasm_f64x2_mul(l->x, l->y);
  v128_t near = wasm_f64x2_le(wasm_f64x2_add(xx, yy), wasm_f64x2_splat(4));
  l->x = wasm_f64x2_add(wasm_f64x2_sub(xx, yy), cx);
  l->y = wasm_f64x2_add(wasm_f64x2_add(xy, xy), cy);
  l->count = wasm_i64x2_sub(l->count, near); // -1 where true
  return near;
}

/// How long four neighbouring points stay near.
static void countFour(double x, double step, double y, int limit,
                      uint16_t *counts) {
  v128_t cy = wasm_f64x2_splat(y);
  v128_t cx0 = wasm_f64x2_make(x, x + step);
  v128_t cx1 = wasm_f64x2_make(x + 2 * step, x + 3 * step);
  v128_t zero = wasm_f64x2_splat(0);
  Lanes a = {zero, zero, zero}, b = {zero, zero, zero};
  for (int i = 0; i < limit; i++) {
    v128_t near0 = iterate(&a, cx0, cy), near1 = iterate(&b, cx1, cy);
    if (!wasm_v128_any_true(wasm_v128_or(near0, near1)))
      break;
  }
  counts[0] = (uint16_t)wasm_i64x2_extract_lane(a.count, 0);
  counts[1] = (uint16_t)wasm_i64x2_extract_lane(a.count, 1);
  counts[2] = (uint16_t)wasm_i64x2_extract_lane(b.count, 0);
  counts[3] = (uint16_t)wasm_i64x2_extract_lane(b.count, 1);
}

int main(int argc, char **argv) {
  int frames = 15 * benchmarkScale(argc, argv);
  static uint16_t counts[Height][Width];
  double centreX = -0.7436438870371587, centreY = 0.1318259042053119, size = 3;
  for (int frame = 0; frame < frames; frame++) {
    double step = size / Width;
    for (int row = 0; row < Height; row++)
      for (int column = 0; column < Width; column += 4)
        countFour(centreX + (column - Width / 2) * step, step,
                  centreY + (row - Height / 2) * step, 250,
                  &counts[row][column]);
    for (int i = 0; i < Height; i++)
      check(counts[i][(i * 31 + frame) % Width]);
    size = size > 1e-3 ? size * 0.8 : 3;
  }
  checkBytes(counts, sizeof counts);
  return finish();
}
