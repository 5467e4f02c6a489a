// A fluid flows around a cylinder: the lattice Boltzmann method in two
// dimensions with nine velocities, one array per velocity.
//
// For Wasm: nine reads from neighbours in nine arrays and nine writes per
// cell, more addresses than registers, around some fifty operations on doubles.
#include "../benchmark.h"

enum { Width = 160, Height = 64, Directions = 9 };

typedef struct {
  double f[Directions][Height][Width];
} Lattice;

static const int stepX[Directions] = {0, 1, 0, -1, 0, 1, -1, -1, 1};
static const int stepY[Directions] = {0, 0, 1, 0, -1, 1, 1, -1, -1};
static const int opposite[Directions] = {0, 3, 4, 1, 2, 7, 8, 5, 6};
static const double weights[Directions] = {4.0 / 9,  1.0 / 9,  1.0 / 9,
                                           1.0 / 9,  1.0 / 9,  1.0 / 36,
                                           1.0 / 36, 1.0 / 36, 1.0 / 36};

static uint8_t wall[Height][Width];

/// The distribution of velocities at rest relative to a flow of (x, y).
static double equilibrium(int d, double density, double x, double y) {
  double along = 3 * (stepX[d] * x + stepY[d] * y);
  return weights[d] * density *
         (1 + along + 0.5 * along * along - 1.5 * (x * x + y * y));
}

/// What flows in on the left, out on the right.
static void borders(Lattice *l, double speed) {
  for (int d = 0; d < Directions; d++)
    for (int y = 0; y < Height; y++) {
      l->f[d][y][0] = equilibrium(d, 1, speed, 0);
      l->f[d][y][Width - 1] = l->f[d][y][Width - 2];
    }
}

/// Particles move to the next cell, and collide there.
static void step(const Lattice *from, Lattice *to, double rate) {
  for (int y = 1; y < Height - 1; y++)
    for (int x = 1; x < Width - 1; x++) {
      double in[Directions], density = 0, flowX = 0, flowY = 0;
      for (int d = 0; d < Directions; d++) {
        in[d] = from->f[d][y - stepY[d]][x - stepX[d]];
        density += in[d];
        flowX += in[d] * stepX[d];
        flowY += in[d] * stepY[d];
      }
      if (wall[y][x]) { // thrown back
        for (int d = 0; d < Directions; d++)
          to->f[opposite[d]][y][x] = in[d];
        continue;
      }
      flowX /= density;
      flowY /= density;
      for (int d = 0; d < Directions; d++)
        to->f[d][y][x] =
            in[d] + rate * (equilibrium(d, density, flowX, flowY) - in[d]);
    }
}

/// Top and bottom are joined.
static void wrap(Lattice *l) {
  for (int d = 0; d < Directions; d++) {
    memcpy(l->f[d][0], l->f[d][Height - 2], sizeof l->f[d][0]);
    memcpy(l->f[d][Height - 1], l->f[d][1], sizeof l->f[d][0]);
  }
}

int main(int argc, char **argv) {
  int steps = 180 * benchmarkScale(argc, argv);
  static Lattice lattices[2];
  for (int y = 0; y < Height; y++)
    for (int x = 0; x < Width; x++) {
      int dx = x - Width / 4, dy = y - Height / 2 - 2;
      wall[y][x] = dx * dx + dy * dy < 64;
      for (int d = 0; d < Directions; d++)
        lattices[0].f[d][y][x] = lattices[1].f[d][y][x] =
            equilibrium(d, 1, 0.08, 0);
    }
  for (int t = 0; t < steps; t++) {
    step(&lattices[t & 1], &lattices[~t & 1], 1.7);
    borders(&lattices[~t & 1], 0.08);
    wrap(&lattices[~t & 1]);
  }
  const Lattice *last = &lattices[steps & 1];
  double mass = 0;
  for (int d = 0; d < Directions; d++)
    for (int y = 0; y < Height; y++)
      for (int x = 0; x < Width; x++) {
        checkDouble(last->f[d][y][x]);
        mass += last->f[d][y][x];
      }
  printf("mean density %.6f\n", mass / (Width * Height));
  return finish();
}
