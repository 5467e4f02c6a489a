//===- BoundsCases.cpp - proofs where control flow joins ------------------===//
//
// An address that joins several, or was the same before ways joined, is proved
// on each of the ways, with what is known there. Before that is tried: where
// several values join at once they often go in step, so that one of them is
// another and a constant on all ways; what is known about one is then known
// about all.
//
//===----------------------------------------------------------------------===//
#include "BoundsProof.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"

using namespace llvm;

namespace sinter {

/// Joins of control flow that are looked through, one behind the other.
static constexpr unsigned maxDepth = 8;

/// Rewrites what joins in a block as what it is on one of the ways there.
class BoundsProof::WayRewriter : public SCEVRewriteVisitor<WayRewriter> {
public:
  /// `wide`: with extended sums as sums of extended numbers, where these do not
  /// wrap. For LLVM they are something else.
  WayRewriter(ScalarEvolution &se, const Way &way, bool wide)
      : SCEVRewriteVisitor(se), wide(wide) {
    Type *i64 = Type::getInt64Ty(se.getContext());
    for (PHINode &phi : way.to.phis()) {
      if (!se.isSCEVable(phi.getType()))
        continue;
      Value *v = phi.getIncomingValueForBlock(&way.from);
      const SCEV *s = se.getSCEV(&phi);
      joined[s] = v;
      if (s->getType()->isIntegerTy() &&
          se.getTypeSizeInBits(s->getType()) < 64)
        extended[se.getZeroExtendExpr(s, i64)] = v;
    }
  }

  /// What `s`, or what it extends, is on the way; null if it does not join.
  Value *incoming(const SCEV *s) const {
    Value *v = joined.lookup(s);
    return v ? v : extended.lookup(s);
  }

