// Recursion: Fibonacci's numbers, Ackermann's function, queens by backtracking,
// permutations, the towers of Hanoi.
//
// For Wasm: direct calls of small functions. Each pays for what the engine adds
// to a call: the check for stack overflow, the instance, registers saved.
#include "../benchmark.h"

__attribute__((noinline)) static int fibonacci(int n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

__attribute__((noinline)) static int ackermann(int m, int n) {
  if (m == 0)
    return n + 1;
  if (n == 0)
    return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

static int queens(int n, unsigned columns, unsigned left, unsigned right) {
  unsigned all = (1u << n) - 1, free = all & ~(columns | left | right);
  int count = columns == all;
  while (free) {
    unsigned bit = free & -free;
    free ^= bit;
    count += queens(n, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return count;
}

static uint8_t items[9];
static uint32_t orders;

static void permute(int fixed) {
  if (fixed == 8) {
    orders = orders * 31 + items[8] * 9 + items[7];
    return;
  }
  for (int i = fixed; i < 9; i++) {
    uint8_t t = items[i];
    items[i] = items[fixed];
    items[fixed] = t;
    permute(fixed + 1);
    items[fixed] = items[i];
    items[i] = t;
  }
}

static int pegs[3][32], heights[3];

static void moveDiscs(int count, int from, int to) {
  if (count == 0)
    return;
  int spare = 3 - from - to;
  moveDiscs(count - 1, from, spare);
  pegs[to][heights[to]++] = pegs[from][--heights[from]];
  moveDiscs(count - 1, spare, to);
}

int main(int argc, char **argv) {
  int rounds = 6 * benchmarkScale(argc, argv);
  for (int i = 0; i < 9; i++)
    items[i] = (uint8_t)i;
  for (int i = 0; i < 18; i++)
    pegs[0][heights[0]++] = 18 - i;
  for (int round = 0; round < rounds; round++) {
    check((uint64_t)fibonacci(30 + round % 2));
    for (int i = 0; i < 4; i++)
      check((uint64_t)ackermann(2, 480 + i + round % 8) +
            (uint64_t)ackermann(3, 6));
    check((uint64_t)queens(10, 0, 0, 0));
    permute(0);
    check(orders);
    moveDiscs(18, round % 3, (round + 1) % 3);
    check((uint64_t)pegs[(round + 1) % 3][round % 18]);
  }
  return finish();
}
