// Five-point stencil on a grid of doubles, two global buffers in turn.
//
// For Wasm: five reads around a point are constant distances from one address,
// but reach the compiler as five wrapping i32 additions.
#include "../benchmark.h"

enum { N = 250 };
static double grid[2][N][N];

static void step(double (*from)[N], double (*to)[N]) {
  for (int i = 1; i < N - 1; i++)
    for (int j = 1; j < N - 1; j++)
      to[i][j] = 0.2 * (from[i][j] + from[i - 1][j] + from[i + 1][j] +
                        from[i][j - 1] + from[i][j + 1]);
}

int main(int argc, char **argv) {
  int rounds = 1000 * benchmarkScale(argc, argv);
  Random r = {7};
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      grid[0][i][j] = grid[1][i][j] = nextUnit(&r);
  for (int t = 0; t < rounds; t++) {
    step(grid[0], grid[1]);
    step(grid[1], grid[0]);
    grid[0][1 + nextBelow(&r, N - 2)][1 + nextBelow(&r, N - 2)] += 1;
  }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      checkDouble(grid[0][i][j]);
  return finish();
}
