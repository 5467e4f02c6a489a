// Folding of RNA (Nussinov): dynamic programming over the upper triangle of a
// table of ints, from the last row to the first.
//
// For Wasm: the outer loop counts down, the innermost reads along a row and
// down a column and takes a maximum; each start depends on the loops outside.
#include "../benchmark.h"

static inline int max(int a, int b) { return a > b ? a : b; }

static void fold(int n, const char *bases, int table[n][n]) {
  for (int i = n - 1; i >= 0; i--)
    for (int j = i + 1; j < n; j++) {
      int best = max(table[i][j - 1], i + 1 < n ? table[i + 1][j] : 0);
      if (i + 1 < n) {
        int pair = i < j - 1 && bases[i] + bases[j] == 3;
        best = max(best, table[i + 1][j - 1] + pair);
      }
      for (int k = i + 1; k < j; k++)
        best = max(best, table[i][k] + table[k + 1][j]);
      table[i][j] = best;
    }
}

int main(int argc, char **argv) {
  int rounds = 4 * benchmarkScale(argc, argv);
  int n = opaque(420);
  int(*table)[n] = allocate(sizeof(int[n][n]));
  char *bases = allocate((size_t)n);
  Random r = {12};
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < n; i++)
      bases[i] = (char)nextBelow(&r, 4);
    memset(table, 0, sizeof(int[n][n]));
    fold(n, bases, table);
    for (int i = 0; i < n; i++)
      check((uint64_t)table[i][n - 1]);
  }
  printf("pairs %d\n", table[0][n - 1]);
  return finish();
}
