//===- EntersCode.h - instructions that run other code --------------------===//
//
// Checks for stack overflow and interruption are put into finished functions,
// by what these call (passes/StackCheck.cpp, Interrupt.cpp), and they need the
// instance. Lowering keeps it there for them by the same question: if the two
// differed, a check could be left without an instance to look at.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_ENTERSCODE_H
#define SINTER_LOWER_ENTERSCODE_H

#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/IntrinsicInst.h"

namespace sinter {

/// A call of a function, not of an operation that LLVM has, which comes back.
inline bool entersCode(const llvm::Instruction &i) {
  const auto *call = llvm::dyn_cast<llvm::CallBase>(&i);
  return call && !llvm::isa<llvm::IntrinsicInst>(call) &&
         !call->doesNotReturn();
}

} // namespace sinter
#endif
