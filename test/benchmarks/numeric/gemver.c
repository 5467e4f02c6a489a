// Matrix and vector: A += u1 v1' + u2 v2', x = beta A' y + z, w = alpha A x.
// The matrix is one malloc'ed block, indexed i * n + j with n from outside.
//
// For Wasm: the address is (i * n + j) * 8 + base in wrapping i32 arithmetic
// with an unknown n, and all pointers come from memory: no sizes are known. One
// of the loops walks down columns, one carries a sum.
#include "../benchmark.h"

typedef struct {
  int n;
  double *a, *u1, *v1, *u2, *v2, *w, *x, *y, *z;
} Problem;

static double *vector(int n, Random *r) {
  double *v = allocate((size_t)n * sizeof *v);
  for (int i = 0; i < n; i++)
    v[i] = nextUnit(r) - 0.5;
  return v;
}

static void rankTwoUpdate(const Problem *p) {
  int n = p->n;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      p->a[i * n + j] += p->u1[i] * p->v1[j] + p->u2[i] * p->v2[j];
}

static void transposedProduct(const Problem *p, double beta) {
  int n = p->n;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      p->x[i] += beta * p->a[j * n + i] * p->y[j];
  for (int i = 0; i < n; i++)
    p->x[i] += p->z[i];
}

static void product(const Problem *p, double alpha) {
  int n = p->n;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      p->w[i] += alpha * p->a[i * n + j] * p->x[j];
}

/// Keeps the numbers small, and makes each round differ from the last.
static void mixVectors(const Problem *p) {
  double largest = 1e-3;
  for (int i = 0; i < p->n; i++) {
    double size = p->w[i] < 0 ? -p->w[i] : p->w[i];
    largest = size > largest ? size : largest;
  }
  for (int i = 0; i < p->n; i++) {
    p->y[i] = p->w[i] / largest;
    p->u1[i] = -p->u1[i];
    p->v2[i] = 0.5 * (p->v1[p->n - 1 - i] - p->v2[i]);
    p->x[i] = p->w[i] = 0;
  }
}

int main(int argc, char **argv) {
  int rounds = 260 * benchmarkScale(argc, argv);
  int n = opaque(320);
  Random r = {2};
  Problem p = {.n = n};
  p.a = vector(n * n, &r);
  double **vectors[] = {&p.u1, &p.v1, &p.u2, &p.v2, &p.w, &p.x, &p.y, &p.z};
  for (int i = 0; i < 8; i++)
    *vectors[i] = vector(n, &r);
  for (int round = 0; round < rounds; round++) {
    rankTwoUpdate(&p);
    transposedProduct(&p, 0.3);
    product(&p, 0.25);
    mixVectors(&p);
  }
  for (int i = 0; i < n * n; i++)
    checkDouble(p.a[i]);
  return finish();
}
