#include "plug.hpp"
#include <cstdio>

template <typename F> static void expect(F f) {
  try {
    f();
    std::printf("no error\n");
  } catch (const sinter::LinkError &e) {
    std::printf("%s\n  %s.%s wants <%s>, not <%s>\n", e.what(),
                e.module().c_str(), e.field().c_str(), e.expected().c_str(),
                e.given().c_str());
  } catch (const sinter::OutOfBounds &e) {
    std::printf("%s\n", e.what());
  } catch (const sinter::Error &e) {
    std::printf("%s\n", e.what());
  }
}

/// Objects that fit.
struct Objects {
  sinter::Store store;
  sinter::NewMemory memory{2, 4};
  sinter::NewTable table{store, 3, 8};
  sinter::NewGlobal<const std::int32_t> base{store, 7};
  sinter::NewGlobal<const sinter::FuncRef> callback{store, nullptr};

  plug::Imports imports() {
    plug::Imports i;
    i.env.log = [](std::int32_t) {};
    i.env.memory = memory;
    i.env.table = table;
    i.env.base = base;
    i.env.callback = callback;
    return i;
  }
};

/// Makes an instance of imports that `change` has spoilt.
template <typename F> static void spoil(Objects &o, F change) {
  expect([&] {
    plug::Imports imports = o.imports();
    change(imports.env);
    plug::Instance m(o.store, std::move(imports));
  });
}

static void testImports(Objects &o) {
  expect([&] { plug::Instance none(o.store, plug::Imports()); });
  spoil(o, [](auto &env) { env.log = {}; });
  spoil(o, [](auto &env) { env.memory = {}; });
  spoil(o, [](auto &env) { env.callback = {}; });
  sinter::NewMemory small(1, 4), open(2);
  spoil(o, [&](auto &env) { env.memory = small; });
  spoil(o, [&](auto &env) { env.memory = open; });
  sinter::NewTable few(o.store, 2, 8);
  spoil(o, [&](auto &env) { env.table = few; });
  // C++ has said the type already: what else a global could be is found when
  // its handle is made.
  sinter::NewGlobal<std::int32_t> changing(o.store, 1);
  expect([&] {
    sinter::Global<const std::int32_t>(changing.get().raw(), o.store.raw());
  });
  Objects other;
  spoil(o, [&](auto &env) { env.table = other.table; });
  spoil(o, [&](auto &env) {
    env.table = other.table;
    env.callback = other.callback;
  });
}

static void testMoved(Objects &o) {
  plug::Instance m(o.store, o.imports());
  std::printf("%d\n", m.run(0));
  plug::Instance n = std::move(m);
  expect([&] { m.run(0); });
  expect([&] { m.memory(); });
  std::printf("%d\n", n.run(0));
  m = std::move(n);
  std::printf("%d\n", m.run(0));
  expect([&] { n.store(); });
  sinter::Store store, taken = std::move(store);
  expect([&] { store.interrupt(); });
  expect([&] { sinter::NewTable(store, 1); });
  expect([&] { plug::Instance(store, o.imports()); });
}

static void testGuest(Objects &o) {
  plug::Instance m(o.store, o.imports());
  sinter::Memory memory = m.memory();
  std::int32_t pointer = -4; // as a guest may return it
  expect([&] { memory.read<std::int64_t>(pointer); });
  expect([&] { memory.write(pointer, 1.0); });
  expect([&] { memory.string(0, pointer); });
  expect([&] { m.run(pointer); });
  expect([&] { o.table.get().get(3); });
  expect([&] { o.table.get().get<void()>(0); });
  expect([] { sinter::Memory().size(); });
  sinter::HostFunc<void(float)> f(o.store, [](float) {});
  expect([&] { sinter::FuncRef(f).as<void(double)>(); });
  Objects other;
  expect([&] { other.table.get().set(0, f); });
}

int main() {
  Objects objects;
  testImports(objects);
  testMoved(objects);
  testGuest(objects);
}
// CHECK: unknown import: "env"."log" must be func [i32] -> []
// CHECK-NEXT: env.log wants <func [i32] -> []>, not <>
// CHECK-NEXT: unknown import: "env"."log" must be func [i32] -> []
// CHECK-NEXT: env.log
// CHECK-NEXT: unknown import: "env"."memory" must be memory 2 4
// CHECK-NEXT: env.memory wants <memory 2 4>, not <>
// CHECK-NEXT: unknown import: "env"."callback" must be global (ref null func)
// CHECK-NEXT: env.callback wants
// CHECK-NEXT: incompatible import type: "env"."memory" must be memory 2 4, is memory 1 4
// CHECK-NEXT: env.memory wants <memory 2 4>, not <memory 1 4>
// CHECK-NEXT: incompatible import type: "env"."memory" must be memory 2 4, is memory 2
// CHECK-NEXT: env.memory wants <memory 2 4>, not <memory 2>
// CHECK-NEXT: incompatible import type: "env"."table" must be table 3 8 (ref null func), is table 2 8 (ref null func)
// CHECK-NEXT: env.table wants
// CHECK-NEXT: the global has another type
// CHECK-NEXT: import that belongs to another store than others: "env"."callback"
// CHECK-NEXT: env.callback wants <global (ref null func)>, not <>
// CHECK-NEXT: import that belongs to another store: give the instance the same one: "env"."table"
// CHECK-NEXT: env.table wants
// CHECK-NEXT: 0
// CHECK-NEXT: the instance was moved from
// CHECK-NEXT: the instance was moved from
// CHECK-NEXT: 0
// CHECK-NEXT: 0
// CHECK-NEXT: the instance was moved from
// CHECK-NEXT: the store was moved from
// CHECK-NEXT: the store was moved from
// CHECK-NEXT: the store was moved from
// CHECK-NEXT: address 4294967292, 8 long, is out of bounds of 131072
// CHECK-NEXT: address 4294967292, 8 long, is out of bounds of 131072
// CHECK-NEXT: address 0, 4294967292 long, is out of bounds of 131072
// CHECK-NEXT: out of bounds memory access
// CHECK-NEXT: table index 3, 1 long, is out of bounds of 3
// CHECK-NEXT: a null reference is no function
// CHECK-NEXT: there is no memory
// CHECK-NEXT: the function has another type
// CHECK-NEXT: the function is of another store than the table
