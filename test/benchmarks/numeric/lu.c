// LU decomposition with partial pivoting, rows found through a table of
// pointers (double **), as in old C programs.
//
// For Wasm: each row's address is itself loaded from memory. Stores of doubles
// may not be assumed to leave that table alone once types are gone, so the row
// pointers and the memory's bounds want to be kept in registers.
#include "../benchmark.h"

static double **newMatrix(int n) {
  double **rows = allocate((size_t)n * sizeof *rows);
  for (int i = 0; i < n; i++)
    rows[i] = allocate((size_t)n * sizeof **rows);
  return rows;
}

/// Decomposes in place; returns how many rows were exchanged.
static int decompose(double **a, int n) {
  int exchanged = 0;
  for (int k = 0; k < n; k++) {
    int pivot = k;
    double largest = 0;
    for (int i = k; i < n; i++) {
      double size = a[i][k] < 0 ? -a[i][k] : a[i][k];
      if (size > largest)
        largest = size, pivot = i;
    }
    if (pivot != k) {
      double *row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      exchanged++;
    }
    for (int i = k + 1; i < n; i++) {
      a[i][k] /= a[k][k];
      for (int j = k + 1; j < n; j++)
        a[i][j] -= a[i][k] * a[k][j];
    }
  }
  return exchanged;
}

int main(int argc, char **argv) {
  int rounds = 26 * benchmarkScale(argc, argv);
  int n = opaque(260);
  double **a = newMatrix(n);
  Random r = {4};
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        a[i][j] = (double)(int32_t)nextRandom(&r);
    check((uint64_t)decompose(a, n));
    for (int i = 0; i < n; i++)
      checkDouble(a[i][i]);
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      checkDouble(a[i][j]);
  return finish();
}
