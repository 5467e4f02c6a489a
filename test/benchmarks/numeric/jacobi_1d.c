// Smoothing in one dimension: each point becomes the weighted sum of its
// neighbours, two buffers in turn. Floats behind malloc'ed pointers.
//
// For Wasm: three reads at i - 1, i, i + 1 and a write elsewhere. clang makes
// three separate additions of them; they want one check, and vector code.
#include "../benchmark.h"

static void smooth(const float *from, float *to, int n) {
  for (int i = 1; i < n - 1; i++)
    to[i] = 0.3f * from[i - 1] + 0.4f * from[i] + 0.3f * from[i + 1];
}

int main(int argc, char **argv) {
  int rounds = 15000 * benchmarkScale(argc, argv);
  int n = opaque(20000);
  float *a = allocate((size_t)n * sizeof *a);
  float *b = allocate((size_t)n * sizeof *b);
  Random r = {6};
  for (int i = 0; i < n; i++)
    a[i] = b[i] = (float)nextUnit(&r) + 1;
  for (int round = 0; round < rounds; round++) {
    smooth(a, b, n);
    float *swap = a;
    a = b;
    b = swap;
    if (round % 512 == 0) // new input, or it would soon be flat
      for (int i = 0; i < n; i += 7)
        a[i] += (float)nextUnit(&r) - 0.5f;
  }
  for (int i = 0; i < n; i++)
    checkFloat(a[i]);
  return finish();
}
