// REQUIRES: wasi-sdk
// RUN: %cc-wasi %s -o %t.wasm && sinter compile %t.wasm -o %t
// RUN: %t 0 && not %t 7 | FileCheck %s
// RUN: %t 7; test $? = 7
// RUN: %t 255; test $? = 255
// RUN: %t 2>%t.err; test $? = 134
// RUN: FileCheck %s --check-prefix=ABORT <%t.err
//
// The exit status is the guest's, with what it printed before; abort() is a
// trap.
#include <stdio.h>
#include <stdlib.h>

static void atEnd(void) { puts("at end"); }

int main(int argc, char **argv) {
  atexit(atEnd);
  printf("some text\n");
  // CHECK: some text
  // CHECK-NEXT: at end
  if (argc > 1)
    exit(atoi(argv[1]));
  // ABORT: unreachable
  abort();
}
