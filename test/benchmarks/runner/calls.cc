// calls.c through the C++ class of the module, where traps are exceptions; and
// what an instance of it costs, and reading its memory against memcpy. SHARED:
// the module is in a shared object, and the C function is measured as well.
#include "calls.hpp"
#include <cstdio>
#include <ctime>

namespace {

constexpr int Calls = 50000000, Instances = 20000, Copies = 200;

double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

volatile std::int32_t result;
alignas(4096) char copy[65536], plain[65536];

void report(const char *name, double start, int count) {
  std::printf("%s %.3f\n", name, (now() - start) / count);
}

calls::Imports imports() {
  calls::Imports i;
  i.host.next = [](std::int32_t x) { return x * 5 + 1; };
  return i;
}

} // namespace

int main() {
  calls::Instance module(imports());
  double start = now();
  std::int32_t x = 0;
  for (std::int32_t i = 0; i != Calls; ++i)
    x = module.add(x, i);
  result = x;
#if defined(SHARED)
  report("in-cxx-so", start, Calls);
  auto *instance =
      reinterpret_cast<calls_instance *>(module.ModuleInstance::raw());
  start = now();
  x = 0;
  for (std::int32_t i = 0; i != Calls; ++i)
    x = calls_add(instance, x, i);
  result = x;
  report("in-so", start, Calls);
}
#else
  report("in-cxx", start, Calls);

  start = now();
  result = module.repeat(Calls);
  report("out-cxx", start, Calls);

  start = now();
  for (int i = 0; i != Instances; ++i)
    calls::Instance(imports()).add(i, i);
  report("instance", start, Instances);

  sinter::NewMemory memory(1);
  std::memset(plain, 1, sizeof plain);
  std::memset(memory.get().data(), 1, sizeof plain);
  start = now();
  for (int i = 0; i != Copies * 100; ++i) {
    std::memcpy(copy, plain, sizeof copy);
    asm volatile("" : : "r"(copy) : "memory");
  }
  double native = now() - start;
  start = now();
  for (int i = 0; i != Copies * 100; ++i) {
    sinter::Span<std::byte> s = memory.get().slice(0, sizeof copy);
    std::memcpy(copy, s.data(), s.size());
    asm volatile("" : : "r"(copy) : "memory");
  }
  std::printf("memory %.3f\n", (now() - start) / native);
}
#endif
