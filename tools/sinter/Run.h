//===- Run.h - compile and run at once ------------------------------------===//
#ifndef SINTER_TOOLS_RUN_H
#define SINTER_TOOLS_RUN_H

#include "sinter/Compiler.h"

namespace sinter {

/// Compiles to an executable in memory: the descriptor `program`.
Result compileProgram(const Input &in, const Options &o, int &program);

/// Replaces this process by the program. Returns only on failure.
Result executeProgram(int program, const Input &in,
                      const std::vector<std::string> &arguments);

} // namespace sinter
#endif
