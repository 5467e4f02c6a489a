//===- Reducer.h - a failing function, made small -------------------------===//
#ifndef SINTER_FUZZ_REDUCER_H
#define SINTER_FUZZ_REDUCER_H

#include "Comparison.h"

namespace sinter::fuzz {

/// One line and both outcomes.
std::string describe(const Difference &d);
/// A function as text, and its calls.
std::string describe(const LoopModule &module, const TestFunction &f);

/// Where to work, and with which node if V8 is the one that differs.
struct ReductionFolder {
  std::string folder, node, script;
};

/// Leaves out statements of the function as long as it still fails, and
/// describes what is left. `functions`: of the module.
std::string reduce(const Difference &d, unsigned functions,
                   const std::vector<Configuration> &ways,
                   const ReductionFolder &where);

} // namespace sinter::fuzz
#endif
