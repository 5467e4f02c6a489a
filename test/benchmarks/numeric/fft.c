// Fast Fourier transform, radix 2, in place, complex doubles in an array of
// structures; and a convolution by it.
//
// For Wasm: strides double with each stage, the two halves of a butterfly are
// a variable distance apart, real and imaginary parts 8 bytes.
#include "../benchmark.h"

typedef struct {
  double re, im;
} Complex;

enum { Log = 13, N = 1 << Log };

static void reverseBits(Complex *a) {
  for (unsigned i = 1, j = 0; i < N; i++) {
    unsigned bit = N >> 1;
    for (; j & bit; bit >>= 1)
      j ^= bit;
    j ^= bit;
    if (i < j) {
      Complex t = a[i];
      a[i] = a[j];
      a[j] = t;
    }
  }
}

static void transform(Complex *a, const Complex *twiddles) {
  reverseBits(a);
  for (unsigned half = 1; half < N; half *= 2) {
    unsigned step = N / 2 / half;
    for (unsigned start = 0; start < N; start += 2 * half)
      for (unsigned i = 0; i < half; i++) {
        Complex w = twiddles[i * step];
        Complex *x = &a[start + i], *y = &a[start + i + half];
        double re = y->re * w.re - y->im * w.im;
        double im = y->re * w.im + y->im * w.re;
        y->re = x->re - re, y->im = x->im - im;
        x->re += re, x->im += im;
      }
  }
}

/// Multiplies spectra; conjugates, so that a second transform is the inverse.
static void filter(Complex *a, const Complex *kernel) {
  for (int i = 0; i < N; i++) {
    double re = a[i].re * kernel[i].re - a[i].im * kernel[i].im;
    double im = a[i].re * kernel[i].im + a[i].im * kernel[i].re;
    a[i].re = re / N, a[i].im = -im / N;
  }
}

int main(int argc, char **argv) {
  int rounds = 280 * benchmarkScale(argc, argv);
  Complex *signal = allocate(N * sizeof *signal);
  Complex *kernel = allocate(N * sizeof *kernel);
  Complex *twiddles = allocate(N / 2 * sizeof *twiddles);
  Random r = {9};
  for (int i = 0; i < N; i++) {
    signal[i] = (Complex){nextUnit(&r) - 0.5, nextUnit(&r) - 0.5};
    kernel[i] = (Complex){i < 4 ? 0.25 : 0, 0};
  }
  for (int i = 0; i < N / 2; i++)
    twiddles[i] =
        (Complex){cosineOfTurns(i / (double)N), -sineOfTurns(i / (double)N)};
  transform(kernel, twiddles);
  for (int round = 0; round < rounds; round++) {
    transform(signal, twiddles);
    filter(signal, kernel);
    transform(signal, twiddles);
    for (int i = 0; i < 64; i++)
      signal[nextBelow(&r, N)].re += nextUnit(&r) - 0.5;
  }
  for (int i = 0; i < N; i++) {
    checkDouble(signal[i].re);
    checkDouble(signal[i].im);
  }
  return finish();
}
