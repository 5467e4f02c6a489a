//===- LibraryNames.h - library functions that LLVM may know --------------===//
//
// Optimisation and instruction selection must agree on which names mean C's
// functions; see Optimize.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_LIBRARYNAMES_H
#define SINTER_CODEGEN_LIBRARYNAMES_H

#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/Module.h"

namespace sinter {

/// memcpy, memmove and memset: what loops turn into.
llvm::TargetLibraryInfoImpl knownLibrary(const llvm::Module &ir);

} // namespace sinter
#endif
