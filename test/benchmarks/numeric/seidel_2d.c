// Gauss-Seidel relaxation: a nine-point stencil in place, so that every point
// needs the one just written. Nothing to vectorise: what is left is latency.
//
// For Wasm: ten accesses in nine places per point, one long chain of additions
// between them. The checks must stay off that chain.
#include "../benchmark.h"

static void relax(int n, double a[n][n]) {
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < n - 1; j++)
      a[i][j] = (a[i - 1][j - 1] + a[i - 1][j] + a[i - 1][j + 1] + a[i][j - 1] +
                 a[i][j] + a[i][j + 1] + a[i + 1][j - 1] + a[i + 1][j] +
                 a[i + 1][j + 1]) /
                9.0;
}

int main(int argc, char **argv) {
  int rounds = 150 * benchmarkScale(argc, argv);
  int n = opaque(200);
  double(*a)[n] = allocate(sizeof(double[n][n]));
  Random r = {8};
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      a[i][j] = nextUnit(&r);
  for (int t = 0; t < rounds; t++) {
    relax(n, a);
    a[1 + nextBelow(&r, (uint32_t)n - 2)][n / 2] += 1;
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      checkDouble(a[i][j]);
  return finish();
}
