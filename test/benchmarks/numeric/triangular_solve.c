// Triangular systems: L x = b for one right side by dot products, and L X = B
// for many at once by rows. Matrices are two-dimensional array parameters.
//
// For Wasm: inner trip counts vary from 0 to n, so what is paid once per loop
// (a versioned loop's predicate, a vector loop's set-up) shows.
#include "../benchmark.h"

/// Forward substitution, one vector: short sums of growing length.
static void solveVector(int n, double l[n][n], const double *b, double *x) {
  for (int i = 0; i < n; i++) {
    double sum = b[i];
    for (int j = 0; j < i; j++)
      sum -= l[i][j] * x[j];
    x[i] = sum / l[i][i];
  }
}

/// Forward substitution in place, m right sides, a row of them at a time.
static void solveMatrix(int n, int m, double l[n][n], double b[n][m]) {
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < i; k++)
      for (int j = 0; j < m; j++)
        b[i][j] -= l[i][k] * b[k][j];
    for (int j = 0; j < m; j++)
      b[i][j] /= l[i][i];
  }
}

int main(int argc, char **argv) {
  int rounds = 60 * benchmarkScale(argc, argv);
  int n = opaque(250), m = opaque(90);
  double(*l)[n] = allocate(sizeof(double[n][n]));
  double(*b)[m] = allocate(sizeof(double[n][m]));
  double *x = allocate(sizeof(double[n]));
  double *y = allocate(sizeof(double[n]));
  Random r = {3};
  for (int i = 0; i < n; i++) {
    x[i] = nextUnit(&r);
    for (int j = 0; j < n; j++)
      l[i][j] = j < i ? (nextUnit(&r) - 0.5) * 0.1 : j == i;
    for (int j = 0; j < m; j++)
      b[i][j] = nextUnit(&r) - 0.5;
  }
  for (int round = 0; round < rounds; round++) {
    solveMatrix(n, m, l, b);
    for (int i = 0; i < 5; i++) {
      solveVector(n, l, x, y);
      solveVector(n, l, y, x);
    }
    double scale = 0.5;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++)
        b[i][j] = b[i][j] * scale + (i - j) * 0.001;
      x[i] = x[i] * scale + b[i][round % m];
    }
  }
  for (int i = 0; i < n; i++) {
    checkDouble(x[i]);
    for (int j = 0; j < m; j++)
      checkDouble(b[i][j]);
  }
  return finish();
}
