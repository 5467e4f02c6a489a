#include "sinter/deadline.hpp"
#include "work.hpp"
#include <atomic>
#include <cstdio>
#include <functional>

using namespace std::chrono_literals;

constexpr int Threads = 4, Rounds = 20;

struct Thrown {};

static std::int32_t addOrThrow(std::int32_t a, std::int32_t b) {
  if (b == 1000)
    throw Thrown();
  return a + b;
}

/// Runs work(number) in several threads and says how many of them it pleased.
static void inThreads(const char *what, std::function<bool(int)> work) {
  std::atomic<int> good = 0;
  std::vector<std::thread> all;
  for (int i = 0; i != Threads; ++i)
    all.emplace_back([&, i] { good += work(i); });
  for (std::thread &t : all)
    t.join();
  std::printf("%s: %d\n", what, good.load());
}

template <typename E, typename F> static bool throws(F f) {
  try {
    f();
    return false;
  } catch (const E &) {
    return true;
  }
}

/// Calls, traps and exceptions in instances that come and go.
static bool useClass(int) {
  bool good = true;
  for (int i = 0; i != Rounds; ++i) {
    work::Imports imports;
    imports.env.add = addOrThrow;
    work::Instance m(std::move(imports));
    good &= m.sum(100) == 5050;
    good &= throws<sinter::Trap>([&] { m.bad(); });
    good &= throws<Thrown>([&] { m.sum(1000); });
    good &= m.sum(1) == 5051 && m.memory().pages() == 3;
  }
  return good;
}

static bool useLibrary(const sinter::Library &library) {
  bool good = true;
  sinter::Store store;
  for (int i = 0; i != Rounds; ++i) {
    sinter::ImportMap imports;
    imports.set("env", "add",
                sinter::function<std::int32_t(std::int32_t, std::int32_t)>(
                    addOrThrow));
    sinter::AnyInstance m = library.instantiate(store, imports);
    auto sum = m.func("sum").as<std::int32_t(std::int32_t)>();
    good &= sum(100) == 5050 && library.exports().size() == 5;
    good &= throws<sinter::Trap>([&] { m.call("bad", {}); });
  }
  return good;
}

static bool interruptEachOther(int) {
  sinter::Store store;
  work::Imports imports;
  imports.env.add = addOrThrow;
  work::Instance m(store, std::move(imports));
  std::thread other([&] {
    std::this_thread::sleep_for(10ms);
    store.interrupt();
  });
  bool good = throws<sinter::Trap>([&] { m.spin(); });
  other.join();
  {
    sinter::Deadline deadline(store, 10ms);
    good &= throws<sinter::Trap>([&] { m.spin(); });
  }
  sinter::Deadline deadline(store, 10s);
  return good && m.sum(2) == 3;
}

/// One thread makes, others use in turn, another drops.
static bool handOver(int) {
  work::Imports imports;
  imports.env.add = addOrThrow;
  work::Instance m(std::move(imports));
  std::int32_t sum = 0;
  for (int i = 0; i != 3; ++i)
    std::thread([&] { sum = m.sum(10); }).join();
  std::thread([last = std::move(m)] {}).join();
  return sum == 165;
}

int main() {
  inThreads("class", useClass);
  sinter::Library library = sinter::Library::open("work.so");
  inThreads("library", [&](int) { return useLibrary(library); });
  inThreads("opened by each", [](int) {
    return useLibrary(sinter::Library::open("work.so"));
  });
  inThreads("interrupt", interruptEachOther);
  inThreads("handed over", handOver);
}
// CHECK: class: 4
// CHECK-NEXT: library: 4
// CHECK-NEXT: opened by each: 4
// CHECK-NEXT: interrupt: 4
// CHECK-NEXT: handed over: 4
