//===- Comparison.h - one module compiled in several ways -----------------===//
//
// Each module is compiled and run in a process of its own: whatever its code
// does wrong, the others go on, and a crash is a result like any other. The
// first configuration says what is right.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_COMPARISON_H
#define SINTER_FUZZ_COMPARISON_H

#include "Native.h"
#include <sys/types.h>

namespace sinter::fuzz {

struct Difference {
  uint64_t seed = 0;
  uint32_t function = 0, call = 0; ///< numbers as generated
  std::string configuration;
  std::string expected, actual;
};

struct Comparison {
  std::vector<Difference> differences;
  /// What the first configuration did: a line for each call, by function.
  std::vector<std::string> outcomes;
};

/// A process that compares; `module` and `ways` outlive it.
class Worker {
public:
  /// Starts it. `folder` is for its files, `number` their name.
  Worker(const LoopModule &module, const std::vector<Configuration> &ways,
         const std::string &folder, unsigned number);
  ~Worker();
  Worker(const Worker &) = delete;

  pid_t pid() const { return process; }
  /// After it has ended with `status` as waitpid says.
  Comparison result(int status) const;

private:
  struct Progress;
  void run(const std::string &folder);
  void runWay(const Configuration &how, const std::string &folder, bool first);

  const LoopModule &module;
  const std::vector<Configuration> &ways;
  std::string report;
  Comparison found; ///< in the process
  Progress *progress;
  pid_t process = -1;
};

/// Runs one Worker to its end.
Comparison compare(const LoopModule &module,
                   const std::vector<Configuration> &ways,
                   const std::string &folder, unsigned number);

} // namespace sinter::fuzz
#endif
