// Text tools: search (Horspool's, with a skip table; and first byte, then
// compare), tokenising by a table of character classes, wildcard matching.
//
// For Wasm: loads of single bytes, each with its check, in loops that end when
// the data says so: nothing to version, little to hoist.
#include "../benchmark.h"

enum { Size = 1 << 17 };
static char text[Size + 1];

static int countHorspool(const char *needle) {
  int skip[256], length = (int)strlen(needle), found = 0;
  for (int i = 0; i < 256; i++)
    skip[i] = length;
  for (int i = 0; i < length - 1; i++)
    skip[(uint8_t)needle[i]] = length - 1 - i;
  for (int at = 0; at + length <= Size;
       at += skip[(uint8_t)text[at + length - 1]]) {
    int i = length - 1;
    while (i >= 0 && text[at + i] == needle[i])
      i--;
    found += i < 0;
  }
  return found;
}

static int countNaive(const char *needle) {
  int found = 0;
  for (const char *p = text; *p; p++) {
    if (*p != *needle)
      continue;
    const char *a = p, *b = needle;
    while (*b && *a == *b)
      a++, b++;
    found += !*b;
  }
  return found;
}

enum { Space = 1, Letter = 2, Vowel = 4, Point = 8 };
static uint8_t classes[256];

static void makeClasses(void) {
  for (int c = 'a'; c <= 'z'; c++)
    classes[c] = Letter;
  for (const char *p = "aeiou"; *p; p++)
    classes[(uint8_t)*p] |= Vowel;
  for (const char *p = ",.;"; *p; p++)
    classes[(uint8_t)*p] = Point;
  classes[' '] = classes['\n'] = Space;
}

/// Words, vowels, and the longest sentence, from one pass.
static void tokenise(void) {
  uint32_t words = 0, vowels = 0, sentence = 0, longest = 0;
  for (const char *p = text; *p;) {
    uint8_t class = classes[(uint8_t)*p];
    if (class & Letter) {
      for (; (class = classes[(uint8_t)*p]) & Letter; p++)
        vowels += class >> 2 & 1;
      words++, sentence++;
      continue;
    }
    if (class & Point && *p == '.') {
      longest = sentence > longest ? sentence : longest;
      sentence = 0;
    }
    p++;
  }
  check((uint64_t)words << 40 | (uint64_t)vowels << 16 | longest);
}

/// Whether the word at p, up to its end, matches a pattern of letters, ? and *.
static int matches(const char *pattern, const char *p) {
  const char *star = NULL, *retry = NULL;
  while (classes[(uint8_t)*p] & Letter) {
    if (*pattern == '*')
      star = ++pattern, retry = p;
    else if (*pattern == '?' || *pattern == *p)
      pattern++, p++;
    else if (star)
      pattern = star, p = ++retry;
    else
      return 0;
  }
  while (*pattern == '*')
    pattern++;
  return !*pattern;
}

static int countMatches(const char *pattern) {
  int found = 0;
  for (const char *p = text; *p; p++)
    if ((p == text || p[-1] == ' ') && *p != ' ')
      found += matches(pattern, p);
  return found;
}

int main(int argc, char **argv) {
  int rounds = 45 * benchmarkScale(argc, argv);
  Random r = {26};
  makeClasses();
  for (int round = 0; round < rounds; round++) {
    if (round % 8 == 0)
      fillText(text, Size, &r);
    char needle[12] = {0};
    memcpy(needle, text + nextBelow(&r, Size - 12), 4 + nextBelow(&r, 8));
    check((uint64_t)countHorspool(needle));
    check((uint64_t)countNaive(needle));
    tokenise();
    check((uint64_t)countMatches("*a?e*"));
  }
  return finish();
}
