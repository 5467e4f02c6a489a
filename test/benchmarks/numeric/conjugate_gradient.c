// A sparse linear system solved by conjugate gradients: rows of column numbers
// and values (CSR), dot products, vector updates.
//
// For Wasm: x[column[k]] is an address that comes from memory, so its check can
// neither be hoisted nor versioned away; the other accesses of the loop can.
#include "../benchmark.h"

typedef struct {
  int n;
  int *starts, *columns;
  double *values;
} Sparse;

/// The five-point Laplacian of a grid with some links to far points.
static Sparse makeSystem(int side, Random *r) {
  int n = side * side;
  Sparse m = {n, allocate(((size_t)n + 1) * sizeof(int)),
              allocate((size_t)n * 7 * sizeof(int)),
              allocate((size_t)n * 7 * sizeof(double))};
  int used = 0;
  for (int i = 0; i < n; i++) {
    m.starts[i] = used;
    int links[] = {i, i - 1, i + 1, i - side, i + side, n - 1 - i};
    int count = nextBelow(r, 3) ? 5 : 6;
    for (int k = 0; k < count; k++)
      if (links[k] >= 0 && links[k] < n) {
        m.columns[used] = links[k];
        m.values[used++] = k == 0 ? 6.5 : k == 5 ? -0.01 : -1;
      }
  }
  m.starts[n] = used;
  return m;
}

static void multiply(const Sparse *m, const double *x, double *y) {
  for (int i = 0; i < m->n; i++) {
    double sum = 0;
    for (int k = m->starts[i]; k < m->starts[i + 1]; k++)
      sum += m->values[k] * x[m->columns[k]];
    y[i] = sum;
  }
}

static double dot(int n, const double *a, const double *b) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/// y += factor * x
static void add(int n, double factor, const double *x, double *y) {
  for (int i = 0; i < n; i++)
    y[i] += factor * x[i];
}

/// Improves x for some iterations; returns the square of what remains.
static double solve(const Sparse *m, const double *b, double *x, int iterations,
                    double *rest, double *direction, double *image) {
  int n = m->n;
  multiply(m, x, image);
  for (int i = 0; i < n; i++)
    rest[i] = direction[i] = b[i] - image[i];
  double square = dot(n, rest, rest);
  for (int t = 0; t < iterations && square > 1e-25; t++) {
    multiply(m, direction, image);
    double step = square / dot(n, direction, image);
    add(n, step, direction, x);
    add(n, -step, image, rest);
    double before = square;
    square = dot(n, rest, rest);
    for (int i = 0; i < n; i++)
      direction[i] = rest[i] + square / before * direction[i];
  }
  return square;
}

int main(int argc, char **argv) {
  int rounds = 36 * benchmarkScale(argc, argv);
  Random r = {15};
  Sparse m = makeSystem(opaque(110), &r);
  double *vectors[5];
  for (int v = 0; v < 5; v++) {
    vectors[v] = allocate((size_t)m.n * sizeof(double));
    for (int i = 0; i < m.n; i++)
      vectors[v][i] = nextUnit(&r);
  }
  double *b = vectors[0], *x = vectors[1];
  for (int round = 0; round < rounds; round++) {
    checkDouble(solve(&m, b, x, 24, vectors[2], vectors[3], vectors[4]));
    for (int i = 0; i < 100; i++)
      b[nextBelow(&r, (uint32_t)m.n)] += nextUnit(&r) - 0.5;
  }
  for (int i = 0; i < m.n; i++)
    checkDouble(x[i]);
  return finish();
}
