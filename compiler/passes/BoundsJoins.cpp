//===- BoundsJoins.cpp - what is known on all ways to a block -------------===//
//
// Where control flow joins, a fact may hold because each of the ways there has
// established it, with branches of their own: the copies that versioning makes
// of a loop both have checks, and what comes behind the loop may rely on them.
//
// This is the data flow problem of available expressions, with facts for
// expressions: in a block is known what is known at the end of all blocks
// before it. Values that may have been computed anew since then drop out where
// ways join.
//
//===----------------------------------------------------------------------===//
#include "BoundsFacts.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/PostOrderIterator.h"

using namespace llvm;

namespace sinter {
namespace {

/// Whether `a`, of the same subject as `b`, says at least as much.
bool implies(const Fact &a, const Fact &b) {
  int64_t more = a.k + a.strict - b.k - b.strict;
  auto *least = dyn_cast<SCEVConstant>(a.right);
  if (!least)
    return more >= 0;
  const APInt &x = least->getAPInt();
  const APInt &y = cast<SCEVConstant>(b.right)->getAPInt();
  constexpr uint64_t most = BoundsFacts::maxConstant;
  return x.ule(most) && y.ule(most) &&
         more + y.getSExtValue() - x.getSExtValue() >= 0;
}

/// Facts have numbers; equal ones have the same.
class FactNumbers {
public:
  unsigned get(const Fact &f) {
    auto [it, isNew] =
        numbers.try_emplace({{f.left, f.right}, {f.k, f.strict}}, facts.size());
    if (isNew) {
      facts.push_back(f);
      bySubject[subjectOf(f)].push_back(it->second);
    }
    return it->second;
  }

  /// Those that a fact implies: on another way, only one of these may be known.
  void addImplied(unsigned fact, BitVector &to) const {
    for (unsigned other : bySubject.find(subjectOf(facts[fact]))->second)
      if (implies(facts[fact], facts[other]))
        to.set(other);
  }

  const Fact &operator[](unsigned i) const { return facts[i]; }
  unsigned size() const { return facts.size(); }

private:
  /// What facts must have in common to imply each other: all but constants.
  using Subject = std::pair<const SCEV *, const SCEV *>;
  static Subject subjectOf(const Fact &f) {
    return {f.left, isa<SCEVConstant>(f.right) ? nullptr : f.right};
  }

  DenseMap<std::pair<Subject, std::pair<int64_t, unsigned>>, unsigned> numbers;
  DenseMap<Subject, std::vector<unsigned>> bySubject;
  std::vector<Fact> facts;
};

/// Larger functions go without: bits.
constexpr size_t maxWork = size_t(1) << 28;

bool isJoin(const BasicBlock &block) {
  return !block.isEntryBlock() && !block.getSinglePredecessor();
}

class FactFlow {
public:
  FactFlow(BoundsFacts &facts, Function &f, const DominatorTree &dt)
      : facts(facts), dt(dt), order(&f) {
    for (BasicBlock *from : order)
      for (BasicBlock *to : successors(from)) {
        Facts learnt;
        facts.learnEdge(from, to, learnt);
        for (const Fact &fact : learnt)
          addFact(fact, edges[{from, to}]);
      }
    if (size_t(numbers.size()) * f.size() <= maxWork)
      while (sweep())
        ;
  }

  /// Calls `visit` for what is known in blocks where ways join and not in the
  /// blocks that dominate these.
  void visitJoins(function_ref<void(BasicBlock *, const Fact &)> visit) {
    if (known.empty())
      return;
    for (BasicBlock *block : order)
      if (isJoin(*block))
        for (unsigned i : known[block].set_bits())
          if (!dominating(block).test(i))
            visit(block, numbers[i]);
  }

private:
  /// A size is mostly loaded anew on each of the ways.
  void addFact(Fact fact, SmallVectorImpl<unsigned> &to) {
    to.push_back(numbers.get(fact));
    if (const SCEV *now = facts.sizeNow(fact.right)) {
      fact.right = now;
      to.push_back(numbers.get(fact));
    }
  }

  bool sweep() {
    bool changed = false;
    for (BasicBlock *block : order) {
      BitVector now = incoming(block);
      if (isJoin(*block))
        join(block, now);
      BitVector &before = known[block];
      changed |= before != now;
      before = std::move(now);
    }
    return changed;
  }

  /// Everything is known until a way is found on which it is not.
  BitVector incoming(BasicBlock *block) const {
    BitVector all(numbers.size(), !block->isEntryBlock());
    for (BasicBlock *from : predecessors(block)) {
      auto it = known.find(from);
      if (it == known.end())
        continue; // unreachable, or not yet looked at
      BitVector way = it->second;
      for (unsigned fact : edges.lookup({from, block}))
        numbers.addImplied(fact, way);
      all &= way;
    }
    return all;
  }

  /// What the block that dominates a join knows stays true; anything else may
  /// be about values of another iteration.
  void join(BasicBlock *block, BitVector &now) {
    BitVector more = now;
    more.reset(dominating(block));
    for (unsigned i : more.set_bits())
      if (facts.mayChange(numbers[i].left, *block) ||
          facts.mayChange(numbers[i].right, *block))
        now.reset(i);
    now |= dominating(block);
  }
  const BitVector &dominating(BasicBlock *block) {
    return known[dt.getNode(block)->getIDom()->getBlock()];
  }

  BoundsFacts &facts;
  const DominatorTree &dt;
  ReversePostOrderTraversal<Function *> order;
  FactNumbers numbers;
  DenseMap<std::pair<BasicBlock *, BasicBlock *>, SmallVector<unsigned, 4>>
      edges;
  DenseMap<BasicBlock *, BitVector> known;
};

} // namespace

void BoundsFacts::joinFacts(Function &f) {
  FactFlow(*this, f, dt).visitJoins([&](BasicBlock *block, const Fact &fact) {
    know(block, fact);
  });
}

} // namespace sinter
