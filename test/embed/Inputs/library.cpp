#include "sinter/sinter.hpp"
#include <cstdio>

template <typename F> static void expectError(F f) {
  try {
    f();
    std::printf("no error\n");
  } catch (const sinter::Error &e) {
    std::printf("%s\n", e.what());
  }
}

static void testFiles() {
  for (const char *name : {"none.so", "text.so", "arm.so", "object.so",
                           "other.so", "old.so"})
    expectError([name] { sinter::Library::open(name); });
}

static void list(const sinter::Library &library) {
  std::printf("%s\n", library.name().c_str());
  for (const sinter::ExternInfo &i : library.imports())
    std::printf("  import %s.%s: %s\n", i.module.c_str(), i.name.c_str(),
                i.type.c_str());
  for (const sinter::ExternInfo &e : library.exports())
    std::printf("  export %s: %s\n", e.name.c_str(), e.type.c_str());
}

static sinter::ImportMap makeImports(const sinter::Memory &memory,
                                     const sinter::Table &table,
                                     const sinter::Global<std::int64_t> &total) {
  sinter::ImportMap imports;
  imports.set("env", "log",
              sinter::function<void(std::int32_t, double)>(
                  [](std::int32_t n, double d) { std::printf("log %d %g\n", n, d); }));
  imports.set("env", "any",
              sinter::anyFunction([](const std::vector<sinter::Value> &args) {
                return std::vector<sinter::Value>{
                    args[0].get<std::int64_t>() * 2, 1.5f};
              }));
  imports.set("env", "memory", memory);
  imports.set("env", "table", table);
  imports.set("env", "total", total);
  return imports;
}

static void testErrors(const sinter::Library &library, sinter::Store &store,
                       const sinter::ImportMap &good, sinter::AnyInstance &m) {
  sinter::ImportMap bad = good;
  bad.functions.erase({"env", "log"});
  expectError([&] { library.instantiate(store, bad); });
  bad.set("env", "log", sinter::function<void(std::int64_t)>([](std::int64_t) {}));
  expectError([&] { library.instantiate(store, bad); });
  bad = good;
  bad.objects.erase({"env", "memory"});
  bad.set("env", "memory", sinter::function<void()>([] {}));
  expectError([&] { library.instantiate(store, bad); });
  sinter::Store other;
  expectError([&] { library.instantiate(other, good); });
  expectError([&] { m.func("none"); });
  expectError([&] { m.memory("sub"); });
  expectError([&] { m.func("sub").as<void(std::int32_t)>(); });
  expectError([&] { m.call("sub", {1}); });
  expectError([&] { m.call("sub", {1, 2.0}); });
  expectError([&] { m.global<float>("version"); });
  sinter::ImportMap wrong = good;
  wrong.set("env", "any",
            sinter::anyFunction([](const std::vector<sinter::Value> &) {
              return std::vector<sinter::Value>{};
            }));
  sinter::AnyInstance w = library.instantiate(store, wrong);
  expectError([&] { w.call("work", {1}); });
}

int main() {
  testFiles();
  sinter::Library library = sinter::Library::open("plugin.so");
  list(library);
  sinter::Store store;
  sinter::NewMemory memory(1);
  sinter::NewTable table(store, 2);
  sinter::NewGlobal<std::int64_t> total(store, 100);
  sinter::ImportMap imports = makeImports(memory, table, total);
  sinter::AnyInstance a = library.instantiate(store, imports);
  {
    sinter::AnyInstance b = library.instantiate(store, imports);
    std::vector<sinter::Value> r = a.call("work", {5});
    std::printf("%lld %g, total %lld\n",
                static_cast<long long>(r[0].get<std::int64_t>()),
                static_cast<double>(r[1].get<float>()),
                static_cast<long long>(total.get().get()));
    std::printf("through table and memory: %d\n",
                b.call("other", {})[0].get<std::int32_t>());
  }
  auto sub = a.func("sub").as<std::int32_t(std::int32_t, std::int32_t)>();
  std::printf("typed: %d, host's: %lld\n", sub(9, 2),
              static_cast<long long>(std::get<0>(
                  a.func("again").as<std::tuple<std::int64_t, float>(std::int64_t)>()(4))));
  std::printf("version %d\n", a.global<const std::int32_t>("version").get());
  testErrors(library, store, imports, a);
  table.get().set(0, nullptr);
}
// CHECK: cannot open none.so
// CHECK-NEXT: text.so is no shared object
// CHECK-NEXT: arm.so is for another processor
// CHECK-NEXT: object.so is no shared object
// CHECK-NEXT: other.so is no module compiled by Sinter
// CHECK-NEXT: the module was compiled for version 3 of the runtime, and this is {{[0-9]+}}
// CHECK-NEXT: plugin
// CHECK-NEXT:   import env.log: func [i32 f64] -> []
// CHECK-NEXT:   import env.any: func [i64] -> [i64 f32]
// CHECK-NEXT:   import env.memory: memory 1
// CHECK-NEXT:   import env.table: table 2 (ref null func)
// CHECK-NEXT:   import env.total: global (mut i64)
// CHECK-NEXT:   export again: func [i64] -> [i64 f32]
// CHECK-NEXT:   export memory: memory 1
// CHECK-NEXT:   export other: func [] -> [i32]
// CHECK-NEXT:   export sub: func [i32 i32] -> [i32]
// CHECK-NEXT:   export version: global i32
// CHECK-NEXT:   export work: func [i32] -> [i64 f32]
// CHECK-NEXT: log 5 0.5
// CHECK-NEXT: 42 1.5, total 105
// CHECK-NEXT: through table and memory: 4
// CHECK-NEXT: typed: 7, host's: 8
// CHECK-NEXT: version 7
// CHECK-NEXT: unknown import: "env"."log" must be func [i32 f64] -> []
// CHECK-NEXT: incompatible import type: "env"."log" must be func [i32 f64] -> [], is func [i64] -> []
// CHECK-NEXT: incompatible import type: "env"."memory" must be memory 1, is func [] -> []
// CHECK-NEXT: {{import that belongs to another store.*|host function that is used in another store already}}: "env"."
// CHECK-NEXT: the module exports no function "none"
// CHECK-NEXT: the module exports no memory "sub"
// CHECK-NEXT: the function has another type
// CHECK-NEXT: these are not the arguments of a func [i32 i32] -> [i32]
// CHECK-NEXT: these are not the arguments of a func [i32 i32] -> [i32]
// CHECK-NEXT: the global has another type
// CHECK-NEXT: log 1 0.5
// CHECK-NEXT: a host function did not return what a func [i64] -> [i64 f32] does
