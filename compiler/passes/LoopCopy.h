//===- LoopCopy.h - two copies of a loop nest, one without checks ---------===//
//
// Carries out a LoopPlan:
//
//   before:                      after:
//     preheader                    preheader: do all demands hold?
//         |                             |yes         |no
//       loop, with checks             loop       loop.exact, with checks
//         |                             |            |
//       exit                            +--- exit ---+
//
// In `loop` the planned checks are gone and the addresses are 64-bit sums that
// do not wrap: LLVM sees there what it sees in native code. The other copy is
// the loop as it was, and traps where it always did; it is cold, so nobody
// should spend code on it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_LOOPCOPY_H
#define SINTER_PASSES_LOOPCOPY_H

#include "LoopPlan.h"

namespace sinter {

/// Whether all numbers that the demands are about exist. Where LLVM found out
/// that nobody needs one it may have dropped it.
bool haveInputs(const LoopPlan &plan);

/// Makes sure that the numbers in the demands are the same each time they are
/// used: LLVM may see an undefined value in a number that nobody defined, and
/// then a test of it says nothing. True if the code had to be changed; then the
/// plan is out of date.
bool freezeInputs(const LoopPlan &plan, LoopContext &context);

/// Makes the second copy, and improves the first.
void versionLoop(LoopPlan &plan, LoopContext &context);

/// Improves the loop as far as no demand has to be tested. False if there is
/// nothing to do.
bool improveLoop(LoopPlan &plan, LoopContext &context);

/// Whether `l` is the exact copy of a loop that was versioned.
bool isExactCopy(const llvm::Loop &l);

} // namespace sinter
#endif
