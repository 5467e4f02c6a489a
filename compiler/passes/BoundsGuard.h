//===- BoundsGuard.h - is an access behind a branch that may check it? ----===//
//
// The last resort of the verifier, for accesses of which no proof is found.
// LLVM turns the checks of a loop into the number of its iterations, merges
// conditions, and forgets what told that nothing wraps; what is left may be
// right without being recognised. It is guarded if all of this holds:
//
//   - the pointer is the base of a memory and something
//   - all ways to it lead through a branch whose condition is made of that
//     memory's size, or of a number that the address or the trip counts of its
//     loops are made of; or these are made of the size themselves
//
// or if the access cannot leave the memory's minimum, by what LLVM's own
// analyses and MaskedCounter.h know, or is one for the guard pages. So this
// finds accesses that nothing checks, and not checks that are wrong.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_BOUNDSGUARD_H
#define SINTER_PASSES_BOUNDSGUARD_H

#include "HeapAccesses.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LazyValueInfo.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Dominators.h"

namespace sinter {

class BoundsGuard {
public:
  BoundsGuard(llvm::Function &f, const Memories &memories,
              llvm::DominatorTree &dt, llvm::LoopInfo &li,
              llvm::ScalarEvolution &se, llvm::AssumptionCache &assumptions)
      : layout(f.getDataLayout()), memories(memories), dt(dt), li(li), se(se),
        values(&assumptions, &layout) {}

  bool isGuarded(const MemoryAccess &access);

private:
  using Values = llvm::SmallPtrSet<llvm::Value *, 32>;

  bool isInMinimum(const MemoryAccess &access);
  std::optional<llvm::APInt> furthest(const MemoryAccess &access);
  llvm::ConstantRange rangeOf(llvm::Value *v, llvm::Instruction *at);
  bool isBehindGuard(const MemoryAccess &access);
  bool isBehind(llvm::BasicBlock *block,
                llvm::function_ref<bool(llvm::BasicBlock *)> isOne);
  const Values &sourcesOf(llvm::Value *v);

  const llvm::DataLayout &layout;
  const Memories &memories;
  llvm::DominatorTree &dt;
  llvm::LoopInfo &li;
  llvm::ScalarEvolution &se;
  llvm::LazyValueInfo values;
  unsigned memory = 0; ///< that is being looked at
  llvm::DenseMap<llvm::Value *, Values> sources;
};

} // namespace sinter
#endif
