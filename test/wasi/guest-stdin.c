// REQUIRES: wasi-sdk
// RUN: %cc-wasi %s -o %t.wasm && sinter compile %t.wasm -o %t
// RUN: printf 'one\ntwo\nthree' | %t | FileCheck %s
// RUN: %t </dev/null | FileCheck %s --check-prefix=EMPTY
// RUN: %t <&- | FileCheck %s --check-prefix=CLOSED
//
// Standard input to its end, as a pipe, empty, and closed.
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  char line[100];
  int lines = 0;
  while (fgets(line, sizeof line, stdin))
    printf("%d %zu\n", ++lines, strlen(line));
  // CHECK: 1 4
  // CHECK-NEXT: 2 4
  // CHECK-NEXT: 3 5
  // CHECK-NEXT: error 0
  // EMPTY-NOT: 1
  // EMPTY: error 0
  // CLOSED: error 1
  printf("error %d\n", !!ferror(stdin));
}
