// REQUIRES: wasi-sdk
// RUN: %cc-wasi %s -o %t.wasm && sinter run %t.wasm | FileCheck %s
//
// Clocks run, sleeping takes as long as it should, random bytes differ.
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000ll + t.tv_nsec;
}

int main(void) {
  long long start = now(CLOCK_MONOTONIC);
  struct timespec nap = {0, 20000000};
  // CHECK: slept 1
  nanosleep(&nap, NULL);
  long long slept = now(CLOCK_MONOTONIC) - start;
  printf("slept %d\n", slept >= 20000000 && slept < 5000000000);
  // CHECK: today 1
  printf("today %d\n", time(NULL) > 1700000000);
  struct timespec resolution;
  // CHECK: resolution 1
  clock_getres(CLOCK_MONOTONIC, &resolution);
  printf("resolution %d\n", resolution.tv_nsec > 0);
  struct pollfd fd = {.fd = 1, .events = POLLOUT};
  // CHECK: poll 1
  printf("poll %d\n", poll(&fd, 1, 1000));
  unsigned char a[300] = {0}, b[300] = {0};
  // CHECK: random 1
  getentropy(a, 256);
  getentropy(b, 256);
  printf("random %d\n", memcmp(a, b, 256) != 0);
}
