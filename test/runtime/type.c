/* RUN: %host-cc -std=gnu11 -O1 -I%include %s %resource/libsinter.a -o %t
 * RUN: %t
 *
 * Types are the same when their hashes are, and match what is above them. */
#include "Inputs/handmade.h"

int main(void) {
  sinter_Type top = unary, copy = unary, middle = binary, bottom = unaryResult;
  middle.super = &top;
  bottom.super = &middle;
  CHECK(sinter_type_matches(&copy, &top));
  CHECK(sinter_type_matches(&bottom, &copy));
  CHECK(sinter_type_matches(&bottom, &middle));
  CHECK(!sinter_type_matches(&top, &bottom));
  copy.hash3++;
  CHECK(!sinter_type_matches(&bottom, &copy));
  CHECK(!sinter_type_matches(NULL, &top));
}
