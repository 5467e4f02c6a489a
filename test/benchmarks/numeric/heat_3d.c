// Heat in a block of matter: a seven-point stencil in three dimensions, the
// block passed as a three-dimensional array of run-time extent.
//
// For Wasm: seven reads at distances of 8, 8 n and 8 n n bytes, n unknown; the
// products are made with i32.mul outside the innermost loop.
#include "../benchmark.h"

static void step(int n, double from[n][n][n], double to[n][n][n]) {
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < n - 1; j++)
      for (int k = 1; k < n - 1; k++)
        to[i][j][k] =
            0.125 *
                (from[i + 1][j][k] - 2 * from[i][j][k] + from[i - 1][j][k]) +
            0.125 *
                (from[i][j + 1][k] - 2 * from[i][j][k] + from[i][j - 1][k]) +
            0.125 *
                (from[i][j][k + 1] - 2 * from[i][j][k] + from[i][j][k - 1]) +
            from[i][j][k];
}

int main(int argc, char **argv) {
  int rounds = 480 * benchmarkScale(argc, argv);
  int n = opaque(40);
  double(*a)[n][n] = allocate(sizeof(double[n][n][n]));
  double(*b)[n][n] = allocate(sizeof(double[n][n][n]));
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int k = 0; k < n; k++)
        a[i][j][k] = b[i][j][k] = (i + j + (n - k)) * 10.0 / n;
  for (int t = 0; t < rounds; t++) {
    step(n, a, b);
    step(n, b, a);
    a[1 + t % (n - 2)][n / 2][1 + t * 7 % (n - 2)] += 5;
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int k = 0; k < n; k++)
        checkDouble(a[i][j][k]);
  return finish();
}
