// Compression as in deflate: matches found by hash chains, symbols coded by
// canonical Huffman codes, then decoded and compared with the input.
//
// For Wasm: byte loads at unknown distances, tables of 16-bit links, a bit
// buffer, and a copy from a few bytes back that may not be made a memcpy.
#include "../benchmark.h"

enum {
  Size = 1 << 16,
  MinMatch = 4,
  MaxMatch = 131,
  Symbols = 256 + 128, // bytes, then matches by length
  HashBits = 13,
  MaxChain = 24,
  MaxBits = 30,
};
static uint8_t text[Size], decoded[Size], packed[2 * Size];
static uint16_t symbols[Size], distances[Size];
static uint16_t heads[1 << HashBits], links[Size]; // position + 1; 0 is none
static uint8_t lengths[Symbols];
static uint32_t codes[Symbols];

static uint32_t hashAt(const uint8_t *p) {
  uint32_t word = p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24;
  return word * 2654435761u >> (32 - HashBits);
}

static int matchLength(const uint8_t *a, const uint8_t *b, int limit) {
  int n = 0;
  while (n < limit && a[n] == b[n])
    n++;
  return n;
}

/// Splits the text into symbols and distances; returns how many.
static int findMatches(void) {
  int count = 0;
  memset(heads, 0, sizeof heads);
  for (int at = 0; at < Size;) {
    int best = 0, distance = 0, limit = Size - at;
    if (limit > MaxMatch)
      limit = MaxMatch;
    if (limit >= MinMatch)
      for (int chain = 0, other = heads[hashAt(text + at)];
           other && chain < MaxChain; chain++, other = links[other - 1]) {
        int length = matchLength(text + at, text + other - 1, limit);
        if (length > best)
          best = length, distance = at - other + 1;
      }
    int step = best >= MinMatch ? best : 1;
    symbols[count] = best >= MinMatch ? 256 + best - MinMatch : text[at];
    distances[count++] = (uint16_t)distance;
    for (; step; step--, at++)
      if (at + MinMatch <= Size) {
        uint32_t hash = hashAt(text + at);
        links[at] = heads[hash];
        heads[hash] = (uint16_t)(at + 1);
      }
  }
  return count;
}

/// Code lengths by joining the two lightest trees until one is left.
static void makeLengths(int count) {
  uint32_t weights[2 * Symbols] = {0};
  int parents[2 * Symbols] = {0}, nodes = Symbols;
  for (int i = 0; i < count; i++)
    weights[symbols[i]]++;
  for (;;) {
    int a = -1, b = -1; // the lightest, and the next
    for (int i = 0; i < nodes; i++)
      if (weights[i] && !parents[i]) {
        if (a < 0 || weights[i] < weights[a])
          b = a, a = i;
        else if (b < 0 || weights[i] < weights[b])
          b = i;
      }
    if (b < 0)
      break;
    weights[nodes] = weights[a] + weights[b];
    parents[a] = parents[b] = nodes++;
  }
  for (int i = 0; i < Symbols; i++) {
    lengths[i] = 0;
    for (int n = i; weights[i] && parents[n]; n = parents[n])
      lengths[i]++;
  }
}

/// Canonical codes; also how many there are of each length.
static void makeCodes(uint16_t counts[MaxBits + 1]) {
  memset(counts, 0, (MaxBits + 1) * sizeof *counts);
  uint32_t code = 0;
  for (int bits = 1; bits <= MaxBits; bits++, code <<= 1)
    for (int i = 0; i < Symbols; i++)
      if (lengths[i] == bits)
        codes[i] = code++, counts[bits]++;
}

static int encode(int count) {
  uint64_t buffer = 0;
  int held = 0, out = 0;
  for (int i = 0; i < count; i++) {
    buffer = buffer << lengths[symbols[i]] | codes[symbols[i]];
    held += lengths[symbols[i]];
    if (symbols[i] >= 256)
      buffer = buffer << 16 | distances[i], held += 16;
    for (; held >= 8; held -= 8)
      packed[out++] = (uint8_t)(buffer >> (held - 8));
  }
  packed[out++] = (uint8_t)(buffer << (8 - held));
  return out;
}

static const uint8_t *input;
static uint32_t bitBuffer, bitsHeld;

static uint32_t readBit(void) {
  if (!bitsHeld)
    bitBuffer = *input++, bitsHeld = 8;
  return bitBuffer >> --bitsHeld & 1;
}

static void decode(int count, const uint16_t counts[MaxBits + 1]) {
  uint16_t sorted[Symbols];
  int n = 0, out = 0;
  for (int bits = 1; bits <= MaxBits; bits++)
    for (int i = 0; i < Symbols; i++)
      if (lengths[i] == bits)
        sorted[n++] = (uint16_t)i;
  input = packed, bitsHeld = 0;
  while (count--) {
    uint32_t code = 0, first = 0, index = 0, bits = 0;
    do {
      index += counts[bits++];
      first = (first + (bits > 1 ? counts[bits - 1] : 0)) << 1;
      code = code << 1 | readBit();
    } while (code - first >= counts[bits]);
    int symbol = sorted[index + code - first], distance = 0;
    if (symbol < 256) {
      decoded[out++] = (uint8_t)symbol;
      continue;
    }
    for (int i = 0; i < 16; i++)
      distance = distance << 1 | (int)readBit();
    for (int length = symbol - 256 + MinMatch; length; length--, out++)
      decoded[out] = decoded[out - distance];
  }
}

int main(int argc, char **argv) {
  int rounds = 22 * benchmarkScale(argc, argv), total = 0;
  Random r = {25};
  for (int round = 0; round < rounds; round++) {
    uint16_t counts[MaxBits + 1];
    fillText((char *)text, Size, &r);
    int count = findMatches();
    makeLengths(count);
    makeCodes(counts);
    int size = encode(count);
    decode(count, counts);
    if (memcmp(text, decoded, Size) != 0) {
      printf("decoding went wrong\n");
      return 1;
    }
    checkBytes(packed, (size_t)size);
    total += size;
  }
  printf("%d%% of the input\n", total / rounds * 100 / Size);
  return finish();
}
