// Dense matrix product, doubles in global arrays, in the three orders that
// people write: ijk (a sum down a column, the textbook), ikj (rows, which
// vectorises), and ikj in blocks.
//
// For Wasm: the row of a global array is a constant plus i32 arithmetic; the
// innermost loop makes one or two accesses whose checks only depend on j.
#include "../benchmark.h"

enum { N = 224, Block = 32 };
static double a[N][N], b[N][N], c[N][N];

static void productIJK(void) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int k = 0; k < N; k++)
        sum += a[i][k] * b[k][j];
      c[i][j] = sum;
    }
}

static void productIKJ(void) {
  memset(c, 0, sizeof c);
  for (int i = 0; i < N; i++)
    for (int k = 0; k < N; k++)
      for (int j = 0; j < N; j++)
        c[i][j] += a[i][k] * b[k][j];
}

static void productBlocked(void) {
  memset(c, 0, sizeof c);
  for (int kk = 0; kk < N; kk += Block)
    for (int jj = 0; jj < N; jj += Block)
      for (int i = 0; i < N; i++)
        for (int k = kk; k < kk + Block; k++)
          for (int j = jj; j < jj + Block; j++)
            c[i][j] += a[i][k] * b[k][j];
}

/// The next round's left operand is this round's product, scaled so that its
/// elements stay near 1.
static void feedBack(void) {
  double sum = 0;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      sum += c[i][j];
  double scale = N * N / sum;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      a[i][j] = c[i][j] * scale;
}

int main(int argc, char **argv) {
  int scale = benchmarkScale(argc, argv);
  Random r = {1};
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      a[i][j] = nextUnit(&r), b[i][j] = nextUnit(&r);
  for (int round = 0; round < 2 * scale; round++) {
    productIJK();
    feedBack();
    for (int i = 0; i < 3; i++) {
      productIKJ();
      feedBack();
      productBlocked();
      feedBack();
    }
  }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      checkDouble(c[i][j]);
  return finish();
}
