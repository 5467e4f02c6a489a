//===- Random.h - numbers that are the same on every machine --------------===//
//
// splitmix64: small, and any 64-bit number is a good seed. The distributions of
// the C++ library differ between implementations, so there are our own.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_RANDOM_H
#define SINTER_FUZZ_RANDOM_H

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>

namespace sinter::fuzz {

class Random {
public:
  explicit Random(uint64_t seed) : state(seed) {}

  uint64_t bits() {
    uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  /// Below `n`, which is not 0.
  uint64_t below(uint64_t n) { return bits() % n; }
  int64_t between(int64_t low, int64_t high) {
    return low + int64_t(below(uint64_t(high - low) + 1));
  }
  /// True in `percent` of 100 cases.
  bool chance(unsigned percent) { return below(100) < percent; }

  template <typename T> T pick(std::initializer_list<T> from) {
    return from.begin()[below(from.size())];
  }
  template <typename Container> auto &pickFrom(Container &from) {
    return from[below(std::size(from))];
  }
  /// An index with the probability of its weight.
  size_t weighted(std::initializer_list<unsigned> weights) {
    unsigned sum = 0;
    for (unsigned w : weights)
      sum += w;
    uint64_t at = below(sum);
    size_t i = 0;
    for (; at >= weights.begin()[i]; ++i)
      at -= weights.begin()[i];
    return i;
  }

private:
  uint64_t state;
};

/// A seed for part number `i` of what `seed` stands for.
inline uint64_t derivedSeed(uint64_t seed, uint64_t i) {
  return Random(seed ^ Random(i).bits()).bits();
}

} // namespace sinter::fuzz
#endif
