// Electromagnetic waves in two dimensions by finite differences in time: three
// field arrays of floats updated in turn, each from the other two.
//
// For Wasm: three arrays per loop, read at (i, j), (i - 1, j), (i, j - 1) and
// written at (i, j). Without types or alias facts each store may change
// anything, and run-time overlap checks have to tell the arrays apart.
#include "../benchmark.h"

enum { Width = 240, Height = 200 };
static float ex[Height][Width], ey[Height][Width], hz[Height][Width];

static void step(float source) {
  for (int j = 0; j < Width; j++)
    ey[0][j] = source;
  for (int i = 1; i < Height; i++)
    for (int j = 0; j < Width; j++)
      ey[i][j] -= 0.5f * (hz[i][j] - hz[i - 1][j]);
  for (int i = 0; i < Height; i++)
    for (int j = 1; j < Width; j++)
      ex[i][j] -= 0.5f * (hz[i][j] - hz[i][j - 1]);
  for (int i = 0; i < Height - 1; i++)
    for (int j = 0; j < Width - 1; j++)
      hz[i][j] -= 0.5f * (ex[i][j + 1] - ex[i][j] + ey[i + 1][j] - ey[i][j]);
}

int main(int argc, char **argv) {
  int rounds = 1800 * benchmarkScale(argc, argv);
  for (int i = 0; i < Height; i++)
    for (int j = 0; j < Width; j++) {
      ex[i][j] = (float)(i * (j + 1)) / (Width * Height);
      ey[i][j] = (float)(i * (j + 2)) / (Width * Height);
      hz[i][j] = (float)(i * (j + 3)) / (Width * Height);
    }
  for (int t = 0; t < rounds; t++)
    step((float)sineOfTurns(t * 0.003));
  for (int i = 0; i < Height; i++)
    for (int j = 0; j < Width; j++)
      checkFloat(hz[i][j]);
  return finish();
}
