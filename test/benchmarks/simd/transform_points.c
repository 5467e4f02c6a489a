// Points in space: products of 4x4 matrices, points transformed and projected,
// those outside the view marked, normals brought to length 1.
//
// For Wasm: lanes copied to all four by shuffles, division and square root of
// vectors, comparisons that become masks and then bits.
#include "../benchmark.h"
#include "vector.h"

typedef struct {
  v128_t columns[4];
} Matrix;

enum { Points = 4096 };
static float points[Points][4], normals[Points][4], seen[Points][4];

#define LANE(a, i) wasm_i32x4_shuffle(a, a, i, i, i, i)

static v128_t apply(const Matrix *m, v128_t p) {
  v128_t x = wasm_f32x4_mul(m->columns[0], LANE(p, 0));
  v128_t y = wasm_f32x4_mul(m->columns[1], LANE(p, 1));
  v128_t z = wasm_f32x4_mul(m->columns[2], LANE(p, 2));
  v128_t w = wasm_f32x4_mul(m->columns[3], LANE(p, 3));
  return wasm_f32x4_add(wasm_f32x4_add(x, y), wasm_f32x4_add(z, w));
}

static Matrix product(const Matrix *a, const Matrix *b) {
  Matrix m;
  for (int i = 0; i < 4; i++)
    m.columns[i] = apply(a, b->columns[i]);
  return m;
}

static Matrix rotation(double turns, int axis) {
  float s = (float)sineOfTurns(turns), c = (float)cosineOfTurns(turns);
  Matrix m;
  m.columns[3] = wasm_f32x4_make(0, 0, 0, 1);
  if (axis == 0) {
    m.columns[0] = wasm_f32x4_make(1, 0, 0, 0);
    m.columns[1] = wasm_f32x4_make(0, c, s, 0);
    m.columns[2] = wasm_f32x4_make(0, -s, c, 0);
  } else {
    m.columns[0] = wasm_f32x4_make(c, 0, -s, 0);
    m.columns[1] = wasm_f32x4_make(0, 1, 0, 0);
    m.columns[2] = wasm_f32x4_make(s, 0, c, 0);
  }
  return m;
}

/// Depth goes to the last lane.
static Matrix perspective(void) {
  Matrix m;
  m.columns[0] = wasm_f32x4_make(1, 0, 0, 0);
  m.columns[1] = wasm_f32x4_make(0, 1.5f, 0, 0);
  m.columns[2] = wasm_f32x4_make(0, 0, 1.01f, 1);
  m.columns[3] = wasm_f32x4_make(0, 0, 2, 4);
  return m;
}

/// Projects all points; returns how many are in view.
static int project(const Matrix *m, int n) {
  v128_t one = wasm_f32x4_splat(1), minusOne = wasm_f32x4_splat(-1);
  int visible = 0;
  for (int i = 0; i < n; i++) {
    v128_t p = apply(m, wasm_v128_load(points[i]));
    p = wasm_f32x4_div(p, LANE(p, 3));
    v128_t outside =
        wasm_v128_or(wasm_f32x4_gt(p, one), wasm_f32x4_lt(p, minusOne));
    visible += !wasm_v128_any_true(outside);
    wasm_v128_store(seen[i], wasm_v128_bitselect(minusOne, p, outside));
  }
  return visible;
}

static v128_t normalised(v128_t a) {
  v128_t square = wasm_f32x4_mul(a, a);
  square =
      wasm_f32x4_add(square, wasm_i32x4_shuffle(square, square, 1, 0, 3, 2));
  square =
      wasm_f32x4_add(square, wasm_i32x4_shuffle(square, square, 2, 3, 0, 1));
  return wasm_f32x4_div(a, wasm_f32x4_sqrt(square));
}

/// Turns the normals, and the points a little along them.
static void move(const Matrix *m, int n) {
  v128_t step = wasm_f32x4_splat(0.001f);
  for (int i = 0; i < n; i++) {
    v128_t normal = normalised(apply(m, wasm_v128_load(normals[i])));
    wasm_v128_store(normals[i], normal);
    v128_t p = wasm_v128_load(points[i]);
    wasm_v128_store(points[i], wasm_f32x4_add(p, wasm_f32x4_mul(normal, step)));
  }
}

int main(int argc, char **argv) {
  int rounds = 2700 * benchmarkScale(argc, argv);
  Random r = {78};
  for (int i = 0; i < Points; i++)
    for (int k = 0; k < 4; k++) {
      points[i][k] = k < 3 ? (float)nextUnit(&r) * 6 - 3 : 1;
      normals[i][k] = k < 3 ? (float)nextUnit(&r) * 2 - 1 : 0;
    }
  int n = opaque(Points), visible = 0;
  Matrix view = perspective();
  for (int round = 0; round < rounds; round++) {
    Matrix yaw = rotation(round * 0.0137, 1),
           pitch = rotation(round * 0.005, 0);
    Matrix turn = product(&yaw, &pitch), all = product(&view, &turn);
    visible = project(&all, n);
    check((uint64_t)visible);
    move(&turn, n);
  }
  for (int i = 0; i < Points; i++)
    for (int k = 0; k < 4; k++)
      checkFloat(seen[i][k]);
  printf("%d points in view\n", visible);
  return finish();
}
