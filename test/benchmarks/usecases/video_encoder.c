// A video encoder: motion search in 16x16 blocks, 8x8 cosine transform of what
// differs, quantisation, entropy coding, and the decoder's reconstruction.
//
// For Wasm: sums of absolute differences over bytes of two frames (vector code
// natively), a transform in 32-bit integers, a bit writer.
#include "../benchmark.h"

enum { Width = 320, Height = 176, Block = 16, Reach = 12 };

static uint8_t picture[Height][Width], previous[Height][Width];
static uint8_t background[256][512];
static int cosines[8][8]; // 11 bits after the point
static uint8_t zigzag[64], bits[1 << 20];
static uint32_t bitsUsed;

static void makeTables(Random *r) {
  for (int k = 0; k < 8; k++)
    for (int n = 0; n < 8; n++)
      cosines[k][n] =
          (int)(cosineOfTurns((2 * n + 1) * k / 32.0) * (k ? 1024 : 724) +
                2048.5) -
          2048;
  for (int i = 0, x = 0, y = 0; i < 64; i++) {
    zigzag[i] = (uint8_t)(8 * y + x);
    if ((x + y) % 2 == 0)
      x == 7 ? y++ : y == 0 ? x++ : (x++, y--);
    else
      y == 7 ? x++ : x == 0 ? y++ : (x--, y++);
  }
  for (int y = 0; y < 256; y++)
    for (int x = 0; x < 512; x++)
      background[y][x] =
          (uint8_t)(110 + 60 * sineOfTurns(x * y / 9000.0) +
                    30 * sineOfTurns((x + 2 * y) / 60.0) + nextBelow(r, 6));
}

/// A camera over the background, and a disc that moves on its own.
static void nextPicture(int time) {
  int dx = (int)(90 + 80 * sineOfTurns(time * 0.011)), dy = time % 64;
  int cx = Width / 2 + (int)(100 * cosineOfTurns(time * 0.02)), cy = 90;
  for (int y = 0; y < Height; y++)
    for (int x = 0; x < Width; x++) {
      int inside = (x - cx) * (x - cx) + (y - cy) * (y - cy) < 900;
      picture[y][x] = inside ? (uint8_t)(40 + (x - cx) * (y - cy) / 16 % 64)
                             : background[y + dy][x + dx];
    }
}

// --- Motion

static int difference(int x, int y, int fromX, int fromY, int limit) {
  int sum = 0;
  for (int i = 0; i < Block && sum < limit; i++)
    for (int j = 0; j < Block; j++) {
      int d = picture[y + i][x + j] - previous[fromY + i][fromX + j];
      sum += d < 0 ? -d : d;
    }
  return sum;
}

/// Where in the previous picture a block is found best: in steps that halve.
static int findMotion(int x, int y, int *fromX, int *fromY) {
  *fromX = x, *fromY = y;
  int best = difference(x, y, x, y, INT32_MAX);
  for (int step = Reach / 2; step; step /= 2) {
    int centreX = *fromX, centreY = *fromY;
    for (int dy = -2 * step; dy <= 2 * step; dy += step)
      for (int dx = -2 * step; dx <= 2 * step; dx += step) {
        int tryX = centreX + dx, tryY = centreY + dy;
        if (tryX < 0 || tryY < 0 || tryX > Width - Block ||
            tryY > Height - Block)
          continue;
        int found = difference(x, y, tryX, tryY, best);
        if (found < best)
          best = found, *fromX = tryX, *fromY = tryY;
      }
  }
  return best;
}

// --- Transform

static void forward(const int in[64], int out[64]) {
  int rows[64];
  for (int i = 0; i < 8; i++)
    for (int k = 0; k < 8; k++) {
      int sum = 0;
      for (int n = 0; n < 8; n++)
        sum += in[8 * i + n] * cosines[k][n];
      rows[8 * i + k] = (sum + 512) >> 10;
    }
  for (int k = 0; k < 8; k++)
    for (int j = 0; j < 8; j++) {
      int sum = 0;
      for (int n = 0; n < 8; n++)
        sum += rows[8 * n + j] * cosines[k][n];
      out[8 * k + j] = (sum + 2048) >> 12;
    }
}

