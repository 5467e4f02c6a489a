#include "calls.hpp"
#include "tail.hpp"
#include <cstdio>

struct Counter {
  int calls = 0;
  void count() { ++calls; }
};

static double sum(std::int32_t a, std::int64_t b, float c, double d) {
  return a + static_cast<double>(b) + static_cast<double>(c) + d;
}

static sinter::V128 vectorOf(std::int64_t low, std::int64_t high) {
  return sinter::V128{low, high};
}

static calls::Imports makeImports(Counter &counter) {
  calls::Imports imports;
  imports.env.none = sinter::bind<&Counter::count>(counter);
  imports.env.one = sum;
  imports.env.ints = [](std::int32_t n) {
    return std::make_tuple(-n, std::int64_t(n) << 40);
  };
  imports.env.floats = [](float f) {
    return std::make_tuple(f * 2, static_cast<double>(f) / 4);
  };
  imports.env.mixed = [](std::int32_t n) {
    return std::make_tuple(static_cast<float>(n) + 0.5f, n + 1);
  };
  imports.env.many = [&counter](std::int32_t n) {
    ++counter.calls;
    return std::make_tuple(n, std::int64_t(-n), 0.25f, vectorOf(n, 2 * n), 9);
  };
  imports.env.vector = [](sinter::V128 v) { return std::make_tuple(v + v, 3); };
  imports.env.call = [](sinter::FuncRef f, void *p) -> void * {
    if (f)
      std::printf("in call: %d\n",
                  f.as<std::int32_t(std::int32_t, std::int32_t)>()(7, 2));
    return p;
  };
  return imports;
}

static void testFunctions(calls::Instance &m) {
  std::printf("one: %g\n", m.one(1, 2, 0.5f, 0.25));
  auto [i, l] = m.ints(3);
  std::printf("ints: %d %lld\n", i, static_cast<long long>(l));
  auto [f, d] = m.floats(1.5f);
  std::printf("floats: %g %g\n", static_cast<double>(f), d);
  auto [x, n] = m.mixed(4);
  std::printf("mixed: %g %d\n", static_cast<double>(x), n);
  auto [a, b, c, v, e] = m.many(6);
  std::printf("many: %d %lld %g %lld %lld %d\n", a, static_cast<long long>(b),
              static_cast<double>(c), static_cast<long long>(v[0]),
              static_cast<long long>(v[1]), e);
  auto [w, three] = m.vector(vectorOf(10, 20));
  std::printf("vector: %lld %lld %d\n", static_cast<long long>(w[0]),
              static_cast<long long>(w[1]), three);
}

static void testReferences(sinter::Store &store, calls::Instance &m) {
  int object = 1;
  void *p = m.call(m.table().get(0), &object);
  std::printf("externref: %d\n", p == &object && !m.call(nullptr, nullptr));
  auto sub =
      m.same(m.table().get(0)).as<std::int32_t(std::int32_t, std::int32_t)>();
  std::printf("sub: %d\n", sub(9, 4));
  auto ints =
      m.table().get<std::tuple<std::int32_t, std::int64_t>(std::int32_t)>(1);
  std::printf("pair: %d\n", std::get<0>(ints(5)));
  auto many = m.table()
                  .get<std::tuple<std::int32_t, std::int64_t, float,
                                  sinter::V128, std::int32_t>(std::int32_t)>(2);
  std::printf("struct: %lld\n",
              static_cast<long long>(std::get<3>(many(8))[1]));
  auto vector =
      m.table().get<std::tuple<sinter::V128, std::int32_t>(sinter::V128)>(3);
  std::printf("array: %lld\n",
              static_cast<long long>(std::get<0>(vector(vectorOf(1, 2)))[1]));

  sinter::HostFunc<std::int32_t(std::int32_t, std::int32_t)> mul(
      store, [&m](std::int32_t x, std::int32_t y) { return m.sub(x * y, 20); });
  m.table().set(1, mul);
  std::printf("host function in a table: %d\n", m.apply(1));
  std::printf("and out of it: %d\n", mul.func()(5, 5));
  m.table().set(1, nullptr);
  std::printf("null: %d\n", !m.table().get(1));
  sinter::HostFunc<std::int32_t(std::int32_t)> other(
      store, [](std::int32_t x) { return x; });
  m.table().set(1, other);
  try {
    m.apply(1);
  } catch (const sinter::Trap &t) {
    std::printf("%s\n", t.what());
  }
  m.table().set(1, nullptr);
}

static void testTailCalls(sinter::Store &store, calls::Instance &m) {
  tail::Imports imports;
  imports.env.twice = [](std::int32_t n) { return 2 * n; };
  tail::Instance t(store, std::move(imports));
  std::printf("tail: %d %d\n", t.jump(21), t.through(0, 4));
  sinter::HostFunc<std::int32_t(std::int32_t)> third(
      store, [&m](std::int32_t n) { return m.sub(n, 1) / 3; });
  t.table().set(1, third);
  std::printf("tail, host: %d\n", t.through(1, 31));
  sinter::Import<std::int32_t(std::int32_t)> again(
      t.table().get<std::int32_t(std::int32_t)>(1));
  tail::Imports fromOther;
  fromOther.env.twice = std::move(again);
  std::printf("import of a function: %d\n",
              tail::Instance(store, std::move(fromOther)).jump(91));
}

int main() {
  Counter counter;
  sinter::Store store;
  calls::Instance m(store, makeImports(counter));
  m.none();
  testFunctions(m);
  testReferences(store, m);
  testTailCalls(store, m);
  m.count().set(m.count().get() + 1);
  std::printf("globals: %lld %g\n", static_cast<long long>(m.count().get()),
              static_cast<double>(m.fixed().get()));

  calls::Instance moved = std::move(m);
  moved.none();
  std::printf("calls: %d\n", counter.calls);
  try {
    m.none();
  } catch (const sinter::Error &e) {
    std::printf("%s\n", e.what());
  }
  return store.raw()->stackLimit || store.raw()->handler;
}
// CHECK: one: 3.75
// CHECK-NEXT: ints: -3 3298534883328
// CHECK-NEXT: floats: 3 0.375
// CHECK-NEXT: mixed: 4.5 5
// CHECK-NEXT: many: 6 -6 0.25 6 12 9
// CHECK-NEXT: vector: 20 40 3
// CHECK-NEXT: in call: 5
// CHECK-NEXT: externref: 1
// CHECK-NEXT: sub: 5
// CHECK-NEXT: pair: -5
// CHECK-NEXT: struct: 16
// CHECK-NEXT: array: 4
// CHECK-NEXT: host function in a table: 100
// CHECK-NEXT: and out of it: 5
// CHECK-NEXT: null: 1
// CHECK-NEXT: indirect call type mismatch
// CHECK-NEXT: tail: 42 8
// CHECK-NEXT: tail, host: 10
// CHECK-NEXT: import of a function: 30
// CHECK-NEXT: globals: 6 0.5
// CHECK-NEXT: calls: 4
// CHECK-NEXT: the instance was moved from
