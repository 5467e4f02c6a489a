//===- Run.h - compile and run at once ------------------------------------===//
#ifndef SINTER_TOOLS_RUN_H
#define SINTER_TOOLS_RUN_H

#include "sinter/Compiler.h"

namespace sinter {

/// Replaces this process by the program. Returns only on failure.
Result runProgram(const Input &in, const Options &o,
                  const std::vector<std::string> &arguments);

} // namespace sinter
#endif
