// AES-128 (FIPS 197) by tables: counter mode, and CBC whose blocks depend on
// each other.
//
// For Wasm: sixteen table loads per round at addresses made of data bytes. An
// 8-bit index into a global table is in range for certain: constant bounds.
#include "../benchmark.h"

enum { Size = 1 << 15 };
static uint8_t box[256], buffer[Size];
static uint32_t tables[4][256], keys[44];

static uint8_t timesTwo(uint8_t x) {
  return (uint8_t)(x << 1 ^ (x & 0x80 ? 0x1B : 0));
}

static uint32_t rotate(uint32_t x, int n) { return x << n | x >> (32 - n); }

/// The substitution box by walking the field with a generator and its inverse;
/// the tables join it with the mixing of columns.
static void makeTables(void) {
  uint8_t p = 1, q = 1;
  do {
    p ^= timesTwo(p);
    q ^= (uint8_t)(q << 1);
    q ^= (uint8_t)(q << 2);
    q ^= (uint8_t)(q << 4);
    if (q & 0x80)
      q ^= 0x09;
    uint32_t twice = q | (uint32_t)q << 8; // its high bits follow its low ones
    box[p] =
        (uint8_t)(0x63 ^ q ^ twice >> 7 ^ twice >> 6 ^ twice >> 5 ^ twice >> 4);
  } while (p != 1);
  box[0] = 0x63;
  for (int i = 0; i < 256; i++) {
    uint32_t s = box[i], s2 = timesTwo(box[i]);
    tables[0][i] = s2 << 24 | s << 16 | s << 8 | (s ^ s2);
    for (int t = 1; t < 4; t++)
      tables[t][i] = rotate(tables[t - 1][i], 24);
  }
}

static uint32_t loadBig(const uint8_t *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
         p[3];
}

static void storeBig(uint8_t *p, uint32_t word) {
  for (int i = 0; i < 4; i++)
    p[i] = (uint8_t)(word >> (24 - 8 * i));
}

static uint32_t substitute(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  return (uint32_t)box[a >> 24] << 24 | (uint32_t)box[b >> 16 & 255] << 16 |
         (uint32_t)box[c >> 8 & 255] << 8 | box[d & 255];
}

static void expandKey(const uint8_t key[16]) {
  uint8_t constant = 1;
  for (int i = 0; i < 4; i++)
    keys[i] = loadBig(key + 4 * i);
  for (int i = 4; i < 44; i++) {
    uint32_t word = keys[i - 1];
    if (i % 4 == 0) {
      word = rotate(word, 8);
      word = substitute(word, word, word, word) ^ (uint32_t)constant << 24;
      constant = timesTwo(constant);
    }
    keys[i] = keys[i - 4] ^ word;
  }
}

static inline uint32_t column(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  return tables[0][a >> 24] ^ tables[1][b >> 16 & 255] ^
         tables[2][c >> 8 & 255] ^ tables[3][d & 255];
}

static void encryptBlock(const uint8_t in[16], uint8_t out[16]) {
  uint32_t s[4], t[4];
  for (int i = 0; i < 4; i++)
    s[i] = loadBig(in + 4 * i) ^ keys[i];
  for (int round = 1; round < 10; round++) {
    for (int i = 0; i < 4; i++)
      t[i] = column(s[i], s[(i + 1) & 3], s[(i + 2) & 3], s[(i + 3) & 3]) ^
             keys[4 * round + i];
    memcpy(s, t, sizeof s);
  }
  for (int i = 0; i < 4; i++)
    storeBig(out + 4 * i,
             substitute(s[i], s[(i + 1) & 3], s[(i + 2) & 3], s[(i + 3) & 3]) ^
                 keys[40 + i]);
}

static void encryptCounter(uint64_t *counter) {
  uint8_t block[16] = {0}, stream[16];
  for (int at = 0; at < Size; at += 16) {
    memcpy(block, counter, 8);
    ++*counter;
    encryptBlock(block, stream);
    for (int i = 0; i < 16; i++)
      buffer[at + i] ^= stream[i];
  }
}

static void encryptChained(uint8_t last[16]) {
  for (int at = 0; at < Size; at += 16) {
    for (int i = 0; i < 16; i++)
      last[i] ^= buffer[at + i];
    encryptBlock(last, last);
    memcpy(buffer + at, last, 16);
  }
}

int main(int argc, char **argv) {
  int rounds = 245 * benchmarkScale(argc, argv);
  uint8_t key[16], block[16];
  for (int i = 0; i < 16; i++)
    key[i] = (uint8_t)i, block[i] = (uint8_t)(i * 0x11);
  makeTables();
  expandKey(key);
  encryptBlock(block, block);
  for (int i = 0; i < 16; i++)
    printf("%02x%s", block[i], i < 15 ? "" : "\n"); // 69c4...c55a in FIPS 197
  uint64_t counter = 30;
  for (int round = 0; round < rounds; round++) {
    encryptCounter(&counter);
    encryptChained(block);
  }
  checkBytes(buffer, Size);
  return finish();
}
