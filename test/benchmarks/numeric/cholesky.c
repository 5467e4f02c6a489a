// Cholesky decomposition of a symmetric matrix whose lower triangle is stored
// packed: element (i, j) is at i * (i + 1) / 2 + j. Floats.
//
// For Wasm: the start of a row is quadratic in i, only the inner index is
// affine. Two rows are read per inner loop, one sum is carried.
#include "../benchmark.h"

static inline int at(int i, int j) { return i * (i + 1) / 2 + j; }

static void decompose(float *a, int n) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < i; j++) {
      float sum = a[at(i, j)];
      for (int k = 0; k < j; k++)
        sum -= a[at(i, k)] * a[at(j, k)];
      a[at(i, j)] = sum / a[at(j, j)];
    }
    float sum = a[at(i, i)];
    for (int k = 0; k < i; k++)
      sum -= a[at(i, k)] * a[at(i, k)];
    a[at(i, i)] = __builtin_sqrtf(sum);
  }
}

/// The same with the loops turned: each column is taken from all later rows.
static void decomposeRightLooking(float *a, int n) {
  float *column = allocate((size_t)n * sizeof *column);
  for (int k = 0; k < n; k++) {
    float pivot = __builtin_sqrtf(a[at(k, k)]);
    a[at(k, k)] = pivot;
    for (int i = k + 1; i < n; i++)
      column[i] = a[at(i, k)] /= pivot;
    for (int i = k + 1; i < n; i++)
      for (int j = k + 1; j <= i; j++)
        a[at(i, j)] -= column[i] * column[j];
  }
  free(column);
}

int main(int argc, char **argv) {
  int rounds = 22 * benchmarkScale(argc, argv);
  int n = opaque(280);
  float *a = allocate((size_t)at(n, 0) * sizeof *a);
  Random r = {5};
  for (int round = 0; round < 2 * rounds; round++) {
    for (int i = 0; i < n; i++)
      for (int j = 0; j <= i; j++)
        a[at(i, j)] = i == j ? (float)n : (float)nextUnit(&r);
    if (round & 1)
      decompose(a, n);
    else
      decomposeRightLooking(a, n);
    for (int i = 0; i < n; i++)
      checkFloat(a[at(i, i)]);
  }
  for (int i = 0; i < at(n, 0); i++)
    checkFloat(a[i]);
  return finish();
}
