// Cyclic redundancy checks: CRC-32 by one table, by eight tables at once, and
// CRC-64 bit by bit.
//
// For Wasm: a load of data, then a load from a table at an address made of it,
// in a chain; the loop's data can be checked ahead, the table is small, global,
// and indexed by a byte.
#include "../benchmark.h"

enum { Size = 1 << 16 };
static uint32_t tables[8][256];
static uint8_t data[Size];

static void makeTables(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    tables[0][i] = crc;
  }
  for (int t = 1; t < 8; t++)
    for (int i = 0; i < 256; i++)
      tables[t][i] = tables[t - 1][i] >> 8 ^ tables[0][tables[t - 1][i] & 255];
}

static uint32_t crcByBytes(const uint8_t *p, int size) {
  uint32_t crc = ~0u;
  for (int i = 0; i < size; i++)
    crc = crc >> 8 ^ tables[0][(crc ^ p[i]) & 255];
  return ~crc;
}

static uint32_t word(const uint8_t *p) {
  uint32_t w;
  memcpy(&w, p, sizeof w);
  return w;
}

static uint32_t crcByEights(const uint8_t *p, int size) {
  uint32_t crc = ~0u;
  for (; size >= 8; p += 8, size -= 8) {
    uint32_t low = word(p) ^ crc, high = word(p + 4);
    crc = tables[7][low & 255] ^ tables[6][low >> 8 & 255] ^
          tables[5][low >> 16 & 255] ^ tables[4][low >> 24] ^
          tables[3][high & 255] ^ tables[2][high >> 8 & 255] ^
          tables[1][high >> 16 & 255] ^ tables[0][high >> 24];
  }
  for (; size > 0; p++, size--)
    crc = crc >> 8 ^ tables[0][(crc ^ *p) & 255];
  return ~crc;
}

static uint64_t crc64(const uint8_t *p, int size) {
  uint64_t crc = ~(uint64_t)0;
  for (int i = 0; i < size; i++) {
    crc ^= p[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (-(crc & 1) & 0xC96C5795D7870F42u);
  }
  return ~crc;
}

int main(int argc, char **argv) {
  int rounds = 130 * benchmarkScale(argc, argv);
  makeTables();
  printf("123456789: %08" PRIx32 "\n",
         crcByBytes((const uint8_t *)"123456789", 9));
  Random r = {32};
  for (int i = 0; i < Size; i++)
    data[i] = (uint8_t)nextRandom(&r);
  for (int round = 0; round < rounds; round++) {
    int start = round % 64, size = Size - start - round % 37;
    uint32_t crc = crcByBytes(data + start, size);
    for (int i = 0; i < 4; i++)
      if (crcByEights(data + start, size) != crc) {
        printf("two ways, two results\n");
        return 1;
      }
    check(crc);
    check(crc64(data + start, size / 8));
    memcpy(data + round % 999 * 64, &crc, sizeof crc);
  }
  return finish();
}
