// REQUIRES: wasi-sdk
// RUN: %cc-wasi %s -o %t.wasm
// RUN: sinter run --env A=1 --env EMPTY= %t.wasm \
// RUN:   -- one "" "two words" --dir x | FileCheck %s
// RUN: sinter compile %t.wasm -o %t
// RUN: HOME=/nowhere %t --help | FileCheck %s --check-prefix=EXE
//
// All arguments belong to the guest, the environment is what was granted.
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

int main(int argc, char **argv) {
  // CHECK: argc 6
  // CHECK-NEXT: <one>
  // CHECK-NEXT: <>
  // CHECK-NEXT: <two words>
  // CHECK-NEXT: <--dir>
  // CHECK-NEXT: <x>
  // EXE: argc 2
  // EXE-NEXT: <--help>
  printf("argc %d\n", argc);
  for (int i = 1; i < argc; ++i)
    printf("<%s>\n", argv[i]);
  // CHECK-NEXT: A=1
  // CHECK-NEXT: EMPTY=
  // CHECK-NEXT: end, HOME not set
  // EXE-NEXT: end, HOME not set
  for (char **e = environ; e && *e; ++e)
    puts(*e);
  printf("end, HOME %s\n", getenv("HOME") ? getenv("HOME") : "not set");
}
