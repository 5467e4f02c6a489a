//===- Arguments.cpp - what a function is called with ---------------------===//
//
// About half of all calls are to trap, and not in the first iteration: so most
// addresses are chosen from where a loop with one of the function's strides
// would leave the memory after some iterations, at the upper end, below zero or
// around 2^32; the others are well inside.
//
//===----------------------------------------------------------------------===//
#include "FunctionGenerator.h"

namespace sinter::fuzz {

uint64_t FunctionGenerator::countArgument(unsigned most) {
  if (hugeCounts && r.chance(20))
    return r.pick({0xffffffffu, 0x80000000u, 0x7fffffffu, 65536u, 1000000u,
                   0x40000000u, 0x20000001u});
  unsigned n = r.chance(40) ? r.pick({0u, 1u, 2u, 3u, 4u, 5u, 8u, 16u, 17u})
                            : r.between(0, most);
  return std::min(n, most);
}

uint64_t FunctionGenerator::stepArgument() {
  if (r.chance(8))
    return r.pick({uint64_t(1) << 31, uint64_t(0x7fffffff), uint64_t(65536),
                   ~uint64_t(0) << 31, uint64_t(0xfffffff8)});
  return r.pick({0, 1, 2, 4, 8, 8, 16, 32, -1, -4, -8, -16});
}

uint64_t FunctionGenerator::addressArgument(uint64_t trips) {
  int64_t size = shape.bytes();
  int64_t stride = strides.empty() ? 4 : r.pickFrom(strides);
  stride = stride < 0 ? -stride : stride;
  if (stride == 0 || stride > 4096)
    stride = 8;
  int64_t near = r.between(-16, 16);
  int64_t run = stride * r.between(0, std::min<uint64_t>(trips, 500));
  switch (r.weighted({68, 11, 5, 6, 4, 1, 5})) {
  case 0: // nothing happens
    return 4096 + r.between(0, 24 << 10);
  case 1:
    return size - run + near;
  case 2:
    return run + near;
  case 3:
    return r.between(0, 64);
  case 4:
    return -r.between(0, 64) - (r.chance(50) ? run : 0);
  case 5:
    return r.bits();
  default:
    return size - r.pick({1, 2, 4, 8, 16, 64, 0});
  }
}

Arguments FunctionGenerator::arguments() {
  Arguments all;
  uint64_t count = countArgument(f.loops > 2 ? 60 : 400);
  all[n.index] = count;
  all[m.index] = countArgument(20);
  for (Local l : {a, b, d})
    all[l.index] = addressArgument(count);
  if (r.chance(20)) // they overlap
    all[b.index] = all[a.index] + r.between(-16, 16);
  all[s.index] = stepArgument();
  if (!shape.memory64)
    for (Local l : {a, b, d, s})
      all[l.index] = uint32_t(all[l.index]);
  return all;
}

} // namespace sinter::fuzz
