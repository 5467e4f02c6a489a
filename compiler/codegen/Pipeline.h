//===- Pipeline.h - the passes of -O2 -------------------------------------===//
//
// See Pipeline.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_PIPELINE_H
#define SINTER_CODEGEN_PIPELINE_H

#include "llvm/IR/PassManager.h"

namespace llvm {
class PassBuilder;
} // namespace llvm

namespace sinter {

/// What runs at -O2. Calls the callbacks of `pb` at the pipeline's start, before
/// simplification, and before vectorisation.
llvm::ModulePassManager buildPipelineForWasm(llvm::PassBuilder &pb);

} // namespace sinter
#endif
