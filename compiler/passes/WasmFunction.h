//===- WasmFunction.h - a function's instance, store and frame ------------===//
//
// What the passes that put checks into finished functions share: where a
// function's instance and store are to be found (Passes.h has the attributes
// that say so), and where a block may be split near the entry.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_WASMFUNCTION_H
#define SINTER_PASSES_WASMFUNCTION_H

#include "../lower/Abi.h"
#include "llvm/IR/Instructions.h"

namespace sinter {

/// Allocas of a fixed size, all in the entry block.
llvm::SmallVector<llvm::AllocaInst *> staticAllocas(llvm::Function &f);

/// Moves the allocas to the beginning, so that a block can be split off behind
/// them and they stay part of the fixed frame; the place behind them.
llvm::BasicBlock::iterator afterAllocas(llvm::Function &f);

llvm::Value *instanceOf(llvm::Function &f);
llvm::Value *storeOf(llvm::Function &f, const Abi &abi, llvm::IRBuilder<> &b,
                     llvm::Value *instance);

} // namespace sinter
#endif
