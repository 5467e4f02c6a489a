// Dynamic programming with one row kept: the knapsack problem, whose inner
// loop counts down, and the longest common subsequence of two texts, whose
// inner loop carries two values.
//
// For Wasm: a negative step, a start that depends on an item's weight, bytes
// and ints side by side.
#include "../benchmark.h"

enum { Capacity = 6000, Items = 400, Length = 1500 };
static int best[Capacity + 1];
static uint16_t row[Length + 1];
static char left[Length], right[Length];

static int knapsack(const int *weights, const int *values) {
  memset(best, 0, sizeof best);
  for (int i = 0; i < Items; i++)
    for (int c = Capacity; c >= weights[i]; c--) {
      int taken = best[c - weights[i]] + values[i];
      best[c] = taken > best[c] ? taken : best[c];
    }
  return best[Capacity];
}

static int commonSubsequence(void) {
  memset(row, 0, sizeof row);
  for (int i = 0; i < Length; i++) {
    uint16_t diagonal = 0;
    for (int j = 0; j < Length; j++) {
      uint16_t above = row[j + 1];
      uint16_t same = (uint16_t)(diagonal + 1);
      uint16_t longer = above > row[j] ? above : row[j];
      row[j + 1] = left[i] == right[j] ? same : longer;
      diagonal = above;
    }
  }
  return row[Length];
}

int main(int argc, char **argv) {
  int rounds = 5 * benchmarkScale(argc, argv);
  static int weights[Items], values[Items];
  Random r = {13};
  for (int round = 0; round < rounds; round++) {
    for (int run = 0; run < 5; run++) {
      for (int i = 0; i < Items; i++) {
        weights[i] = 1 + (int)nextBelow(&r, 300);
        values[i] = 1 + (int)nextBelow(&r, 1000);
      }
      check((uint64_t)knapsack(weights, values));
    }
    for (int i = 0; i < Length; i++) {
      left[i] = (char)('a' + nextBelow(&r, 6));
      right[i] = (char)('a' + nextBelow(&r, 6));
    }
    check((uint64_t)commonSubsequence());
  }
  return finish();
}
