//===- Parallel.h - the same work for many items, on several threads ------===//
#ifndef SINTER_CODEGEN_PARALLEL_H
#define SINTER_CODEGEN_PARALLEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace sinter {

/// How many threads -j asks for: 0 is one for each core that we may use.
unsigned threadCount(unsigned jobs);

/// Calls work(i) for each i of `order`, at most `jobs` at a time, and returns
/// when all are done. They start in this order. If some fail, the error is that
/// of the lowest i, whatever `jobs` is; what cannot change that is left undone.
///
/// Each runs on a thread whose stack has the same size everywhere, so that what
/// can be compiled depends on nothing.
llvm::Error forEachInParallel(unsigned jobs, llvm::ArrayRef<uint32_t> order,
                              llvm::function_ref<llvm::Error(uint32_t)> work);

} // namespace sinter
#endif
