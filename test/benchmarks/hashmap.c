// Open-addressing hash table: dependent loads at random places.
#include <stdint.h>
#include <stdio.h>
enum { SIZE = 1 << 20 };
static uint64_t keys[SIZE], values[SIZE];
static uint32_t slot(uint64_t key) {
  uint32_t at = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 44) & (SIZE - 1);
  while (keys[at] && keys[at] != key)
    at = (at + 1) & (SIZE - 1);
  return at;
}
int main(void) {
  uint64_t x = 88172645463325252u, sum = 0;
  for (int i = 0; i < 30000000; i++) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    uint64_t key = 1 + x % 600000;
    uint32_t at = slot(key);
    keys[at] = key;
    sum += values[at]++ * (i & 7);
  }
  printf("%llu\n", (unsigned long long)sum);
}
