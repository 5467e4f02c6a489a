//===- BoundsProof.h - is an access to linear memory within bounds? -------===//
//
// Proves from IR alone that an access lies inside its memory: it uses nothing
// of the passes that move checks, so that it can find their mistakes.
//
// A proof is a chain of inequalities between unsigned numbers, each known at
// the access because a branch that dominates it went that way (BoundsFacts.h):
//
//   end of the access = x + c1,  x <= y + c2,  y <= .. <= the memory's size
//
// where constants are added without wrapping and "the size" is any load of it,
// however old: memories only grow. Where control flow joins, the address may
// come from several places; then each is proved where it comes from.
//
// What is taken for granted: the promises of IR itself (nuw, ranges) about what
// decides where control goes and about addresses, and that LLVM's analyses are
// right. What is frozen promises nothing (Thawed.h).
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_BOUNDSPROOF_H
#define SINTER_PASSES_BOUNDSPROOF_H

#include "BoundsFacts.h"
#include "HeapAccesses.h"
#include "llvm/Analysis/LoopInfo.h"

namespace sinter {

class BoundsProof {
public:
  BoundsProof(llvm::Function &f, const Memories &memories,
              llvm::DominatorTree &dt, llvm::LoopInfo &li,
              llvm::ScalarEvolution &se, ProofRules rules)
      : layout(f.getDataLayout()), memories(memories), dt(dt), li(li), se(se),
        facts(f, memories, dt, se, rules),
        i64(llvm::Type::getInt64Ty(f.getContext())) {}

  /// Whether the access is inside.
  bool proves(const MemoryAccess &access);

private:
  /// x + k <= size, of the memory that is being looked at; x as in facts.
  struct Goal {
    const llvm::SCEV *x;
    int64_t k;
  };

  /// The bytes from `pointer` on.
  struct Range {
    const llvm::SCEV *pointer, *length;
    bool isVolatile;
  };

  /// An edge to a block where control flow joins.
  struct Way {
    llvm::BasicBlock &to, &from;
    bool isFirst; ///< it must do for all iterations of a loop
  };
  class WayRewriter;

  // ---- sizes ----
  bool isSize(const llvm::SCEV *s);
  bool isNoNewer(const llvm::SCEV *a, const llvm::SCEV *b);
  uint64_t leastSize(const Place &at);

  // ---- what numbers can be at a place ----
  const llvm::SCEV *withoutDifference(const llvm::SCEV *s, uint64_t &less);
  uint64_t smallestAt(const llvm::SCEV *s, const Place &at);
  uint64_t largestAt(const llvm::SCEV *s, const Place &at);
  uint64_t largestOf(llvm::PHINode *phi);
  bool isAtMost(const llvm::SCEV *a, const llvm::SCEV *b, const Place &at);

  // ---- inequalities ----
  bool proveGoal(Goal g, const Place &at, unsigned depth = 0);
  bool proveSources(Goal g, unsigned depth);
  bool isBelowSize(Goal g, const Place &at);
  bool isPartBelowSize(Goal g, const Place &at);
  Goal withoutConstant(Goal g, const Place &at);
  bool isBelowOthers(Goal g, const Place &at);
  bool proveLastValue(Goal g, const Place &at);
  bool proveLastValueFor(llvm::BasicBlock *exit,
                         const llvm::SCEVAddRecExpr &rec, int64_t k,
                         const Place &at);

  // ---- ranges of bytes ----
  bool proveRange(const Range &r, const Place &at, unsigned depth);
  bool proveHere(const Range &r, const Place &at);
  bool proveOffset(const llvm::SCEV *offset, const Range &r, const Place &at);
  const llvm::SCEV *lowHalf(const llvm::SCEV *s);
  bool proveLow(const llvm::SCEV *offset, int64_t k, const Place &at);
  uint64_t largestOffset(const llvm::SCEV *offset);
  bool proveSum(const llvm::SCEV *offset, const llvm::SCEV *length,
                const Place &at);
  bool proveNarrow(const MemoryAccess &access, const Place &at);

  // ---- where control flow joins ----
  bool proveCases(const Range &r, const Place &at, unsigned depth);
  bool proveIterations(const Range &r, unsigned depth);
  bool proveWays(const Range &r, const Place &at, unsigned depth);
  bool proveSelect(const Range &r, llvm::SelectInst &choice, const Place &at,
                   unsigned depth);
  bool provePhi(const Range &r, llvm::BasicBlock &block, const Place &at,
                unsigned depth);
  bool proveWay(const Range &r, const Way &way, const Place &at,
                unsigned depth);
  Facts factsBefore(const Way &way, const Place &at);
  void addFactsOfExit(const Way &way, Place &where);

  // ---- what goes in step ----
  const llvm::SCEV *distance(llvm::Value *v, const llvm::SCEV *&base);
  const llvm::SCEV *sameOnAllWays(llvm::PHINode &phi, const llvm::SCEV *&base);
  const llvm::SCEV *stepAhead(llvm::PHINode &phi, llvm::PHINode &other,
                              const llvm::SCEV *&base, bool narrow);
  bool proveInStep(const Range &r, llvm::PHINode &phi, const Place &at);
  bool isZero(const llvm::SCEV *s, unsigned depth);
  bool proveEqual(const llvm::SCEV *low, int64_t k, const Place &at);

  const llvm::DataLayout &layout;
  const Memories &memories;
  llvm::DominatorTree &dt;
  llvm::LoopInfo &li;
  llvm::ScalarEvolution &se;
  BoundsFacts facts;
  llvm::Type *i64;
  unsigned memory = 0; ///< that is being looked at
  unsigned steps = 0;  ///< of the search for the proof of this access
  /// Of isZero; it must not use up those of other ways to prove it.
  unsigned zeroSteps = 0;
  llvm::DenseMap<std::pair<const llvm::SCEV *, unsigned>, bool> sizes;
};

} // namespace sinter
#endif
