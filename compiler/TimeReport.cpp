//===- TimeReport.cpp - where the time of a compilation goes --------------===//
//
// See TimeReport.h.
//
//===----------------------------------------------------------------------===//
#include "TimeReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <sys/resource.h>
#include <time.h>

using namespace llvm;

namespace sinter {

static double clockSeconds(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}

double threadSeconds() { return clockSeconds(CLOCK_THREAD_CPUTIME_ID); }

static Seconds now() {
  return {clockSeconds(CLOCK_MONOTONIC),
          clockSeconds(CLOCK_PROCESS_CPUTIME_ID)};
}

static uint64_t peakMemoryBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return uint64_t(usage.ru_maxrss) * 1024;
}

Error TimeReport::phase(const char *name, function_ref<Error()> work) {
  Seconds before = now();
  Error e = work();
  Seconds after = now();
  phases.push_back({name, {after.wall - before.wall, after.cpu - before.cpu}});
  return e;
}

void TimeReport::add(const ShardTimes &times) {
  std::lock_guard<std::mutex> lock(mutex);
  shards.push_back(times);
}

void TimeReport::printPhases(raw_ostream &os) const {
  Seconds total;
  os << formatv("{0,-24} {1,9} {2,9}\n", "phase", "seconds", "CPU");
  for (const Phase &p : phases) {
    os << formatv("{0,-24} {1,9:f3} {2,9:f3}\n", p.name, p.seconds.wall,
                  p.seconds.cpu);
    total.wall += p.seconds.wall;
    total.cpu += p.seconds.cpu;
  }
  os << formatv("{0,-24} {1,9:f3} {2,9:f3}\n", "all", total.wall, total.cpu);
}

/// All of them in one line, and those that took longest.
void TimeReport::printShards(raw_ostream &os, unsigned threads) const {
  constexpr size_t Shown = 8;
  std::vector<ShardTimes> sorted = shards;
  llvm::sort(sorted, [](const ShardTimes &l, const ShardTimes &r) {
    return l.sum() != r.sum() ? l.sum() > r.sum() : l.shard < r.shard;
  });
  const char *row = "{0,-8} {1,9} {2,9} {3,7} {4,8} {5,8} {6,8} {7,8} {8,8}\n";
  auto print = [&](const Twine &name, const ShardTimes &s) {
    auto seconds = [](double s) { return formatv("{0:f3}", s).str(); };
    os << formatv(row, name.str(), s.bytes, s.functions, s.copies,
                  seconds(s.lower), seconds(s.cache), seconds(s.optimize),
                  seconds(s.emit), seconds(s.sum()));
  };
  os << formatv("\n{0} shards on {1} threads; CPU seconds\n", shards.size(),
                threads);
  os << formatv(row, "shard", "bytes", "functions", "copies", "lower", "cache",
                "optimise", "emit", "sum");
  ShardTimes all;
  for (const ShardTimes &s : sorted) {
    all.bytes += s.bytes;
    all.functions += s.functions;
    all.copies += s.copies;
    all.lower += s.lower;
    all.cache += s.cache;
    all.optimize += s.optimize;
    all.emit += s.emit;
  }
  for (const ShardTimes &s : ArrayRef(sorted).take_front(Shown))
    print(Twine(s.shard), s);
  if (sorted.size() > Shown)
    os << "...\n";
  print("all", all);
}

std::string TimeReport::text(unsigned threads) const {
  std::string s;
  raw_string_ostream os(s);
  printPhases(os);
  if (!shards.empty())
    printShards(os, threads);
  os << formatv("\npeak memory: {0} MB\n", peakMemoryBytes() >> 20);
  return s;
}

} // namespace sinter
