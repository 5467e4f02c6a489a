// A software renderer of triangles: a torus and a floor are transformed, lit,
// clipped to the screen and drawn with a depth buffer and a filtered texture.
//
// For Wasm: float arithmetic per pixel, a depth test that decides on two
// stores, texture loads at computed places, structures passed by pointer.
#include "../benchmark.h"

enum { Width = 320, Height = 240, TextureSize = 128, Around = 48, Across = 24 };

typedef struct {
  float x, y, z, u, v, light;
} Vertex;

static uint32_t pixels[Height][Width], texture[TextureSize][TextureSize];
static float depths[Height][Width]; // of 1 / z
static Vertex mesh[Around + 1][Across + 1];

static void makeTexture(Random *r) {
  for (int y = 0; y < TextureSize; y++)
    for (int x = 0; x < TextureSize; x++) {
      uint32_t noise = nextBelow(r, 64), tile = (x / 16 + y / 16) & 1;
      texture[y][x] = (150 * tile + noise) << 16 | (90 + noise) << 8 |
                      (160 - 120 * tile + noise);
    }
}

/// Between two colours, with red and blue in one word; t is 0...256.
static uint32_t blend(uint32_t a, uint32_t b, uint32_t t) {
  uint32_t redBlue = (a & 0xFF00FF) * (256 - t) + (b & 0xFF00FF) * t;
  uint32_t green = (a & 0x00FF00) * (256 - t) + (b & 0x00FF00) * t;
  return (redBlue >> 8 & 0xFF00FF) | (green >> 8 & 0x00FF00);
}

/// The texture's colour between its four nearest points.
static uint32_t sample(float u, float v) {
  int x = (int)(u * (256 * TextureSize)), y = (int)(v * (256 * TextureSize));
  int x0 = x >> 8 & (TextureSize - 1), y0 = y >> 8 & (TextureSize - 1);
  int x1 = (x0 + 1) & (TextureSize - 1), y1 = (y0 + 1) & (TextureSize - 1);
  uint32_t above = blend(texture[y0][x0], texture[y0][x1], x & 255);
  uint32_t below = blend(texture[y1][x0], texture[y1][x1], x & 255);
  return blend(above, below, y & 255);
}

static float edge(const Vertex *a, const Vertex *b, float x, float y) {
  return (b->x - a->x) * (y - a->y) - (b->y - a->y) * (x - a->x);
}

static int clamp(float value, int limit) {
  return value<0 ? 0 : value>(float) limit ? limit : (int)value;
}

static float min3(float a, float b, float c) {
  float least = a < b ? a : b;
  return least < c ? least : c;
}

/// Draws a triangle whose vertices are on the screen (z is 1 / distance, u and
/// v are divided by the distance), if it faces us.
static void drawTriangle(const Vertex *a, const Vertex *b, const Vertex *c) {
  float area = edge(a, b, c->x, c->y);
  if (area <= 0)
    return;
  int left = clamp(min3(a->x, b->x, c->x), Width);
  int right = clamp(-min3(-a->x, -b->x, -c->x) + 1, Width);
  int top = clamp(min3(a->y, b->y, c->y), Height);
  int bottom = clamp(-min3(-a->y, -b->y, -c->y) + 1, Height);
  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++) {
      float px = (float)x + 0.5f, py = (float)y + 0.5f;
      float wa = edge(b, c, px, py), wb = edge(c, a, px, py);
      float wc = edge(a, b, px, py);
      if (wa < 0 || wb < 0 || wc < 0)
        continue;
      wa /= area, wb /= area, wc /= area;
      float depth = wa * a->z + wb * b->z + wc * c->z;
      if (depth <= depths[y][x])
        continue;
      depths[y][x] = depth;
      float u = (wa * a->u + wb * b->u + wc * c->u) / depth;
      float v = (wa * a->v + wb * b->v + wc * c->v) / depth;
      float light = wa * a->light + wb * b->light + wc * c->light;
      pixels[y][x] = blend(0, sample(u, v), (uint32_t)(light * 256));
    }
}

typedef struct {
  float sine, cosine;
} Angle;

/// Turns by two angles, moves away from the eye, and projects.
static Vertex project(Vertex p, Angle yaw, Angle pitch) {
  float x = p.x * yaw.cosine + p.z * yaw.sine;
  float z = p.z * yaw.cosine - p.x * yaw.sine;
  float y = p.y * pitch.cosine - z * pitch.sine;
  float far = p.y * pitch.sine + z * pitch.cosine + 4.5f;
  float near = 1 / far;
  return (Vertex){Width / 2 + x * near * Height,
                  Height / 2 - y * near * Height,
                  near,
                  p.u * near,
                  p.v * near,
                  p.light};
}

static void drawMesh(Angle yaw, Angle pitch) {
  static Vertex shown[Around + 1][Across + 1];
  for (int i = 0; i <= Around; i++)
    for (int j = 0; j <= Across; j++)
      shown[i][j] = project(mesh[i][j], yaw, pitch);
  for (int i = 0; i < Around; i++)
    for (int j = 0; j < Across; j++) {
      const Vertex *a = &shown[i][j], *b = &shown[i + 1][j];
      drawTriangle(a, a + 1, b + 1);
      drawTriangle(a, b + 1, b);
    }
}

static void makeTorus(float thickness) {
  for (int i = 0; i <= Around; i++)
    for (int j = 0; j <= Across; j++) {
      double u = i / (double)Around, v = j / (double)Across;
      float round = (float)cosineOfTurns(v) * thickness;
      float up = (float)sineOfTurns(v);
      mesh[i][j] = (Vertex){(float)cosineOfTurns(u) * (1.2f + round),
                            up * thickness,
                            (float)sineOfTurns(u) * (1.2f + round),
                            4 + (float)u * 4,
                            4 + (float)v * 2,
                            0.6f + 0.4f * up};
    }
}

static void makeFloor(void) {
  for (int i = 0; i <= Around; i++)
    for (int j = 0; j <= Across; j++) {
      float u = (float)i / Around, v = (float)j / Across;
      mesh[i][j] =
          (Vertex){6 * u - 3, -1, 6 * v - 3, 1 + 3 * u, 1 + 3 * v, 0.7f};
    }
}

int main(int argc, char **argv) {
  int frames = 26 * benchmarkScale(argc, argv);
  Random r = {51};
  makeTexture(&r);
  for (int frame = 0; frame < frames; frame++) {
    for (int y = 0; y < Height; y++)
      for (int x = 0; x < Width; x++)
        depths[y][x] = 0, pixels[y][x] = (uint32_t)y / 2;
    double yaw = frame * 0.013, pitch = 0.08 + 0.04 * sineOfTurns(frame * 0.01);
    Angle a = {(float)sineOfTurns(yaw), (float)cosineOfTurns(yaw)};
    Angle b = {-(float)sineOfTurns(pitch), (float)cosineOfTurns(pitch)};
    makeFloor();
    drawMesh(a, b);
    makeTorus(0.5f + 0.2f * a.sine);
    drawMesh(a, b);
    for (int i = 0; i < 256; i++)
      check(pixels[nextBelow(&r, Height)][nextBelow(&r, Width)]);
  }
  for (int y = 0; y < Height; y++)
    for (int x = 0; x < Width; x++)
      check(pixels[y][x]);
  return finish();
}