  const SCEV *visit(const SCEV *s) {
    uint64_t k = 0;
    if (Value *v = joined.lookup(s))
      return SE.getSCEV(v);
    Value *v = wide ? extended.lookup(s) : nullptr;
    Value *rest = v ? splitExtended(v, k) : nullptr;
    if (!rest || k == 0)
      return SCEVRewriteVisitor::visit(s);
    return SE.getAddExpr(SE.getZeroExtendExpr(SE.getSCEV(rest), s->getType()),
                         SE.getConstant(s->getType(), k));
  }

private:
  DenseMap<const SCEV *, Value *> joined, extended;
  bool wide;
};

/// Something in the pointer that joins or chooses between values.
static const SCEVUnknown *findChoice(const SCEV *s) {
  const SCEVUnknown *found = nullptr;
  auto isChoice = [&](const SCEV *part) {
    auto *unknown = dyn_cast<SCEVUnknown>(part);
    if (unknown && isa<PHINode, SelectInst>(unknown->getValue()))
      found = unknown;
    return found != nullptr;
  };
  SCEVExprContains(s, isChoice);
  return found;
}

/// One case for each value that a choice may have.
bool BoundsProof::proveCases(const Range &r, const Place &at, unsigned depth) {
  if (depth == maxDepth || ++steps > facts.rules.effort)
    return false;
  if (proveIterations(r, depth))
    return true;
  const SCEVUnknown *choice = findChoice(r.pointer);
  if (!choice)
    return proveWays(r, at, depth);
  if (auto *select = dyn_cast<SelectInst>(choice->getValue()))
    return proveSelect(r, *select, at, depth);
  auto *phi = cast<PHINode>(choice->getValue());
  return proveInStep(r, *phi, at) ||
         provePhi(r, *phi->getParent(), at, depth) || proveWays(r, at, depth);
}

/// For the same address, but other facts on each of the ways to the access.
bool BoundsProof::proveWays(const Range &r, const Place &at, unsigned depth) {
  DomTreeNode *node = dt.getNode(at.block);
  while (node && node->getBlock()->getSinglePredecessor())
    node = node->getIDom();
  return node && node->getIDom() &&
         !facts.mayChange(r.pointer, *node->getBlock()) &&
         provePhi(r, *node->getBlock(), at, depth);
}

/// Whether a number that grows in the loop is in `s`.
static bool grows(const SCEV *s, const Loop &l) {
  return SCEVExprContains(s, [&](const SCEV *part) {
    auto *rec = dyn_cast<SCEVAddRecExpr>(part);
    return rec && rec->getLoop() == &l;
  });
}

/// Loops that check at the end of an iteration what the next one needs.
bool BoundsProof::proveIterations(const Range &r, unsigned depth) {
  const SCEVAddRecExpr *rec = nullptr;
  SCEVExprContains(r.pointer, [&](const SCEV *part) {
    rec = dyn_cast<SCEVAddRecExpr>(part);
    return rec != nullptr;
  });
  if (!rec)
    return false;
  const Loop &l = *rec->getLoop();
  // The pointer in the first iteration, and in the next one; nothing else that
  // changes in the loop is in it.
  auto [first, next] = se.SplitIntoInitAndPostInc(&l, r.pointer);
  if (isa<SCEVCouldNotCompute>(first) || isa<SCEVCouldNotCompute>(next))
    return false;
  return all_of(predecessors(l.getHeader()), [&, first = first,
                                              next = next](BasicBlock *from) {
    if (!dt.isReachableFromEntry(from))
      return true;
    Range one = r;
    one.pointer = l.contains(from) ? next : first;
    Place where{from, {}};
    facts.learnEdge(from, l.getHeader(), where.more);
    if (facts.isImpossible(where) || proveRange(one, where, depth + 1))
      return true;
    Range other = r;
    Way way{*l.getHeader(), *from, /*isFirst=*/false};
    other.pointer = WayRewriter(se, way, /*wide=*/true).visit(r.pointer);
    return other.pointer != one.pointer && !grows(other.pointer, l) &&
           proveRange(other, where, depth + 1);
  });
}

bool BoundsProof::proveSelect(const Range &r, SelectInst &choice,
                              const Place &at, unsigned depth) {
  return all_of(ArrayRef<bool>{true, false}, [&](bool holds) {
    Value *v = holds ? choice.getTrueValue() : choice.getFalseValue();
    Place where = at;
    facts.learn(choice.getCondition(), holds, where.more);
    ValueToSCEVMapTy map{{&choice, se.getSCEV(v)}};
    Range one = r;
    one.pointer = SCEVParameterRewriter::rewrite(r.pointer, se, map);
    return proveRange(one, where, depth + 1);
  });
}

/// Of all phis of the block at once.
bool BoundsProof::provePhi(const Range &r, BasicBlock &block, const Place &at,
                           unsigned depth) {
  depth += !block.getSinglePredecessor();
  bool isLoop = any_of(predecessors(&block), [&](BasicBlock *from) {
    return dt.dominates(&block, from);
  });
  if (isLoop && facts.varies(r.pointer, block))
    return false;
  bool isKept = isLoop && !facts.mayChange(r.pointer, block);
  return all_of(predecessors(&block), [&](BasicBlock *from) {
    // What is the same in all iterations was proved in front of the first.
    return !dt.isReachableFromEntry(from) ||
           (isKept && dt.dominates(&block, from)) ||
           proveWay(r, {block, *from, isKept}, at, depth);
  });
}

bool BoundsProof::proveWay(const Range &r, const Way &way, const Place &at,
                           unsigned depth) {
  if (facts.isOld(r.pointer, way.to, way.from))
    return false;
  Place where{&way.from, factsBefore(way, at)};
  facts.learnEdge(&way.from, &way.to, where.more);
  addFactsOfExit(way, where);
  if (facts.isImpossible(where))
    return true;
  Range one = r, other = r;
  one.pointer = WayRewriter(se, way, /*wide=*/false).visit(r.pointer);
  other.pointer = WayRewriter(se, way, /*wide=*/true).visit(r.pointer);
  return proveRange(one, where, depth) ||
         (other.pointer != one.pointer && proveRange(other, where, depth));
}

/// What is known `at` a place about numbers that join where `way` leads, as
/// knowledge about what they are on the way.
Facts BoundsProof::factsBefore(const Way &way, const Place &at) {
  Facts all;
  WayRewriter onTheWay(se, way, /*wide=*/false);
  auto isUsable = [&](const SCEV *s) {
    return way.isFirst
               ? !facts.mayChange(s, way.to)
               : !facts.varies(s, way.to) && !facts.isOld(s, way.to, way.from);
  };
  facts.any(at, [&](const Fact &fact) {
    if (!isUsable(fact.left) || !isUsable(fact.right))
      return false;
    const SCEV *right = onTheWay.visit(fact.right);
    facts.add(all, onTheWay.visit(fact.left), right, fact.strict, fact.k);
    if (Value *v = onTheWay.incoming(fact.left))
      facts.addLess(all, v, right, fact.strict, fact.k);
    return false;
  });
  if (!way.isFirst)
    for (PHINode &phi : way.to.phis())
      if (std::optional<bool> holds = facts.isKnown(phi, at))
        facts.learn(phi.getIncomingValueForBlock(&way.from), *holds, all);
  return all;
}

/// What is known about numbers that grow in a loop, for what they are when the
/// way leaves it: LLVM has computed that where it knows the number of trips.
void BoundsProof::addFactsOfExit(const Way &way, Place &where) {
  Loop *l = li.getLoopFor(&way.from);
  if (!facts.rules.tripCounts || !l || l->contains(&way.to))
    return;
  const SCEV *trips = se.getExitCount(l, &way.from);
  if (isa<SCEVCouldNotCompute>(trips))
    return;
  Facts all;
  facts.any({&way.from, {}}, [&](const Fact &fact) {
    auto *rec = dyn_cast<SCEVAddRecExpr>(fact.left);
    if (rec && rec->getLoop() == l && rec->isAffine() && !grows(fact.right, *l))
      facts.add(all, rec->evaluateAtIteration(trips, se), fact.right,
                fact.strict, fact.k);
    return false;
  });
  where.more.append(all);
}

/// Where x, or what it extends, joins several numbers, directly or through
/// others that do: for each of them, where it comes from. Memories do not
/// shrink, so it stays true.
bool BoundsProof::proveSources(Goal g, unsigned depth) {
  auto *extended = dyn_cast<SCEVZeroExtendExpr>(g.x);
  const SCEV *x = extended ? extended->getOperand() : g.x;
  auto *unknown = dyn_cast<SCEVUnknown>(x);
  auto *joined = unknown ? dyn_cast<PHINode>(unknown->getValue()) : nullptr;
  if (!joined)
    return false;
  constexpr unsigned maxPhis = 16;
  SmallSetVector<PHINode *, 8> phis;
  phis.insert(joined);
  for (unsigned i = 0; i != phis.size(); ++i)
    for (BasicBlock *from : phis[i]->blocks()) {
      Value *v = phis[i]->getIncomingValueForBlock(from);
      if (!dt.isReachableFromEntry(from))
        continue;
      if (auto *other = dyn_cast<PHINode>(v)) {
        phis.insert(other);
        if (phis.size() > maxPhis)
          return false;
        continue;
      }
      Place where{from, {}};
      facts.learnEdge(from, phis[i]->getParent(), where.more);
      const SCEV *one = se.getNoopOrZeroExtend(se.getSCEV(v), g.x->getType());
      if (!facts.isImpossible(where) &&
          !proveGoal({one, g.k}, where, depth + 1))
        return false;
    }
  return true;
}

// ---- what goes in step ----

/// How far into a memory a pointer is, or an integer; null if that is not
/// known. Pointers must be into the memory of the others, if there is one.
const SCEV *BoundsProof::distance(Value *v, const SCEV *&base) {
  if (!v->getType()->isPointerTy())
    return facts.number(v);
  const SCEV *s = se.getSCEV(v);
  auto *start = dyn_cast<SCEVUnknown>(se.getPointerBase(s));
  std::optional<unsigned> found =
      start ? memories.ofBase(start->getValue()) : std::nullopt;
  if (!found || (base && *found != memory))
    return nullptr;
  memory = *found;
  base = start;
  return se.removePointerBase(s);
}

/// What `phi` is on all ways, directly or through other phis; null if that
/// differs. For a pointer the distance from `base`.
const SCEV *BoundsProof::sameOnAllWays(PHINode &phi, const SCEV *&base) {
  constexpr unsigned maxPhis = 64;
  SmallSetVector<PHINode *, 8> phis;
  phis.insert(&phi);
  const SCEV *same = nullptr;
  for (unsigned i = 0; i != phis.size(); ++i)
    for (Value *v : phis[i]->incoming_values()) {
      if (auto *other = dyn_cast<PHINode>(v)) {
        phis.insert(other);
        continue;
      }
      const SCEV *s = distance(v, base);
      if (!s || (same && s != same) || phis.size() > maxPhis)
        return nullptr;
      same = s;
    }
  bool changes = !same || any_of(phis, [&](PHINode *joins) {
    return facts.mayChange(same, *joins->getParent());
  });
  return changes ? nullptr : same;
}

/// What `phi` is more than another one of its block, modulo 2^64: the same on
/// all ways, directly or through other such phis, whatever they are when the
/// ways come from a loop around them. `narrow`: the low half is, modulo 2^32,
/// more than one of 32 bits.
const SCEV *BoundsProof::stepAhead(PHINode &phi, PHINode &other,
                                   const SCEV *&base, bool narrow) {
  constexpr unsigned maxPairs = 64;
  const SCEV *none = nullptr, *ahead = nullptr;
  auto difference = [&](Value *v, Value *w) -> const SCEV * {
    const SCEV *s = distance(v, base);
    const SCEV *from = narrow ? se.getSCEV(w) : distance(w, none);
    if (!s || !from)
      return nullptr;
    return se.getMinusSCEV(narrow ? lowHalf(s) : s, from);
  };
  SmallSetVector<std::pair<PHINode *, PHINode *>, 8> pairs;
  pairs.insert({&phi, &other});
  for (unsigned n = 0; n != pairs.size(); ++n) {
    auto [left, right] = pairs[n];
    const SCEV *kept =
        left->getType()->isPointerTy() ? nullptr : difference(left, right);
    for (BasicBlock *from : left->blocks()) {
      if (!dt.isReachableFromEntry(from))
        continue;
      Value *v = left->getIncomingValueForBlock(from);
      Value *w = right->getIncomingValueForBlock(from);
      const SCEV *d = difference(v, w);
      auto *one = dyn_cast<PHINode>(v), *two = dyn_cast<PHINode>(w);
      if (d && d == kept)
        continue;
      if (isa_and_nonnull<SCEVConstant>(d) && (!ahead || d == ahead))
        ahead = d;
      else if (!isa_and_nonnull<SCEVConstant>(d) && one && two &&
               one->getParent() == two->getParent() && pairs.size() < maxPairs)
        pairs.insert({one, two});
      else
        return nullptr;
    }
  }
  return ahead;
}

/// At least two numbers in `s` that join in the same block; none if there is no
/// such block.
static SmallVector<PHINode *, 4> findJoined(const SCEV *s) {
  MapVector<BasicBlock *, SmallSetVector<PHINode *, 4>> blocks;
  SCEVExprContains(s, [&](const SCEV *part) {
    auto *unknown = dyn_cast<SCEVUnknown>(part);
    if (auto *phi = unknown ? dyn_cast<PHINode>(unknown->getValue()) : nullptr)
      blocks[phi->getParent()].insert(phi);
    return false;
  });
  for (auto &[block, phis] : blocks)
    if (phis.size() > 1)
      return phis.takeVector();
  return {};
}

/// Whether `s` is 0 on all ways, as what joins in it is in step: it may be all
/// that two equal numbers differ in.
bool BoundsProof::isZero(const SCEV *s, unsigned depth) {
  SmallVector<PHINode *, 4> phis = findJoined(s);
  if (s->isZero() || depth == maxDepth || phis.empty())
    return s->isZero();
  BasicBlock &block = *phis[0]->getParent();
  if (facts.varies(s, block))
    return false;
  return all_of(predecessors(&block), [&](BasicBlock *from) {
    if (!dt.isReachableFromEntry(from))
      return true;
    ValueToSCEVMapTy incoming;
    for (PHINode *phi : phis)
      incoming[phi] = se.getSCEV(phi->getIncomingValueForBlock(from));
    const SCEV *one = SCEVParameterRewriter::rewrite(s, se, incoming);
    // As it was in the iteration before, or by itself.
    return one == s ||
           (++zeroSteps <= facts.rules.effort && isZero(one, depth + 1));
  });
}

/// low + k <= size, for a number of 32 bits that is equal to another one about
/// which something is known.
bool BoundsProof::proveEqual(const SCEV *low, int64_t k, const Place &at) {
  auto joins = [](const SCEV *part) {
    auto *unknown = dyn_cast<SCEVUnknown>(part);
    return unknown && isa<PHINode>(unknown->getValue());
  };
  if (!SCEVExprContains(low, joins))
    return false;
  return facts.any(at, [&](const Fact &fact) {
    if (fact.left->getType() != low->getType() ||
        !SCEVExprContains(fact.left, joins))
      return false;
    const SCEV *difference = se.getMinusSCEV(low, fact.left);
    return !isa<SCEVConstant>(difference) && isZero(difference, 0) &&
           proveGoal({fact.right, k - fact.k - fact.strict}, at);
  });
}

/// With another value for `phi` that is equal to it.
bool BoundsProof::proveInStep(const Range &r, PHINode &phi, const Place &at) {
  bool isPointer = phi.getType()->isPointerTy();
  if (!isPointer && phi.getType() != i64)
    return false;
  auto provesWith = [&](const SCEV *equal, const SCEV *base) {
    if (isPointer)
      equal = se.getAddExpr(base, equal);
    ValueToSCEVMapTy map{{&phi, equal}};
    Range one = r;
    one.pointer = SCEVParameterRewriter::rewrite(r.pointer, se, map);
    return proveHere(one, at);
  };
  const SCEV *base = nullptr;
  if (const SCEV *same = sameOnAllWays(phi, base))
    if (provesWith(same, base))
      return true;
  return any_of(phi.getParent()->phis(), [&](PHINode &other) {
    const SCEV *n = &other == &phi ? nullptr : facts.number(&other);
    const SCEV *start = nullptr, *ahead = nullptr;
    if (n)
      ahead = stepAhead(phi, other, start, /*narrow=*/false);
    if (ahead && provesWith(se.getAddExpr(n, ahead), start))
      return true;
    if (!n || !facts.rules.narrowOffsets || !other.getType()->isIntegerTy(32))
      return false;
    ahead = stepAhead(phi, other, start, /*narrow=*/true);
    return ahead &&
           provesWith(se.getZeroExtendExpr(
                          se.getAddExpr(se.getSCEV(&other), ahead), i64),
                      start);
  });
}

} // namespace sinter
