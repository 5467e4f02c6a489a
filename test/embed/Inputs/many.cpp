#include "small.hpp"
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>

static std::ptrdiff_t mappings() {
  std::ifstream maps("/proc/self/maps");
  return std::count(std::istreambuf_iterator<char>(maps),
                    std::istreambuf_iterator<char>(), '\n');
}

static void run(const char *where, sinter::Store *store,
                const sinter::Config &config) {
  constexpr std::int32_t count = 100000;
  std::vector<small::Instance> all;
  for (std::int32_t i = 0; i != count; ++i) {
    if (store)
      all.emplace_back(*store, config);
    else
      all.emplace_back(config);
    all.back().swap(i);
  }
  std::ptrdiff_t mapped = mappings();
  std::shuffle(all.begin(), all.end(), std::mt19937(1));
  std::vector<bool> seen(count);
  int grown = 0;
  for (small::Instance &m : all) {
    grown += m.growTable(10) == 4 && m.table().size() == 14;
    seen[static_cast<std::size_t>(m.swap(0))] = true;
  }
  std::printf("%s: %d made, %d grown\n", where,
              static_cast<int>(std::count(seen.begin(), seen.end(), true)),
              grown);
  if (mapped < 40000)
    std::printf("mappings: fewer than 40000\n");
  while (!all.empty())
    all.pop_back();
}

int main() {
  run("in stores of their own", nullptr, {});
  sinter::Store store;
  sinter::Config limited;
  limited.maxMemory = 3 * 65536;
  run("in one store, with a limit", &store, limited);

  small::Instance m(limited);
  bool grown = m.memory().grow(2);
  std::printf("grow to the limit %d, beyond it %d\n", grown, m.memory().grow(1));
  limited.maxMemory = 65535;
  try {
    small::Instance none(limited);
  } catch (const sinter::NoMemory &e) {
    std::printf("%s\n", e.what());
  }
}
