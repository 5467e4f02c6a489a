//===- SameOperation.h - an operation again, of another shape ---*- C++ -*-===//
//
// Passes that make numbers of vectors' lanes (LaneAddresses.cpp), or vectors of
// numbers (LoopScan.cpp), repeat operations that work on each lane alone. Which
// these are each pass decides; here they are made.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_SAMEOPERATION_H
#define SINTER_PASSES_SAMEOPERATION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/IRBuilder.h"

namespace sinter {

/// What `i` does, on `operands` of another number of lanes; `type` is that of
/// the result. `i` is a comparison, a choice (`select`, `smin` and the like), a
/// freeze, or an operation with one or two operands. Its flags are not kept:
/// nothing is promised of the new operands.
llvm::Value *sameOperation(llvm::IRBuilderBase &b, const llvm::Instruction &i,
                           llvm::ArrayRef<llvm::Value *> operands,
                           llvm::Type *type);

} // namespace sinter
#endif
