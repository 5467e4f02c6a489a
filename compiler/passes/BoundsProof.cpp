//===- BoundsProof.cpp - is an access to linear memory within bounds? -----===//
//
// From the bottom up: what a size is, what numbers can be, inequalities, ranges
// of bytes. Joins of control flow are in BoundsCases.cpp.
//
//===----------------------------------------------------------------------===//
#include "BoundsProof.h"
#include "../lower/Abi.h"
#include "llvm/Analysis/LoopInfo.h"

using namespace llvm;

namespace sinter {

/// Inequalities in a chain.
static constexpr unsigned maxChain = 3;

static constexpr int64_t maxConstant = BoundsFacts::maxConstant;

// ---- sizes ----

bool BoundsProof::isSize(const SCEV *s) {
  auto *unknown = dyn_cast<SCEVUnknown>(s);
  if (!unknown)
    return false;
  auto [it, isNew] = sizes.try_emplace({s, memory});
  if (isNew)
    it->second = facts.isSizeNow(s, memory) ||
                 memories.isSize(unknown->getValue(), memory);
  return it->second;
}

/// Whether the size `a` was known when `b` was: it is not the larger one.
bool BoundsProof::isNoNewer(const SCEV *a, const SCEV *b) {
  if (a == b)
    return true;
  if (!isSize(a) || !isSize(b))
    return false;
  auto *older = dyn_cast<Instruction>(cast<SCEVUnknown>(a)->getValue());
  auto *newer = dyn_cast<Instruction>(cast<SCEVUnknown>(b)->getValue());
  return isa<LoadInst>(newer) && older && dt.dominates(older, newer);
}

/// Bytes that the memory has at least.
uint64_t BoundsProof::leastSize(const Place &at) {
  uint64_t least = memories.all()[memory].minimum;
  facts.anyAbout(se.getZero(i64), at, [&](const Fact &fact) {
    auto *c = dyn_cast<SCEVConstant>(fact.left);
    if (c && isSize(fact.right))
      least =
          std::max(least, c->getAPInt().getZExtValue() + fact.k + fact.strict);
    return false;
  });
  return least;
}

// ---- what numbers can be at a place ----

/// `s`, or what a constant is subtracted from to get it; that is added to
/// `less`. The difference may wrap.
const SCEV *BoundsProof::withoutDifference(const SCEV *s, uint64_t &less) {
  const SCEVConstant *c = BoundsFacts::constantIn(s);
  if (!c || s == c)
    return s;
  APInt difference = -c->getAPInt();
  if (difference.ugt(maxConstant))
    return s;
  less += difference.getZExtValue();
  return se.getMinusSCEV(s, c);
}

/// The smallest that `s` can be, given what is known about it.
uint64_t BoundsProof::smallestAt(const SCEV *s, const Place &at) {
  auto always = [&](const SCEV *n) {
    uint64_t least = isSize(n) ? memories.all()[memory].minimum : 0;
    return std::max(least, facts.smallest(n));
  };
  uint64_t least = always(s);
  facts.anyAbout(se.getZero(i64), at, [&](const Fact &fact) {
    // Of `s`, or of it less a constant.
    const APInt &c = cast<SCEVConstant>(fact.left)->getAPInt();
    uint64_t less = 0;
    const SCEV *right = withoutDifference(fact.right, less);
    if (isNoNewer(right, s) && c.ule(maxConstant) &&
        (less == 0 || always(right) >= less))
      least = std::max(least, c.getZExtValue() + fact.k + fact.strict + less);
    return false;
  });
  return least;
}

/// The largest that can come into a group of phis that merge into each other.
uint64_t BoundsProof::largestOf(PHINode *phi) {
  constexpr unsigned maxPhis = 64;
  SmallSetVector<PHINode *, 8> phis;
  phis.insert(phi);
  uint64_t most = 0;
  for (unsigned i = 0; i != phis.size(); ++i)
    for (Value *v : phis[i]->incoming_values()) {
      if (auto *other = dyn_cast<PHINode>(v))
        phis.insert(other);
      else
        most = std::max(most, facts.largest(se.getSCEV(v)));
      if (phis.size() > maxPhis)
        return UINT64_MAX;
    }
  return most;
}

/// The largest that `s` can be, given what is known about its parts.
uint64_t BoundsProof::largestAt(const SCEV *s, const Place &at) {
  ValueToSCEVMapTy limits;
  auto limit = [&](const SCEVUnknown *part, APInt most) {
    unsigned bits = se.getTypeSizeInBits(part->getType());
    if (!most.isIntN(bits))
      return;
    auto it = limits.try_emplace(part->getValue(), part).first;
    it->second =
        se.getUMinExpr(it->second, se.getConstant(most.zextOrTrunc(bits)));
  };
  auto limitByFacts = [&](const SCEV *left, const SCEVUnknown *part) {
    facts.anyAbout(left, at, [&](const Fact &fact) {
      auto *most = dyn_cast<SCEVConstant>(fact.right);
      if (most && fact.left == left && fact.k >= 0)
        limit(part, most->getAPInt());
      return false;
    });
  };
  SCEVExprContains(s, [&](const SCEV *sub) {
    auto *part = dyn_cast<SCEVUnknown>(sub);
    if (!part || !part->getType()->isIntegerTy() ||
        se.getTypeSizeInBits(part->getType()) > 64)
      return false;
    limitByFacts(part, part);
    if (part->getType() != i64)
      limitByFacts(se.getZeroExtendExpr(part, i64), part);
    if (auto *phi = dyn_cast<PHINode>(part->getValue()))
      limit(part, APInt(64, largestOf(phi)));
    return false;
  });
  if (limits.empty())
    return facts.largest(s);
  return facts.largest(SCEVParameterRewriter::rewrite(s, se, limits));
}

/// a <= b.
bool BoundsProof::isAtMost(const SCEV *a, const SCEV *b, const Place &at) {
  if (largestAt(a, at) <= smallestAt(b, at))
    return true;
  return facts.anyAbout(a, at, [&](const Fact &fact) {
    return fact.left == a && fact.right == b && fact.k >= 0;
  });
}

// ---- inequalities ----

/// Whether the goal needs no more facts.
bool BoundsProof::isBelowSize(Goal g, const Place &at) {
  if (isSize(g.x) && g.k <= 0)
    return true;
  uint64_t most = largestAt(g.x, at);
  if (most <= uint64_t(maxConstant) &&
      int64_t(most) + g.k <= int64_t(leastSize(at)))
    return true;
  return isPartBelowSize(g, at);
}

/// What is at most some other number is, if that is.
bool BoundsProof::isPartBelowSize(Goal g, const Place &at) {
  if (auto *extended = dyn_cast<SCEVZeroExtendExpr>(g.x))
    if (auto *low = dyn_cast<SCEVTruncateExpr>(extended->getOperand()))
      return low->getOperand()->getType() == i64 &&
             isBelowSize({low->getOperand(), g.k}, at);
  if (isa<SCEVUMinExpr>(g.x) || isa<SCEVSequentialUMinExpr>(g.x))
    return any_of(g.x->operands(),
                  [&](const SCEV *s) { return isBelowSize({s, g.k}, at); });
  Goal plain = withoutConstant(g, at);
  return plain.x != g.x && isBelowSize(plain, at);
}

/// The same goal with the constant that is added to x in k, if that does not
/// wrap.
BoundsProof::Goal BoundsProof::withoutConstant(Goal g, const Place &at) {
  auto *sum = dyn_cast<SCEVAddExpr>(g.x);
  auto *c = sum ? dyn_cast<SCEVConstant>(sum->getOperand(0)) : nullptr;
  if (!c || c->getAPInt().abs().ugt(maxConstant))
    return g;
  int64_t d = c->getAPInt().getSExtValue();
  const SCEV *rest = se.getMinusSCEV(g.x, c);
  if (d < 0 && smallestAt(rest, at) < uint64_t(-d))
    return g;
  return {rest, g.k + d};
}

/// Whether another address that is checked cannot be smaller than x.
bool BoundsProof::isBelowOthers(Goal g, const Place &at) {
  constexpr uint64_t small = 4096; // addresses without which this is rare
  uint64_t most = largestAt(g.x, at);
  int64_t needed = int64_t(most) + g.k;
  if (most > small || needed > int64_t(small))
    return false;
  return facts.any(at, [&](const Fact &fact) {
    if (fact.left->getType()->isPointerTy() || !isSize(fact.right))
      return false;
    if (fact.k + fact.strict >= needed)
      return true;
    uint64_t least = smallestAt(se.getNoopOrZeroExtend(fact.left, i64), at);
    return int64_t(std::min(least, uint64_t(maxConstant))) + fact.k +
               fact.strict >=
           needed;
  });
}

/// x + k, with an x that grows in a loop, in the last iteration that comes
/// `at` a place, as each exit of the loop limits it.
bool BoundsProof::proveLastValue(Goal g, const Place &at) {
  auto *rec = dyn_cast<SCEVAddRecExpr>(g.x);
  if (!facts.rules.tripCounts || !rec || !rec->isAffine() ||
      g.x->getType() != i64)
    return false;
  SmallVector<BasicBlock *, 4> exits;
  rec->getLoop()->getExitingBlocks(exits);
  return any_of(exits, [&](BasicBlock *exit) {
    return proveLastValueFor(exit, *rec, g.k, at);
  });
}

bool BoundsProof::proveLastValueFor(BasicBlock *exit, const SCEVAddRecExpr &rec,
                                    int64_t k, const Place &at) {
  const Loop *l = rec.getLoop();
  BasicBlock *latch = l->getLoopLatch();
  const SCEV *trips =
      se.getExitCount(l, exit, ScalarEvolution::SymbolicMaximum);
  if (!latch || !dt.dominates(exit, latch) || isa<SCEVCouldNotCompute>(trips) ||
      se.getTypeSizeInBits(trips->getType()) > 64)
    return false;
  trips = se.getNoopOrZeroExtend(trips, i64);
  // It must grow, up to a number of trips that may be less than this one.
  const SCEV *step = rec.getStepRecurrence(se);
  APInt last = se.getUnsignedRangeMax(trips).zext(192) *
                   se.getUnsignedRangeMax(step).zext(192) +
               se.getUnsignedRangeMax(rec.getStart()).zext(192);
  if (!last.isIntN(64))
    return false;
  const SCEV *value = rec.evaluateAtIteration(trips, se);
  if (isBelowSize({value, k}, at))
    return true;
  // Behind the exit there is one iteration less.
  bool behind = any_of(successors(exit), [&](BasicBlock *next) {
    return l->contains(next) &&
           dt.dominates(BasicBlockEdge(exit, next), at.block);
  });
  return behind && isBelowSize({se.getMinusSCEV(value, step), k}, at);
}

/// By a chain of facts, each of which has the right side of the next one on its
/// left. Short chains first: an address that is checked again and again has
/// many facts, most of which lead nowhere.
bool BoundsProof::proveGoal(Goal g, const Place &at, unsigned depth) {
  if (g.k > maxConstant || g.k < -maxConstant || ++steps > facts.rules.effort)
    return false;
  if (isBelowSize(g, at) || proveLastValue(g, at))
    return true;
  if (depth == maxChain)
    return false;
  auto isAnyNext = [&](function_ref<bool(Goal)> prove) {
    return facts.anyAbout(g.x, at, [&](const Fact &fact) {
      std::optional<int64_t> d = facts.excess(g.x, fact.left);
      return d && prove({fact.right, g.k + *d - fact.k - fact.strict});
    });
  };
  bool isChained =
      isAnyNext([&](Goal next) { return isBelowSize(next, at); }) ||
      isAnyNext([&](Goal next) { return proveGoal(next, at, depth + 1); });
  return isChained || proveSources(withoutConstant(g, at), depth) ||
         (depth == 0 && isBelowOthers(g, at));
}

// ---- ranges of bytes ----

uint64_t BoundsProof::largestOffset(const SCEV *offset) {
  return facts.rules.narrowOffsets ? UINT32_MAX : facts.largest(offset);
}

/// offset + length, of which both are variable, is at most the size.
bool BoundsProof::proveSum(const SCEV *offset, const SCEV *length,
                           const Place &at) {
  if (largestOffset(offset) <= UINT64_MAX - facts.largest(length) &&
      proveGoal({se.getAddExpr(offset, length), 0}, at))
    return true;
  // offset <= limit - length - less, which does not wrap, and limit <= size
  uint64_t least = leastSize(at);
  return facts.anyAbout(offset, at, [&](const Fact &fact) {
    std::optional<int64_t> ahead = facts.excess(offset, fact.left);
    uint64_t less = 0;
    const SCEV *rest = withoutDifference(fact.right, less);
    if (!ahead || *ahead > fact.k + int64_t(less) ||
        (less != 0 && smallestAt(rest, at) < less))
      return false;
    const SCEV *limit = se.getAddExpr(rest, length);
    auto *constant = dyn_cast<SCEVConstant>(limit);
    return (constant ? constant->getAPInt().ule(least) : isSize(limit)) &&
           isAtMost(length, limit, at);
  });
}

bool BoundsProof::proveOffset(const SCEV *offset, const Range &r,
                              const Place &at) {
  const MemoryFacts &m = memories.all()[memory];
  auto *constant = dyn_cast<SCEVConstant>(r.length);
  uint64_t bytes = constant ? constant->getAPInt().getZExtValue() : UINT64_MAX;
  uint64_t reserved = SINTER_GUARD_RESERVATION;
  if (m.guardPages && r.isVolatile && bytes <= reserved &&
      largestOffset(offset) <= reserved - bytes)
    return true;
  if (!constant)
    return proveSum(offset, r.length, at) ||
           (facts.rules.narrowOffsets &&
            proveSum(se.getZeroExtendExpr(lowHalf(offset), i64), r.length, at));
  if (bytes > uint64_t(maxConstant))
    return false;
  return proveGoal({offset, int64_t(bytes)}, at) ||
         (facts.rules.narrowOffsets && proveLow(offset, int64_t(bytes), at));
}

const SCEV *BoundsProof::lowHalf(const SCEV *s) {
  return facts.withNarrowQuotients(
      se.getTruncateExpr(s, Type::getInt32Ty(i64->getContext())));
}

/// offset + k <= size, where the offset is, or is a constant and, a number of
/// 32 bits.
bool BoundsProof::proveLow(const SCEV *offset, int64_t k, const Place &at) {
  const SCEV *low = lowHalf(offset);
  if (proveGoal({low, k}, at) || proveEqual(low, k, at))
    return true;
  const SCEVConstant *c = BoundsFacts::constantIn(offset);
  return c && c->getAPInt().ule(maxConstant) &&
         proveGoal({lowHalf(se.getMinusSCEV(offset, c)),
                    k + c->getAPInt().getSExtValue()},
                   at);
}

bool BoundsProof::proveRange(const Range &r, const Place &at, unsigned depth) {
  auto *base = dyn_cast<SCEVUnknown>(se.getPointerBase(r.pointer));
  if (base && isa<UndefValue>(base->getValue()))
    return true; // LLVM has found that it never happens
  return proveHere(r, at) || proveCases(r, at, depth);
}

/// Without looking at where values come from.
bool BoundsProof::proveHere(const Range &r, const Place &at) {
  auto *base = dyn_cast<SCEVUnknown>(se.getPointerBase(r.pointer));
  std::optional<unsigned> found =
      base ? memories.ofBase(base->getValue()) : std::nullopt;
  if (!found)
    return false;
  memory = *found;
  return proveOffset(se.removePointerBase(r.pointer), r, at);
}

/// The pointer is the base and an extended 32-bit number and a constant.
bool BoundsProof::proveNarrow(const MemoryAccess &access, const Place &at) {
  uint64_t k = access.bytes;
  Value *pointer = access.pointer, *narrow = nullptr;
  while (auto *gep = dyn_cast<GEPOperator>(pointer)) {
    MapVector<Value *, APInt> scaled;
    APInt offset(64, 0);
    if (!gep->collectOffset(layout, 64, scaled, offset) || offset.isNegative())
      return false;
    k += offset.getZExtValue();
    for (auto &[part, scale] : scaled) {
      if (narrow || !scale.isOne())
        return false;
      narrow = splitExtended(part, k);
      if (!narrow)
        return false;
    }
    pointer = gep->getPointerOperand();
  }
  std::optional<unsigned> found = memories.ofBase(pointer);
  if (!narrow || !found || access.length || k > uint64_t(maxConstant))
    return false;
  memory = *found;
  const SCEV *low = se.getSCEV(narrow);
  return proveGoal({low, int64_t(k)}, at) || proveEqual(low, int64_t(k), at);
}

bool BoundsProof::proves(const MemoryAccess &access) {
  Place at{access.instruction->getParent(), {}};
  if (facts.isImpossible(at))
    return true;
  if (access.pointer->getType()->isVectorTy())
    return false;
  const SCEV *length = access.length ? facts.number(access.length)
                                     : se.getConstant(i64, access.bytes);
  Range r{se.getSCEV(access.pointer), length, access.instruction->isVolatile()};
  steps = zeroSteps = 0;
  return proveRange(r, at, 0) || proveNarrow(access, at);
}

} // namespace sinter
