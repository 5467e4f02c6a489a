//===- Pipeline.h - the passes of -O1 and -O2 -----------------------------===//
//
// See Pipeline.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_PIPELINE_H
#define SINTER_CODEGEN_PIPELINE_H

#include "llvm/IR/PassManager.h"

namespace llvm {
class OptimizationLevel;
class PassBuilder;
} // namespace llvm

namespace sinter {

/// What runs at -O1 and -O2. Calls the callbacks of `pb` at the pipeline's
/// start, before simplification, and before vectorisation.
llvm::ModulePassManager buildPipelineForWasm(llvm::PassBuilder &pb,
                                             llvm::OptimizationLevel level);

} // namespace sinter
#endif
