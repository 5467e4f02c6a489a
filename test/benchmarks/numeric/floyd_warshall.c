// Shortest paths between all pairs of nodes (Floyd-Warshall), ints in a global
// array, with the paths' next hops beside them in a second run.
//
// For Wasm: the inner loop reads and writes one row and reads another that may
// be the same row; a minimum vectorises, a condition that stores two arrays
// does not.
#include "../benchmark.h"

enum { N = 240, Far = 1 << 20 };
static int length[N][N], next[N][N];

static void shortestLengths(void) {
  for (int k = 0; k < N; k++)
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++) {
        int through = length[i][k] + length[k][j];
        length[i][j] = length[i][j] < through ? length[i][j] : through;
      }
}

static void shortestPaths(void) {
  for (int k = 0; k < N; k++)
    for (int i = 0; i < N; i++) {
      if (length[i][k] >= Far)
        continue;
      for (int j = 0; j < N; j++)
        if (length[i][k] + length[k][j] < length[i][j]) {
          length[i][j] = length[i][k] + length[k][j];
          next[i][j] = next[i][k];
        }
    }
}

static void makeGraph(Random *r) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      int edge = i != j && nextBelow(r, 20) == 0;
      length[i][j] = i == j ? 0 : edge ? 1 + (int)nextBelow(r, 1000) : Far;
      next[i][j] = edge ? j : -1;
    }
}

int main(int argc, char **argv) {
  int rounds = 2 * benchmarkScale(argc, argv);
  Random r = {11};
  for (int round = 0; round < rounds; round++) {
    for (int i = 0; i < 3; i++) {
      makeGraph(&r);
      shortestLengths();
      for (int j = 0; j < N; j++)
        check((uint64_t)length[j][N - 1 - j]);
    }
    makeGraph(&r);
    shortestPaths();
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++)
        check((uint64_t)length[i][j] << 20 ^ (uint64_t)(next[i][j] + 1));
  }
  return finish();
}
