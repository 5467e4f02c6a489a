// Five-point stencil on a grid, two buffers in turn.
#include <stdio.h>
enum { N = 1024 };
static double grid[2][N][N];
int main(void) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      grid[0][i][j] = grid[1][i][j] = (i * 31 + j * 17) % 101;
  for (int t = 0; t < 300; t++) {
    double (*from)[N] = grid[t & 1], (*to)[N] = grid[~t & 1];
    for (int i = 1; i < N - 1; i++)
      for (int j = 1; j < N - 1; j++)
        to[i][j] = 0.2 * (from[i][j] + from[i - 1][j] + from[i + 1][j] +
                          from[i][j - 1] + from[i][j + 1]);
  }
  double s = 0;
  for (int i = 0; i < N; i++)
    s += grid[0][i][(i * 7) % N];
  printf("%.17g\n", s);
}
