//===- BoundsFacts.h - inequalities that branches establish ---------------===//
//
// At a place in a function, a branch that dominates it has gone one way; so its
// condition is known to hold there, or not to. Here such conditions are taken
// apart into inequalities between unsigned numbers:
//
//   br (icmp ugt (add nuw (zext %a), 12), %size), %trap, %next
//   in %next:    zext(%a) + 12 <= %size
//
// Numbers are SCEVs of at most 64 bits and stand for their unsigned values, so
// that constants are added without wrapping.
//
// A number that stands for "the memory's size by now" is in no code: it is what
// facts about different loads of the size have in common. Memories only grow:
// what was at most the size then is at most the size now.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_BOUNDSFACTS_H
#define SINTER_PASSES_BOUNDSFACTS_H

#include "../lower/Memories.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Dominators.h"

namespace sinter {

/// Facts about numbers that may differ by a constant share a topic: the number
/// without the constant; for sums (equal operands in another order are another
/// SCEV) how many operands they have. Constants all have one topic.
using Topic = std::pair<const llvm::SCEV *, unsigned>;

/// left + k <= right, or with `strict` left + k < right. `topic`: of `left`.
struct Fact {
  const llvm::SCEV *left, *right;
  int64_t k;
  bool strict;
  Topic topic;
};
using Facts = llvm::SmallVector<Fact, 2>;

/// A block, and what else is known there: on one of the ways into it or out.
struct Place {
  llvm::BasicBlock *block;
  Facts more;
};

/// A 32-bit number that `v` is after an extension and the addition of
/// constants, which are added to `k`; null if it is none. SCEV has a form of
/// its own for some of these, in which they cannot be compared.
llvm::Value *splitExtended(llvm::Value *v, uint64_t &k);

/// What proofs may use.
struct ProofRules {
  /// How often loops run. That may be known or not after small changes of code.
  bool tripCounts = true;
  /// That offsets in memories are below 2^32.
  bool narrowOffsets = false;
  /// Steps of a search for one proof. What was found before a change of code
  /// with fewer is found after it with more.
  unsigned effort = 4000;
};

class BoundsFacts {
public:
  BoundsFacts(llvm::Function &f, const Memories &memories,
              llvm::DominatorTree &dt, llvm::ScalarEvolution &se,
              ProofRules rules);

  /// No constant in a proof is larger; sums of a few of them do not wrap.
  static constexpr int64_t maxConstant = int64_t(1) << 50;

  const ProofRules rules;

  // ---- facts ----
  using Condition = llvm::function_ref<bool(const Fact &)>;
  /// Whether some fact that is known at a place meets a condition.
  bool any(const Place &at, Condition holds) const;
  /// The same for facts whose left side may differ from `s` by a constant.
  bool anyAbout(const llvm::SCEV *s, const Place &at, Condition holds);
  /// Whether control never comes there: what is known is false.
  bool isImpossible(const Place &at);

  /// Whether a condition that joins several is true, or false.
  std::optional<bool> isKnown(llvm::PHINode &condition, const Place &at);

  /// Adds what follows from `condition`, or from its opposite.
  void learn(llvm::Value *condition, bool holds, Facts &facts,
             unsigned depth = 0);
  /// Adds what is known when control goes from one block to the other.
  void learnEdge(llvm::BasicBlock *from, llvm::BasicBlock *to, Facts &facts);
  /// Whether something in `s` besides what joins in `block` is not the same in
  /// all iterations of the loops around the block.
  bool varies(const llvm::SCEV *s, const llvm::BasicBlock &block) const;
  /// The same with what joins in `block`.
  bool mayChange(const llvm::SCEV *s, const llvm::BasicBlock &block) const;
  /// Whether something in `s` was there on the way `from` before `to` already,
  /// and may be another one when it is used behind `to`.
  bool isOld(const llvm::SCEV *s, const llvm::BasicBlock &to,
             const llvm::BasicBlock &from) const;
  void add(Facts &facts, const llvm::SCEV *left, const llvm::SCEV *right,
           bool strict, int64_t k = 0);
  /// The same, for all numbers that `left` is made of.
  void addLess(Facts &facts, llvm::Value *left, const llvm::SCEV *right,
               bool strict, int64_t k = 0);

  // ---- sizes ----
  /// The size by now of the memory whose size `s` is or was, or null.
  const llvm::SCEV *sizeNow(const llvm::SCEV *s);
  bool isSizeNow(const llvm::SCEV *s, unsigned memory);

  // ---- numbers ----
  /// `v` as a 64-bit unsigned number; null if it is none.
  const llvm::SCEV *number(llvm::Value *v);
  llvm::ConstantRange rangeOf(const llvm::SCEV *s);
  uint64_t largest(const llvm::SCEV *s);
  uint64_t smallest(const llvm::SCEV *s);
  /// The constant that is added to the rest of `s`; null if there is none.
  static const llvm::SCEVConstant *constantIn(const llvm::SCEV *s);
  /// `s` in the form that SCEV has for quotients of narrow numbers: it does not
  /// see through the extension of the dividend where the quotient is truncated.
  const llvm::SCEV *withNarrowQuotients(const llvm::SCEV *s);
  /// Something that a - b never exceeds.
  std::optional<int64_t> excess(const llvm::SCEV *a, const llvm::SCEV *b);

private:
  Topic topicOf(const llvm::SCEV *s);
  const llvm::SCEV *together(const llvm::SCEV *s);
  llvm::Value *sameOnAllWays(llvm::PHINode &phi) const;
  void learnRange(llvm::Value *v, const llvm::ConstantRange &range,
                  Facts &facts);
  void learnComparison(llvm::ICmpInst::Predicate p, llvm::Value *l,
                       llvm::Value *r, Facts &facts);
  void addImpossible(Facts &facts);

  void learnBlocks(llvm::Function &f);
  void joinFacts(llvm::Function &f);
  void know(llvm::BasicBlock *block, const Fact &fact);

  /// What is known in a block and not in the one that dominates it.
  struct Known {
    llvm::BasicBlock *block;
    Fact fact;
  };

  const Memories &memories;
  llvm::DominatorTree &dt;
  llvm::ScalarEvolution &se;
  llvm::Type *i64;
  std::unique_ptr<llvm::Function> sizesNow; ///< an argument for each memory
  llvm::DenseMap<const llvm::SCEV *, const llvm::SCEV *> nowOf;
  std::vector<Known> all;
  llvm::DenseMap<Topic, std::vector<unsigned>> byTopic; ///< indices in `all`
};

} // namespace sinter
#endif