static void backward(const int in[64], int out[64]) {
  int rows[64];
  for (int n = 0; n < 8; n++)
    for (int j = 0; j < 8; j++) {
      int sum = 0;
      for (int k = 0; k < 8; k++)
        sum += in[8 * k + j] * cosines[k][n];
      rows[8 * n + j] = (sum + 512) >> 10;
    }
  for (int i = 0; i < 8; i++)
    for (int n = 0; n < 8; n++) {
      int sum = 0;
      for (int k = 0; k < 8; k++)
        sum += rows[8 * i + k] * cosines[k][n];
      out[8 * i + n] = (sum + 2048) >> 12;
    }
}

// --- Entropy coding

static void putBits(uint32_t value, int count) {
  for (int i = count - 1; i >= 0; i--, bitsUsed++)
    bits[bitsUsed / 8 % sizeof bits] ^=
        (uint8_t)((value >> i & 1) << (7 - bitsUsed % 8));
}

/// Exponential Golomb code; small magnitudes are short.
static void putNumber(int value) {
  uint32_t code = value > 0 ? (uint32_t)(2 * value) : (uint32_t)(1 - 2 * value);
  int length = 31 - __builtin_clz(code);
  putBits(code, 2 * length + 1);
}

/// Codes the 8x8 block at (x, y), predicted from elsewhere; leaves there what
/// the decoder will see.
static void codeBlock(int x, int y, int fromX, int fromY, uint8_t *decoded,
                      int quantum) {
  int in[64], frequencies[64], run = 0;
  for (int i = 0; i < 64; i++)
    in[i] =
        picture[y + i / 8][x + i % 8] - previous[fromY + i / 8][fromX + i % 8];
  forward(in, frequencies);
  for (int i = 0; i < 64; i++) {
    int *f = &frequencies[zigzag[i]], level = *f / (quantum + i / 4);
    *f = level * (quantum + i / 4);
    if (!level) {
      run++;
      continue;
    }
    putNumber(run);
    putNumber(level);
    run = 0;
  }
  putNumber(64);
  backward(frequencies, in);
  for (int i = 0; i < 64; i++) {
    int value = previous[fromY + i / 8][fromX + i % 8] + in[i];
    decoded[(y + i / 8) * Width + x + i % 8] = (uint8_t)(value < 0     ? 0
                                                         : value > 255 ? 255
                                                                       : value);
  }
}

int main(int argc, char **argv) {
  int frames = 50 * benchmarkScale(argc, argv);
  static uint8_t decoded[Height * Width];
  Random r = {53};
  makeTables(&r);
  for (int frame = 0; frame < frames; frame++) {
    nextPicture(frame);
    for (int y = 0; y < Height; y += Block)
      for (int x = 0; x < Width; x += Block) {
        int fromX, fromY;
        int quantum = findMotion(x, y, &fromX, &fromY) > 2000 ? 24 : 16;
        putNumber(fromX - x);
        putNumber(fromY - y);
        for (int i = 0; i < 4; i++) {
          int dx = i % 2 * 8, dy = i / 2 * 8;
          codeBlock(x + dx, y + dy, fromX + dx, fromY + dy, decoded, quantum);
        }
      }
    memcpy(previous, decoded, sizeof decoded);
    check(bitsUsed);
  }
  checkBytes(decoded, sizeof decoded);
  uint64_t error = 0;
  for (int i = 0; i < Height * Width; i++) {
    int d = decoded[i] - picture[i / Width][i % Width];
    error += (uint64_t)(d * d);
  }
  printf("%" PRIu32 " bits per picture, mean square error %.2f\n",
         bitsUsed / (uint32_t)frames, (double)error / (Height * Width));
  return finish();
}
