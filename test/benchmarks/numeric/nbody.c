// Gravity between all pairs of a few hundred bodies: an array of structures,
// square roots and divisions.
//
// For Wasm: seven fields of one structure by constant offsets from one
// pointer, two structures per iteration; arithmetic dominates.
#include "../benchmark.h"

typedef struct {
  double x, y, z, vx, vy, vz, mass;
} Body;

static void attract(Body *bodies, int n, double dt) {
  for (int i = 0; i < n; i++) {
    Body *a = &bodies[i];
    for (int j = i + 1; j < n; j++) {
      Body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double distance2 = dx * dx + dy * dy + dz * dz + 0.01;
      double pull = dt / (distance2 * __builtin_sqrt(distance2));
      a->vx -= dx * b->mass * pull;
      a->vy -= dy * b->mass * pull;
      a->vz -= dz * b->mass * pull;
      b->vx += dx * a->mass * pull;
      b->vy += dy * a->mass * pull;
      b->vz += dz * a->mass * pull;
    }
  }
}

static void move(Body *bodies, int n, double dt) {
  for (Body *b = bodies; b != bodies + n; b++) {
    b->x += dt * b->vx;
    b->y += dt * b->vy;
    b->z += dt * b->vz;
  }
}

static double energy(const Body *bodies, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    const Body *b = &bodies[i];
    sum += 0.5 * b->mass * (b->vx * b->vx + b->vy * b->vy + b->vz * b->vz);
  }
  return sum;
}

int main(int argc, char **argv) {
  int steps = 240 * benchmarkScale(argc, argv);
  int n = opaque(300);
  Body *bodies = allocate((size_t)n * sizeof *bodies);
  Random r = {10};
  for (int i = 0; i < n; i++)
    bodies[i] = (Body){nextUnit(&r),
                       nextUnit(&r),
                       nextUnit(&r),
                       0,
                       0,
                       0,
                       (nextUnit(&r) + 0.5) / n};
  for (int t = 0; t < steps; t++) {
    attract(bodies, n, 0.002);
    move(bodies, n, 0.002);
    if (t % 100 == 0)
      checkDouble(energy(bodies, n));
  }
  for (int i = 0; i < n; i++)
    checkDouble(bodies[i].x + bodies[i].y + bodies[i].z);
  printf("energy %.6f\n", energy(bodies, n));
  return finish();
}
