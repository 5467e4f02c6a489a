//===- TimeReport.h - where the time of a compilation goes ----------------===//
//
// For --time-report. Phases follow each other; inside of one of them, shards
// are compiled at the same time on several threads.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_TIMEREPORT_H
#define SINTER_TIMEREPORT_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <mutex>
#include <vector>

namespace sinter {

/// Seconds on the clock, and of all cores.
struct Seconds {
  double wall = 0, cpu = 0;
};

/// Where the CPU time of one shard went, and what was in it.
struct ShardTimes {
  uint32_t shard = 0;
  uint64_t bytes = 0;
  size_t functions = 0, copies = 0;
  double lower = 0, cache = 0, optimize = 0, emit = 0;
  double sum() const { return lower + cache + optimize + emit; }
};

/// CPU seconds of the calling thread since some point in the past.
double threadSeconds();

class TimeReport {
public:
  /// Does `work` and notes how long it took.
  llvm::Error phase(const char *name, llvm::function_ref<llvm::Error()> work);
  /// From any thread.
  void add(const ShardTimes &times);
  /// Tables for people.
  std::string text(unsigned threads) const;

private:
  struct Phase {
    const char *name;
    Seconds seconds;
  };
  void printPhases(llvm::raw_ostream &os) const;
  void printShards(llvm::raw_ostream &os, unsigned threads) const;

  std::vector<Phase> phases;
  std::vector<ShardTimes> shards;
  std::mutex mutex; ///< of shards
};

} // namespace sinter
#endif
