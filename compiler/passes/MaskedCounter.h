//===- MaskedCounter.h - counters whose low bits end their loop -----------===//
//
// LLVM makes a counter of 32 bits one of 64, and the test of its end one of the
// low bits,
//
//   loop:  %i = phi i64 [ 4294910976, %entry ], [ %next, %loop ]
//          %next = add i64 %i, 4
//          %low = and i64 %next, 4294967292
//          br (icmp eq i64 %low, 0), %end, %loop
//
// which its analyses of loops do not follow. But if the low bits are those of
// the end after n steps from the start then the loop has ended by then: another
// time earlier would only be less. So the counter is never more than the start
// and n - 1 steps.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_MASKEDCOUNTER_H
#define SINTER_PASSES_MASKEDCOUNTER_H

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"

namespace sinter {

/// What `phi` can be if it counts up from a constant in a loop that ends so;
/// anything otherwise.
llvm::ConstantRange rangeOfMaskedCounter(const llvm::PHINode &phi,
                                         const llvm::LoopInfo &li,
                                         const llvm::DominatorTree &dt);

} // namespace sinter
#endif
