// Arithmetic on long integers: modular exponentiation by Montgomery's method,
// and digits of pi by long division. Limbs of 32 bits.
//
// For Wasm: products of 32 by 32 bits to 64 and carries, which Wasm has no
// instruction for; loops of known small trip counts over stack arrays.
#include "../benchmark.h"

enum { Limbs = 32 }; // 1024 bits

/// out = a * b / 2^1024 modulo n; inverse is -1 / n modulo 2^32.
static void multiply(uint32_t *out, const uint32_t *a, const uint32_t *b,
                     const uint32_t *n, uint32_t inverse) {
  uint32_t t[Limbs + 2] = {0};
  for (int i = 0; i < Limbs; i++) {
    uint64_t carry = 0;
    for (int j = 0; j < Limbs; j++) {
      carry += t[j] + (uint64_t)a[i] * b[j];
      t[j] = (uint32_t)carry;
      carry >>= 32;
    }
    carry += t[Limbs];
    t[Limbs] = (uint32_t)carry;
    t[Limbs + 1] = (uint32_t)(carry >> 32);
    uint32_t factor = t[0] * inverse;
    carry = (t[0] + (uint64_t)factor * n[0]) >> 32;
    for (int j = 1; j < Limbs; j++) {
      carry += t[j] + (uint64_t)factor * n[j];
      t[j - 1] = (uint32_t)carry;
      carry >>= 32;
    }
    carry += t[Limbs];
    t[Limbs - 1] = (uint32_t)carry;
    t[Limbs] = t[Limbs + 1] + (uint32_t)(carry >> 32);
  }
  uint64_t borrow = 0; // subtract n; keep it unless that was too much
  uint32_t less[Limbs];
  for (int j = 0; j < Limbs; j++) {
    borrow = (uint64_t)t[j] - n[j] - borrow;
    less[j] = (uint32_t)borrow;
    borrow = borrow >> 63;
  }
  memcpy(out, t[Limbs] >= borrow ? less : t, sizeof less);
}

/// x = x ^ exponent, all in Montgomery's form.
static void power(uint32_t *x, const uint32_t *exponent, int bits,
                  const uint32_t *n, uint32_t inverse) {
  uint32_t base[Limbs];
  memcpy(base, x, sizeof base);
  for (int i = bits - 2; i >= 0; i--) {
    multiply(x, x, x, n, inverse);
    if (exponent[i / 32] >> i % 32 & 1)
      multiply(x, x, base, n, inverse);
  }
}

/// Fraction bits below one integer limb, the most significant limb first.
enum { PiLimbs = 128 };

/// x = x / divisor; whether anything is left of it.
static int divide(uint32_t *x, uint32_t divisor) {
  uint64_t rest = 0;
  uint32_t any = 0;
  for (int i = 0; i < PiLimbs; i++) {
    rest = rest << 32 | x[i];
    x[i] = (uint32_t)(rest / divisor);
    any |= x[i];
    rest %= divisor;
  }
  return any != 0;
}

/// sum += or -= x
static void accumulate(uint32_t *sum, const uint32_t *x, int negative) {
  uint64_t carry = (uint64_t)negative;
  for (int i = PiLimbs - 1; i >= 0; i--) {
    carry += (uint64_t)sum[i] + (negative ? ~x[i] : x[i]);
    sum[i] = (uint32_t)carry;
    carry >>= 32;
  }
}

/// sum += or -= factor * arctan(1 / x)
static void addArctan(uint32_t *sum, uint32_t factor, uint32_t x,
                      int negative) {
  uint32_t power[PiLimbs] = {factor}, term[PiLimbs];
  divide(power, x);
  for (uint32_t k = 1;; k += 2) {
    memcpy(term, power, sizeof term);
    if (!divide(term, k))
      return;
    accumulate(sum, term, negative ^ (k >> 1 & 1));
    divide(power, x * x);
  }
}

int main(int argc, char **argv) {
  int rounds = 17 * benchmarkScale(argc, argv);
  uint32_t n[Limbs], x[Limbs], exponent[Limbs], pi[PiLimbs] = {0};
  Random r = {33};
  for (int i = 0; i < Limbs; i++) {
    n[i] = nextRandom(&r) | (i == 0) | (uint32_t)(i == Limbs - 1) << 31;
    x[i] = nextRandom(&r);
    exponent[i] = nextRandom(&r);
  }
  x[Limbs - 1] &= 0x7FFFFFFF; // below n
  uint32_t inverse = 1;       // each step doubles the bits that are right
  for (int i = 0; i < 5; i++)
    inverse *= 2 - n[0] * inverse;
  for (int round = 0; round < rounds; round++) {
    power(x, exponent, 1024, n, 0u - inverse);
    check(x[0]);
    memset(pi, 0, sizeof pi);
    addArctan(pi, 16, 5, 0); // Machin's formula
    addArctan(pi, 4, 239, 1);
    check(pi[100]);
  }
  for (int i = 0; i < Limbs; i++)
    check(x[i]);
  printf("pi %" PRIu32 ".%06d\n", pi[0],
         (int)((uint64_t)pi[1] * 1000000 >> 32));
  return finish();
}
