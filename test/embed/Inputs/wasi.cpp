#include "tool.hpp"
#include <cstdio>

static void run(const sinter::WasiConfig &wasi) {
  sinter::Config config;
  config.wasi = wasi;
  tool::Instance m(config);
  try {
    m._start();
  } catch (const sinter::Exit &e) {
    std::printf("exit code %d\n", e.code());
  }
}

int main() {
  std::string out, err;
  sinter::WasiConfig all;
  all.args = {"tool", "fixed", "x"};
  all.env = {{"NAME", "value"}};
  all.dirs = {{"data", "/data", true}};
  all.in = sinter::WasiStream::input("one\ntwo\n");
  all.out = sinter::WasiStream::capture(out);
  all.err = sinter::WasiStream::capture(err);
  all.clock = [](std::uint32_t) { return std::uint64_t(86400) * 1000000000; };
  all.random = [](void *bytes, std::size_t n) { std::memset(bytes, 7, n); };
  run(all);
  std::printf("%s[%s]\n", out.c_str(), err.c_str());

  sinter::WasiConfig little;
  little.args = {"tool"};
  out.clear();
  little.out = sinter::WasiStream::capture(out);
  run(little);
  std::printf("%s", out.c_str());

  little.out = sinter::WasiStream::writer([](std::string_view) { throw 5; });
  try {
    run(little);
  } catch (int thrown) {
    std::printf("thrown by the stream: %d\n", thrown);
  }
  try {
    tool::Instance none;
  } catch (const sinter::LinkError &e) {
    std::printf("%s\n", e.what());
  }
  little.dirs = {{"no such directory", "/", false}};
  try {
    run(little);
  } catch (const sinter::Error &e) {
    std::printf("%s\n", e.what());
  }
}
// CHECK: exit code 3
// CHECK-NEXT: in: one
// CHECK-NEXT: in: two
// CHECK-NEXT: 3 arguments, NAME=value
// CHECK-NEXT: file: from a file
// CHECK-NEXT: writable: 0
// CHECK-NEXT: time 86400, random 7
// CHECK-NEXT: [done
// CHECK: exit code 1
// CHECK-NEXT: 1 arguments, NAME=
// CHECK-NEXT: writable: 0
// CHECK: thrown by the stream: 5
// CHECK-NEXT: import from WASI, for which there is no configuration:
// "wasi_snapshot_preview1"."{{.*}}" must be func CHECK-NEXT: cannot open the
// directory no such directory: No such file or directory
