// A chain of filters on a picture, as in a photo editor: blur, sharpen, edges,
// scaling to another size, contrast by histogram. Pixels are bytes of R, G, B,
// A.
//
// For Wasm: interleaved bytes widened to ints and clamped back (vector code
// natively), 4 x and row pitch in i32 arithmetic, images passed as structures.
#include "../benchmark.h"

typedef struct {
  int width, height;
  uint8_t *pixels;
} Image;

static Image newImage(int width, int height) {
  return (Image){width, height, allocate((size_t)(4 * width * height))};
}

static inline uint8_t *pixel(const Image *m, int x, int y) {
  return m->pixels + 4 * (y * m->width + x);
}

static inline uint8_t clampByte(int value) {
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static inline int inside(int i, int limit) {
  return i < 0 ? 0 : i >= limit ? limit - 1 : i;
}

/// Blurs with weights 1 4 6 4 1, along rows and then along columns.
static void blur(const Image *in, Image *scratch, Image *out) {
  for (int y = 0; y < in->height; y++)
    for (int x = 0; x < in->width; x++)
      for (int c = 0; c < 4; c++)
        pixel(scratch, x, y)[c] =
            (uint8_t)((pixel(in, inside(x - 2, in->width), y)[c] +
                       4 * pixel(in, inside(x - 1, in->width), y)[c] +
                       6 * pixel(in, x, y)[c] +
                       4 * pixel(in, inside(x + 1, in->width), y)[c] +
                       pixel(in, inside(x + 2, in->width), y)[c] + 8) >>
                      4);
  for (int y = 0; y < in->height; y++) {
    const uint8_t *rows[5];
    for (int i = 0; i < 5; i++)
      rows[i] = pixel(scratch, 0, inside(y + i - 2, in->height));
    uint8_t *to = pixel(out, 0, y);
    for (int i = 0; i < 4 * in->width; i++)
      to[i] = (uint8_t)((rows[0][i] + 4 * rows[1][i] + 6 * rows[2][i] +
                         4 * rows[3][i] + rows[4][i] + 8) >>
                        4);
  }
}

/// out = in + what the blur took away
static void sharpen(const Image *in, const Image *blurred, Image *out) {
  for (int i = 0; i < 4 * in->width * in->height; i++)
    out->pixels[i] = clampByte(2 * in->pixels[i] - blurred->pixels[i]);
}

/// The brightness of each pixel, and from it the strength of edges (Sobel).
static void edges(const Image *in, uint8_t *grey, uint8_t *out) {
  int w = in->width, h = in->height;
  for (int i = 0; i < w * h; i++)
    grey[i] = (uint8_t)((77 * in->pixels[4 * i] + 150 * in->pixels[4 * i + 1] +
                         29 * in->pixels[4 * i + 2]) >>
                        8);
  for (int y = 1; y < h - 1; y++)
    for (int x = 1; x < w - 1; x++) {
      const uint8_t *p = grey + y * w + x;
      int gx =
          p[1 - w] + 2 * p[1] + p[1 + w] - p[-1 - w] - 2 * p[-1] - p[w - 1];
      int gy =
          p[w - 1] + 2 * p[w] + p[w + 1] - p[-1 - w] - 2 * p[-w] - p[1 - w];
      out[y * w + x] =
          clampByte(((gx < 0 ? -gx : gx) + (gy < 0 ? -gy : gy)) / 2);
    }
}

/// Scales to the size of out, between the four nearest pixels.
static void resize(const Image *in, Image *out) {
  int stepX = ((in->width - 1) << 16) / out->width;
  int stepY = ((in->height - 1) << 16) / out->height;
  for (int y = 0; y < out->height; y++)
    for (int x = 0; x < out->width; x++) {
      int fromX = x * stepX, fromY = y * stepY;
      int fx = fromX >> 8 & 255, fy = fromY >> 8 & 255;
      const uint8_t *a = pixel(in, fromX >> 16, fromY >> 16);
      const uint8_t *b = a + 4 * in->width;
      for (int c = 0; c < 4; c++) {
        int above = a[c] * (256 - fx) + a[c + 4] * fx;
        int below = b[c] * (256 - fx) + b[c + 4] * fx;
        pixel(out, x, y)[c] =
            (uint8_t)((above * (256 - fy) + below * fy) >> 16);
      }
    }
}

/// Spreads each channel over the whole range.
static void equalise(Image *m) {
  for (int c = 0; c < 3; c++) {
    uint32_t counts[256] = {0}, sum = 0, all = (uint32_t)(m->width * m->height);
    uint8_t map[256];
    for (uint32_t i = 0; i < all; i++)
      counts[m->pixels[4 * i + c]]++;
    for (int v = 0; v < 256; v++) {
      sum += counts[v];
      map[v] = (uint8_t)((uint64_t)sum * 255 / all);
    }
    for (uint32_t i = 0; i < all; i++)
      m->pixels[4 * i + c] = map[m->pixels[4 * i + c]];
  }
}

int main(int argc, char **argv) {
  int rounds = 42 * benchmarkScale(argc, argv);
  Image a = newImage(opaque(320), opaque(240)), b = newImage(320, 240);
  Image c = newImage(320, 240), half = newImage(211, 157);
  uint8_t *grey = allocate(320 * 240), *edge = allocate(320 * 240);
  Random r = {56};
  memset(edge, 0, 320 * 240);
  for (int y = 0; y < a.height; y++)
    for (int x = 0; x < a.width; x++) {
      uint8_t noise = (uint8_t)nextBelow(&r, 50), *p = pixel(&a, x, y);
      p[0] = (uint8_t)((x ^ y) % 200 + noise);
      p[1] = (uint8_t)(x * y / 400 % 200 + noise);
      p[2] = (uint8_t)(y % 200 + noise);
      p[3] = 255;
    }
  for (int round = 0; round < rounds; round++) {
    blur(&a, &b, &c);
    sharpen(&a, &c, &b);
    edges(&b, grey, edge);
    resize(&b, &half);
    equalise(&half);
    resize(&half, &a);
    for (int i = 0; i < a.width * a.height; i++)
      a.pixels[4 * i + round % 3] ^= edge[i] >> 4;
    check(half.pixels[round * 97 % (211 * 157)]);
  }
  checkBytes(a.pixels, (size_t)(4 * a.width * a.height));
  checkBytes(edge, 320 * 240);
  return finish();
}
