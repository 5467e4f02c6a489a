//===- CheckClaim.h - what a pass knew when it removed a check ------------===//
//
// Where a pass removes a check because it knows that the check never fails,
// accesses that relied on it, there or behind, have no proof any more: what the
// pass knew is not in the code. While the verifier watches (CheckVerifier.h),
// the pass leaves it there,
//
//   call void @sinter.claim(i1 %inside)
//
// at the end of the block that ended in the check. The verifier takes it for
// granted, so that it is all that has to be believed of the pass, and removes
// it when the pass has run. LLVM never sees it, and code does not depend on it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_CHECKCLAIM_H
#define SINTER_PASSES_CHECKCLAIM_H

#include "llvm/IR/Instructions.h"

namespace sinter {

/// From now on, or no longer, claims are made in `f`.
void wantClaims(llvm::Function &f, bool wanted);

/// Claims, where claims are wanted, that `condition` always holds, or never,
/// when control comes to the end of `block`.
void claim(llvm::Value *condition, bool holds, llvm::BasicBlock &block);

/// Claims, where claims are wanted, that the branch still goes the way that the
/// condition which it had before says.
void claimReplaced(llvm::Value *before, llvm::BranchInst &branch);

/// The condition that is claimed; null if `i` is no claim.
llvm::Value *claimed(const llvm::Instruction &i);

void removeClaims(llvm::Function &f);

} // namespace sinter
#endif
