#include "sinter/deadline.hpp"
#include "spin.hpp"
#include <chrono>
#include <cstdio>
#include <thread>

using namespace std::chrono_literals;

template <typename Call>
static void stop(const char *what, sinter::Store &store, Call call) {
  std::thread other([&] {
    std::this_thread::sleep_for(20ms);
    store.interrupt();
  });
  try {
    call();
    std::printf("%s came back\n", what);
  } catch (const sinter::Trap &trap) {
    std::printf("%s: %s%s\n", what, trap.what(),
                trap.kind() == sinter::TrapKind::Interrupted ? "" : "?");
  }
  other.join();
}

int main() {
  sinter::Store store;
  spin::Instance spin(store);
  stop("loop", store, [&] { spin.loop(); });
  stop("sums", store, [&] { spin.sums(); });
  stop("recurse", store, [&] { spin.recurse(); });
  stop("round", store, [&] { spin.round(0); });
  std::printf("%d\n", spin.answer());

  // Too late: it would end the next call.
  store.interrupt();
  store.clearInterrupt();
  std::printf("%d\n", spin.answer());

  try {
    sinter::Deadline deadline(store, 10ms);
    spin.loop();
  } catch (const sinter::Trap &trap) {
    std::printf("deadline: %s\n", trap.what());
  }
  {
    sinter::Deadline deadline(store, 10s);
    std::printf("in time: %d\n", spin.answer());
  }
  return 0;
}
// CHECK: loop: interrupted
// CHECK-NEXT: sums: interrupted
// CHECK-NEXT: recurse: interrupted
// CHECK-NEXT: round: interrupted
// CHECK-NEXT: 42
// CHECK-NEXT: 42
// CHECK-NEXT: deadline: interrupted
// CHECK-NEXT: in time: 42
