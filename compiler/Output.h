//===- Output.h - files appear whole or not at all ------------------------===//
//
// A result is written under a temporary name beside its final one and renamed
// when it is complete, so that a failure leaves whatever was there before; a
// signal that ends the process takes the temporary along. A device, a pipe or
// /proc/self/fd/N as output is written to directly: there is nothing to
// replace.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_OUTPUT_H
#define SINTER_OUTPUT_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace sinter {

/// Writes `bytes` to the file `path`, or to standard output for "-".
llvm::Error writeOutput(llvm::StringRef path, llvm::StringRef bytes);

/// Has `produce` make a file at the path that it is given, then puts it at
/// `path`.
llvm::Error
produceFile(llvm::StringRef path,
            llvm::function_ref<llvm::Error(llvm::StringRef)> produce);

/// Fails early, before any work, where writing `path` would fail: directories,
/// missing or unwritable ones above it.
llvm::Error checkOutputPath(llvm::StringRef path);

} // namespace sinter
#endif
