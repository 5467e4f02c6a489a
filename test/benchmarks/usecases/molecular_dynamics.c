// Molecular dynamics: particles with Lennard-Jones forces in a periodic box,
// neighbours found through a grid of cells that is rebuilt at every step.
//
// For Wasm: particles are reached through lists of indices, so checks stay in
// the inner loop; a distance decides whether there is anything to compute.
#include "../benchmark.h"

enum { Particles = 1728, Side = 6, Cells = Side * Side * Side };

typedef struct {
  double x, y, z;
} Vector;

static Vector position[Particles], velocity[Particles], force[Particles];
static int first[Cells], next[Particles]; // -1 ends a list
static const double size = 15, cutoff = 2.5, dt = 0.004;

static int cellOf(double coordinate) {
  int cell = (int)(coordinate * (Side / size));
  return cell < Side ? cell : Side - 1;
}

static void fillCells(void) {
  for (int c = 0; c < Cells; c++)
    first[c] = -1;
  for (int i = 0; i < Particles; i++) {
    int c = (cellOf(position[i].z) * Side + cellOf(position[i].y)) * Side +
            cellOf(position[i].x);
    next[i] = first[c];
    first[c] = i;
  }
}

/// The shortest way along one axis, through the border if need be.
static double shortest(double d) {
  return d > size / 2 ? d - size : d < -size / 2 ? d + size : d;
}

/// Adds the forces between two particles; returns their energy.
static double interact(int i, int j) {
  double x = shortest(position[i].x - position[j].x);
  double y = shortest(position[i].y - position[j].y);
  double z = shortest(position[i].z - position[j].z);
  double square = x * x + y * y + z * z;
  if (square >= cutoff * cutoff)
    return 0;
  double inverse = 1 / square, sixth = inverse * inverse * inverse;
  double pull = 48 * inverse * sixth * (sixth - 0.5);
  force[i].x += x * pull, force[i].y += y * pull, force[i].z += z * pull;
  force[j].x -= x * pull, force[j].y -= y * pull, force[j].z -= z * pull;
  return 4 * sixth * (sixth - 1);
}

static int around(int cell, int step) {
  int c = cell + step;
  return c < 0 ? Side - 1 : c == Side ? 0 : c;
}

static double computeForces(void) {
  double energy = 0;
  memset(force, 0, sizeof force);
  for (int c = 0; c < Cells; c++) {
    int cx = c % Side, cy = c / Side % Side, cz = c / (Side * Side);
    for (int k = 0; k < 27; k++) {
      int other =
          (around(cz, k / 9 - 1) * Side + around(cy, k / 3 % 3 - 1)) * Side +
          around(cx, k % 3 - 1);
      if (other < c) // each pair of cells once
        continue;
      for (int i = first[c]; i >= 0; i = next[i])
        for (int j = other == c ? next[i] : first[other]; j >= 0; j = next[j])
          energy += interact(i, j);
    }
  }
  return energy;
}

static double wrapped(double coordinate) {
  return coordinate < 0       ? coordinate + size
         : coordinate >= size ? coordinate - size
                              : coordinate;
}

/// Half a step of the velocities, all of the positions, half again. Returns
/// the energy.
static double advance(void) {
  for (int i = 0; i < Particles; i++) {
    Vector *p = &position[i], *v = &velocity[i], *f = &force[i];
    v->x += f->x * (dt / 2), v->y += f->y * (dt / 2), v->z += f->z * (dt / 2);
    p->x = wrapped(p->x + v->x * dt);
    p->y = wrapped(p->y + v->y * dt);
    p->z = wrapped(p->z + v->z * dt);
  }
  fillCells();
  double energy = computeForces();
  for (int i = 0; i < Particles; i++) {
    Vector *v = &velocity[i], *f = &force[i];
    v->x += f->x * (dt / 2), v->y += f->y * (dt / 2), v->z += f->z * (dt / 2);
    energy += 0.5 * (v->x * v->x + v->y * v->y + v->z * v->z);
  }
  return energy;
}

int main(int argc, char **argv) {
  int steps = 44 * benchmarkScale(argc, argv);
  double energy = 0;
  Random r = {55};
  for (int i = 0; i < Particles; i++) {
    position[i] =
        (Vector){(i % 12 + 0.5) * size / 12, (i / 12 % 12 + 0.5) * size / 12,
                 (i / 144 + 0.5) * size / 12};
    velocity[i] = (Vector){nextUnit(&r) * 2 - 1, nextUnit(&r) * 2 - 1,
                           nextUnit(&r) * 2 - 1};
  }
  for (int t = 0; t < steps; t++) {
    energy = advance();
    checkDouble(energy);
  }
  for (int i = 0; i < Particles; i++)
    checkDouble(position[i].x + position[i].y * 3 + position[i].z * 7);
  printf("energy per particle %.4f\n", energy / Particles);
  return finish();
}
