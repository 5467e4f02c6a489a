//===- Depfile.h - what an output was made from, for build systems --------===//
//
// A rule of Make without commands, as `cc -MF` writes it. CMake, Ninja, Meson
// and Make itself read it and compile again when one of the files changes.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_DEPFILE_H
#define SINTER_DEPFILE_H

#include "sinter/Compiler.h"
#include "llvm/Support/Error.h"

namespace sinter {

/// Writes o.depfile: `output` depends on all files that the request names.
llvm::Error writeDepfile(const Input &in, llvm::StringRef output,
                         const Options &o);

} // namespace sinter
#endif
