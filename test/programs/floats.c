// Floating point: n-body, FFT, a linear solver, conversions and the math
// library; printed in hexadecimal, so that one wrong bit shows.
// RUN: %cc-wasi -O2 %s -o %t.wasm
// RUN: %same-as-v8 %t.wasm
// RUN: %same-as-v8 -O 0 %t.wasm
#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  double x[3], v[3], mass;
} Body;

static void nbody(int steps) {
  static Body b[5];
  for (int i = 0; i < 5; i++)
    b[i] = (Body){{i * 1.3, i * i * 0.7, -i * 0.4},
                  {0.1 * i, 0.05 * (2 - i), 0.02},
                  1.0 / (1 + i)};
  for (int s = 0; s < steps; s++) {
    for (int i = 0; i < 5; i++)
      for (int j = i + 1; j < 5; j++) {
        double d[3], r2 = 0.01;
        for (int k = 0; k < 3; k++)
          d[k] = b[i].x[k] - b[j].x[k], r2 += d[k] * d[k];
        double f = 0.001 / (r2 * sqrt(r2));
        for (int k = 0; k < 3; k++) {
          b[i].v[k] -= d[k] * b[j].mass * f;
          b[j].v[k] += d[k] * b[i].mass * f;
        }
      }
    for (int i = 0; i < 5; i++)
      for (int k = 0; k < 3; k++)
        b[i].x[k] += b[i].v[k] * 0.001;
  }
  for (int i = 0; i < 5; i++)
    printf("%a %a %a\n", b[i].x[0], b[i].x[1], b[i].x[2]);
}

enum { kN = 1024 };
static void fft(double complex *a, int n) {
  for (int i = 1, j = 0; i < n; i++) {
    int bit = n >> 1;
    for (; j & bit; bit >>= 1)
      j ^= bit;
    j ^= bit;
    if (i < j) {
      double complex t = a[i];
      a[i] = a[j], a[j] = t;
    }
  }
  for (int len = 2; len <= n; len <<= 1) {
    double complex w = cexp(-2 * 3.14159265358979323846 * I / len);
    for (int i = 0; i < n; i += len) {
      double complex k = 1;
      for (int j = 0; j < len / 2; j++, k *= w) {
        double complex u = a[i + j], v = a[i + j + len / 2] * k;
        a[i + j] = u + v, a[i + j + len / 2] = u - v;
      }
    }
  }
}

static void solve(int n) {
  static float m[64][65];
  uint32_t s = 1;
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= n; j++)
      m[i][j] = (float)((s = s * 1664525 + 1013904223) >> 8) / 65536.0f - 64;
  for (int c = 0; c < n; c++) {
    int p = c;
    for (int r = c; r < n; r++)
      if (fabsf(m[r][c]) > fabsf(m[p][c]))
        p = r;
    for (int j = 0; j <= n; j++) {
      float t = m[c][j];
      m[c][j] = m[p][j], m[p][j] = t;
    }
    for (int r = 0; r < n; r++)
      if (r != c) {
        float f = m[r][c] / m[c][c];
        for (int j = c; j <= n; j++)
          m[r][j] -= f * m[c][j];
      }
  }
  for (int i = 0; i < n; i += 9)
    printf("%a\n", (double)(m[i][n] / m[i][i]));
}

static void edges(void) {
  static const double values[] = {0.0, -0.0, 1.5, 2.5, -2.5, 1e300, 5e-324, INFINITY,
                           -INFINITY, NAN, 4503599627370497.5, -0.4999999999999999};
  for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
    volatile double x = values[i];
    float f = (float)x;
    uint32_t bits;
    memcpy(&bits, &f, 4);
    printf("%a ceil %a floor %a trunc %a rint %a sqrt %d f32 %08x max %a\n", x,
           ceil(x), floor(x), trunc(x), rint(x), (int)(sqrt(x) * 16 == 16), 
           isnan(f) ? 0x7fc00000 : bits, fmax(x, 1.0));
  }
  for (int i = -6; i <= 6; i++) {
    double x = i * 0.37;
    printf("%a %a %a %a %a\n", sin(x), exp(x), atan(x), tanh(x), cbrt(x));
  }
}

int main(void) {
  static double complex a[kN];
  nbody(20000);
  for (int i = 0; i < kN; i++)
    a[i] = (i * 37 % 101) + (i * 11 % 29) * I;
  fft(a, kN);
  for (int i = 0; i < kN; i += 100)
    printf("%a %a\n", creal(a[i]), cimag(a[i]));
  solve(64);
  edges();
}
