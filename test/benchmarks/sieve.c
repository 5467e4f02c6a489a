// Sieve of Eratosthenes: byte stores with growing strides.
#include <stdio.h>
#include <string.h>
enum { N = 20000000 };
static unsigned char composite[N + 1];
int main(void) {
  int count = 0;
  for (int r = 0; r < 3; r++) {
    memset(composite, 0, sizeof composite);
    count = 0;
    for (int i = 2; i <= N; i++) {
      if (composite[i])
        continue;
      count++;
      for (long long j = (long long)i * i; j <= N; j += i)
        composite[j] = 1;
    }
  }
  printf("%d\n", count);
}
