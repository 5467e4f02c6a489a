// A WASI program in a host: arguments, environment and directories as granted,
// streams that are functions, clocks and random numbers that are fixed; it ends
// its call and not the process. Also from a shared object, whose WASI is inside.
// REQUIRES: wasi-sdk
// RUN: rm -rf %t && mkdir %t && cd %t && mkdir data && echo from a file > data/file
// RUN: %cc-wasi %s -o tool.wasm
// RUN: sinter header tool.wasm --module-name=tool -o tool.hpp
// RUN: sinter compile tool.wasm --module-name=tool -o tool.o
// RUN: %each-compiler %S/Inputs/wasi.cpp tool.o | FileCheck %S/Inputs/wasi.cpp
// RUN: sinter compile tool.wasm --module-name=tool -o tool.so
// RUN: env STANDARDS=c++17 %each-compiler %S/Inputs/wasi.cpp ./tool.so | FileCheck %S/Inputs/wasi.cpp
// RUN: env STANDARDS=c++17 FLAGS=-fsanitize=address,undefined %each-compiler %S/Inputs/wasi.cpp tool.o | FileCheck %S/Inputs/wasi.cpp
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

int main(int argc, char **argv) {
  char line[64];
  unsigned char random[4] = {0};
  while (fgets(line, sizeof line, stdin))
    printf("in: %s", line);
  const char *name = getenv("NAME");
  printf("%d arguments, NAME=%s\n", argc, name ? name : "");
  FILE *file = fopen("/data/file", "r");
  if (file && fgets(line, sizeof line, file))
    printf("file: %s", line);
  printf("writable: %d\n", fopen("/data/new", "w") != NULL);
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  getentropy(random, sizeof random);
  if (argc > 1 && !strcmp(argv[1], "fixed"))
    printf("time %lld, random %d\n", (long long)now.tv_sec, random[3]);
  fprintf(stderr, "done\n");
  exit(argc);
}
