// Calls: naive Fibonacci, and queens by backtracking.
#include <stdio.h>
__attribute__((noinline)) static int fib(int n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
static int queens(int n, unsigned cols, unsigned left, unsigned right) {
  unsigned all = (1u << n) - 1, free = all & ~(cols | left | right);
  int count = cols == all;
  while (free) {
    unsigned bit = free & -free;
    free ^= bit;
    count += queens(n, cols | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return count;
}
int main(void) { printf("%d %d\n", fib(40), queens(13, 0, 0, 0)); }
