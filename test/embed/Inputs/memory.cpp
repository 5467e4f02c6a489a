#include "words.hpp"
#include <cstdio>
#include <numeric>

struct Point {
  float x, y;
  std::uint8_t colour[3];
};

template <typename F> static void expectOutOfBounds(F f) {
  try {
    f();
    std::printf("in bounds?\n");
  } catch (const sinter::OutOfBounds &e) {
    std::printf("%s\n", e.what());
  }
}

static void testBounds(const sinter::Memory &m) {
  std::printf("last bytes: %d\n", m.read<std::int32_t>(65532));
  expectOutOfBounds([&] { m.read<std::int32_t>(65533); });
  expectOutOfBounds([&] { m.write(-1, 'x'); });
  expectOutOfBounds([&] { m.slice(0, -1); });
  expectOutOfBounds([&] { m.slice(UINT64_MAX, 2u); });
  expectOutOfBounds([&] { m.sliceOf<double>(8, UINT64_MAX / 8 + 2); });
  expectOutOfBounds([&] { m.sliceOf<double>(4, 1); });
  expectOutOfBounds([&] { m.string(65536u, 1u); });
  std::printf("empty: %zu %zu\n", m.slice(65536, 0).size(),
              m.string(65536, 0).size());
  m.write(65535, 'x');
  expectOutOfBounds([&] { m.cString(65535); });
  expectOutOfBounds([&] { m.cString(65537); });
}

int main() {
  sinter::NewMemory shared(1, 3);
  words::Imports imports, other;
  imports.env.memory = shared;
  other.env.memory = shared;
  words::Instance a(std::move(imports)), b(std::move(other));
  sinter::Memory memory = a.memory();

  std::int32_t at = a.allocate(40);
  sinter::Span<std::int32_t> numbers = memory.sliceOf<std::int32_t>(at, 10);
  std::iota(numbers.begin(), numbers.end(), 1);
  std::printf("sum: %d\n", b.sum(at, 10));

  std::int32_t p = a.allocate(sizeof(Point) + 1) + 1;
  memory.write(p, Point{1.5f, -2, {1, 2, 3}});
  Point point = shared.get().read<Point>(p);
  std::printf("point: %g %g %d\n", static_cast<double>(point.x),
              static_cast<double>(point.y), point.colour[2]);
  memory.writeString(2000, "wasm and C++");
  std::printf("%s, %s\n", memory.string(2000, 4).c_str(),
              memory.cString(2009).c_str());
  testBounds(memory);

  bool grown = memory.grow(2), again = memory.grow(1);
  std::printf("grow: %d, %llu bytes, %d\n", grown,
              static_cast<unsigned long long>(shared.get().size()), again);
  memory.write(0x2fffc, 77);
  std::printf("beyond: %d\n", b.sum(0x2fffc, 1));
  try {
    b.sum(0x2fffd, 1);
  } catch (const sinter::Trap &t) {
    std::printf("%s\n", t.what());
  }
#if __cplusplus >= 202002L
  std::span<std::int32_t> standard = numbers;
  return standard.size() != 10;
#endif
}
// CHECK: sum: 55
// CHECK-NEXT: point: 1.5 -2 3
// CHECK-NEXT: wasm, C++
// CHECK-NEXT: last bytes: 0
// CHECK-NEXT: address 65533, 4 long, is out of bounds of 65536
// CHECK-NEXT: address 4294967295, 1 long
// CHECK-NEXT: address 0, 4294967295 long
// CHECK-NEXT: address 18446744073709551615, 2 long
// CHECK-NEXT: address 8,
// CHECK-NEXT: address 4 is not aligned
// CHECK-NEXT: address 65536, 1 long
// CHECK-NEXT: empty: 0 0
// CHECK-NEXT: the string at 65535 has no end
// CHECK-NEXT: address 65537, 0 long
// CHECK-NEXT: grow: 1, 196608 bytes, 0
// CHECK-NEXT: beyond: 77
// CHECK-NEXT: out of bounds memory access
