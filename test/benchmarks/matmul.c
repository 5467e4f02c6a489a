// Dense matrix product, row by row (i, k, j): one multiply-add stream.
#include <stdio.h>
enum { N = 640 };
static double a[N][N], b[N][N], c[N][N];
int main(void) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      a[i][j] = (i * 7 + j) % 13, b[i][j] = (i + j * 5) % 11;
  for (int r = 0; r < 4; r++)
    for (int i = 0; i < N; i++)
      for (int k = 0; k < N; k++)
        for (int j = 0; j < N; j++)
          c[i][j] += a[i][k] * b[k][j];
  double s = 0;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      s += c[i][j] * (i ^ j);
  printf("%.17g\n", s);
}
