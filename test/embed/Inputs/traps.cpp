#include "traps.hpp"
#include <cstdio>
#include <limits>

static int alive;
struct Counted {
  Counted() { ++alive; }
  ~Counted() { --alive; }
};

template <typename F> static void expectTrap(F f) {
  try {
    f();
    std::printf("no trap\n");
  } catch (const sinter::Trap &t) {
    std::printf("%u %s\n", static_cast<unsigned>(t.kind()), t.what());
  }
}

static void testKinds(traps::Instance &m) {
  expectTrap([&] { m.unreachable(); });
  expectTrap([&] { m.divide(0); });
  expectTrap([&] { m.overflow(); });
  expectTrap([&] { m.convert(std::numeric_limits<float>::quiet_NaN()); });
  expectTrap([&] { m.load(65533); });
  expectTrap([&] { m.slot(4); });
  expectTrap([&] { m.element(4); });
  expectTrap([&] { m.element(3); });
  expectTrap([&] { m.element(2); });
  expectTrap([&] { m.deep(); });
  std::printf("still works: %d\n", m.divide(1));
}

struct Unusual {
  int number;
};

/// What the module calls: by number, something that ends badly.
struct Host {
  traps::Instance *m = nullptr;
  int depth = 0;

  void act(std::int32_t what) {
    Counted counted;
    if (what == 1)
      throw Unusual{42};
    if (what == 2)
      m->load(-1);
    if (what == 3) {
      expectTrap([this] { m->divide(0); });
      m->callHost(1);
    }
    if (what == 4 && ++depth < 10)
      m->callHost(4);
    else if (what == 4)
      m->unreachable();
  }
};

static void testBacktrace(traps::Instance &m) {
  try {
    m.callHost(2);
  } catch (const sinter::Trap &t) {
    std::printf("%s alive %d\n%s", t.what(), alive, t.backtrace().c_str());
  }
  try {
    m.deep();
  } catch (const sinter::Trap &t) {
    std::printf("%zu of many: %d\n", t.frames().size(), t.frameCount() > 1000);
  }
}

int main() {
  Host host;
  traps::Imports imports;
  imports.env.host = [&host](std::int32_t what) { host.act(what); };
  traps::Instance m(std::move(imports));
  host.m = &m;

  testKinds(m);
  testBacktrace(m);
  for (std::int32_t what : {1, 3})
    try {
      m.callHost(what);
    } catch (const Unusual &u) {
      std::printf("unusual %d, alive %d\n", u.number, alive);
    }
  expectTrap([&] { m.callHost(4); });
  std::printf("depth %d, alive %d, %d\n", host.depth, alive, m.divide(-1));

  // A handler of C further out is not jumped to from a call of C++.
  struct Call {
    traps::Instance *m;
    bool caught;
  } call = {&m, false};
  sinter_Status status = sinter_try(
      m.store(),
      [](void *arg) {
        Call *c = static_cast<Call *>(arg);
        Counted counted;
        try {
          c->m->divide(0);
        } catch (const sinter::Trap &) {
          c->caught = true;
        }
      },
      &call, nullptr);
  std::printf("C outside: %d %d\n", status, call.caught);
  return alive || m.store()->stackLimit || m.store()->handler;
}
// CHECK: 1 unreachable
// CHECK-NEXT: 2 integer divide by zero
// CHECK-NEXT: 3 integer overflow
// CHECK-NEXT: 4 invalid conversion to integer
// CHECK-NEXT: 5 out of bounds memory access
// CHECK-NEXT: 6 out of bounds table access
// CHECK-NEXT: 7 undefined element
// CHECK-NEXT: 8 uninitialized element
// CHECK-NEXT: 9 indirect call type mismatch
// CHECK-NEXT: 12 call stack exhausted
// CHECK-NEXT: still works: 1
// CHECK-NEXT: out of bounds memory access alive 0
// CHECK-NEXT: #0 traps!load (function 5)
// CHECK-NEXT: #{{1 traps!middle|1 traps!callHost}}
// CHECK: 64 of many: 1
// CHECK-NEXT: unusual 42, alive 0
// CHECK-NEXT: 2 integer divide by zero
// CHECK-NEXT: unusual 42, alive 0
// CHECK-NEXT: 1 unreachable
// CHECK-NEXT: depth 10, alive 0, -1
// CHECK-NEXT: C outside: 0 1
