#include "lim.hpp"
#include <cstdio>

static void refused(const sinter::Config &config) {
  try {
    lim::Instance lim(config);
    std::puts("made");
  } catch (const sinter::NoMemory &e) {
    std::puts(e.what());
  }
}

int main() {
  sinter::Config config;
  config.maxMemory = 65536;
  refused(config);
  config = {};
  config.maxTable = 9;
  refused(config);

  config.maxMemory = 5 * 65536 + 1;
  config.maxTable = 12;
  config.maxStack = 64 << 10;
  lim::Instance lim(config);
  for (int pages : {3, 1, 0})
    std::printf("memory %d\n", lim.grow(pages));
  for (int slots : {2, 1, 0})
    std::printf("table %d\n", lim.growTable(slots));
  std::printf("%d deep\n", lim.deep(100));
  try {
    lim.deep(1 << 14);
    std::puts("too deep");
  } catch (const sinter::Trap &trap) {
    std::puts(trap.what());
  }
  // The limit of the stack can be changed for later calls.
  sinter_store_limit_stack(lim.store(), 0);
  std::printf("%d deep\n", lim.deep(1 << 14));
  return 0;
}
// CHECK: there is no room for memory 2 within the limit that the host has set
// CHECK-NEXT: there is no room for table 10 {{.*}} within the limit that the host has set
// CHECK-NEXT: memory 2
// CHECK-NEXT: memory -1
// CHECK-NEXT: memory 5
// CHECK-NEXT: table 10
// CHECK-NEXT: table -1
// CHECK-NEXT: table 12
// CHECK-NEXT: 100 deep
// CHECK-NEXT: call stack exhausted
// CHECK-NEXT: 16384 deep
