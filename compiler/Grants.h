//===- Grants.h - what an executable may use, in the executable -----------===//
#ifndef SINTER_GRANTS_H
#define SINTER_GRANTS_H

#include "sinter/Compiler.h"
#include "llvm/IR/Module.h"

namespace sinter {

/// Adds the constant `sinter_main_grants`, which the start of an executable
/// reads: directories and environment of the options.
void addGrants(llvm::Module &ir, const Options &o);

} // namespace sinter
#endif
