/* A small C library of somebody else, which parses what comes from the network.
 * Compiled to WebAssembly it can do no harm, whatever its bugs. */
#include <stdint.h>

/* Number of characters of a UTF-8 text, or -1. The last byte is not looked at
 * carefully enough: a text that ends in the middle of a character is read
 * beyond its end. */
__attribute__((export_name("utf8_length"))) int32_t
utf8_length(const unsigned char *text, uint32_t bytes) {
  int32_t count = 0;
  for (const unsigned char *end = text + bytes; text != end; ++count) {
    unsigned extra = *text < 0x80 ? 0 : *text < 0xe0 ? 1 : *text < 0xf0 ? 2 : 3;
    for (++text; extra; --extra)
      if ((*text++ & 0xc0) != 0x80)
        return -1;
  }
  return count;
}
