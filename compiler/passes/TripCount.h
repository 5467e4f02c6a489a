//===- TripCount.h - how often a loop runs at most ------------------------===//
//
// ScalarEvolution knows the count of most loops, but it may assume nothing that
// it cannot prove: `for (; p != end; p += 8)` has no count as long as end - p
// could be 4. A pass that chooses between two copies of a loop can test such
// things before the loop. So a count here comes with conditions.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_TRIPCOUNT_H
#define SINTER_PASSES_TRIPCOUNT_H

#include "Quotients.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/InstrTypes.h"
#include <optional>

namespace llvm {
class BasicBlock;
class DominatorTree;
class Loop;
class LoopInfo;
class SCEV;
class SCEVAddRecExpr;
class ScalarEvolution;
} // namespace llvm

namespace sinter {

/// A comparison that can be made before a loop.
struct Condition {
  llvm::CmpInst::Predicate predicate;
  const llvm::SCEV *left, *right;

  bool operator==(const Condition &) const = default;
};

/// The back edge is taken `count` times at most (unsigned) whenever the loop is
/// entered with all of `when` true.
struct TripCount {
  const llvm::SCEV *count;
  llvm::SmallVector<Condition, 1> when;
  /// If set: the block that leaves the loop in iteration `count` exactly,
  /// unless another exit was taken before; ScalarEvolution does not know that.
  llvm::BasicBlock *exit;
};

/// Counts of the loops of a function, each computed once.
class TripCounts {
public:
  TripCounts(llvm::Function &f, llvm::ScalarEvolution &se,
             const llvm::LoopInfo &li, const llvm::DominatorTree &dt)
      : quotients(f, se, dt), se(se), li(li), dt(dt) {}

  /// Null if nothing is known. Exits to traps are not considered: the number
  /// of iterations without a trap is what is asked for.
  const TripCount *get(llvm::Loop &l);
  void forget() {
    known.clear();
    quotients.forget();
  }

  Quotients quotients;

private:
  std::optional<TripCount> compute(llvm::Loop &l);
  std::optional<TripCount> testedCount(llvm::Loop &l,
                                       llvm::BasicBlock &exiting);
  std::optional<TripCount> untilEqual(const llvm::SCEVAddRecExpr &x,
                                      const llvm::SCEV *end);
  std::optional<TripCount> untilBeyond(llvm::CmpInst::Predicate stay,
                                       const llvm::SCEVAddRecExpr &x,
                                       const llvm::SCEV *end);

  llvm::ScalarEvolution &se;
  const llvm::LoopInfo &li;
  const llvm::DominatorTree &dt;
  llvm::DenseMap<const llvm::Loop *, std::optional<TripCount>> known;
};

} // namespace sinter
#endif
