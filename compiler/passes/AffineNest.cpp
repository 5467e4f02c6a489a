//===- AffineNest.cpp - linear numbers in a nest of loops -----------------===//
//
// Loops are eliminated from the innermost outwards: at the corner with the
// largest value, a loop with a positive step has made all of its iterations,
// one with a negative step none. The number of iterations may itself be linear
// in the loops further out. If the sign of a step is known at run time only,
// both ends are corners.
//
//===----------------------------------------------------------------------===//
#include "AffineNest.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"

using namespace llvm;

namespace sinter {
namespace {

constexpr unsigned rangeBits = 256;

/// Steps of unknown sign double the corners; a nest has few of them.
constexpr unsigned maxCorners = 4;

/// Parts of an address that are only bounded, and how far from 0 they may be if
/// that is a constant: the index of a table is no further.
constexpr unsigned maxBoundedTerms = 3, maxBoundedSize = 1 << 24;

bool fits(const ConstantRange &r, unsigned bits) {
  return r.getSignedMin().isSignedIntN(bits) &&
         r.getSignedMax().isSignedIntN(bits);
}

/// Whether `s` needs a division, for which processors have no instruction in
/// 128 bits.
bool divides(const SCEV *s) {
  return SCEVExprContains(s, [](const SCEV *x) {
    auto *division = dyn_cast<SCEVUDivExpr>(x);
    auto *by = division ? dyn_cast<SCEVConstant>(division->getRHS()) : nullptr;
    return division && division->getType()->getIntegerBitWidth() > 64 &&
           !(by && by->getAPInt().isPowerOf2());
  });
}

} // namespace

AffineNest::AffineNest(Loop &root, TripCounts &trips, ScalarEvolution &se,
                       unsigned bits, bool guarded)
    : root(root), trips(trips), se(se), bits(bits), guarded(guarded),
      wide(IntegerType::get(se.getContext(), bits)) {}

// ---- numbers ----

Number AffineNest::constant(const APInt &c) {
  return {se.getConstant(c.sextOrTrunc(bits)), c.sextOrTrunc(rangeBits)};
}

Number AffineNest::unsignedNumber(const SCEV *s) {
  s = trips.quotients.use(s, root);
  return {se.getTruncateOrZeroExtend(s, wide),
          se.getUnsignedRange(atEntry(s)).zeroExtend(rangeBits)};
}

Number AffineNest::signedNumber(const SCEV *s) {
  s = trips.quotients.use(s, root);
  return {se.getTruncateOrSignExtend(s, wide),
          se.getSignedRange(atEntry(s)).signExtend(rangeBits)};
}

/// The same number, written so that its range is that on entry to the nest.
const SCEV *AffineNest::atEntry(const SCEV *s) const {
  return guarded && !isa<SCEVConstant>(s) ? se.applyLoopGuards(s, &root) : s;
}

Number AffineNest::add(const Number &a, const Number &b) {
  return {se.getAddExpr(a.value, b.value), a.range.add(b.range)};
}

Number AffineNest::multiply(const Number &a, const Number &b) {
  return {se.getMulExpr(a.value, b.value), a.range.multiply(b.range)};
}

bool AffineNest::require(const Number &small, const Number &large) {
  if (small.range.getSignedMax().sle(large.range.getSignedMin()))
    return true;
  if (small.range.getSignedMin().sgt(large.range.getSignedMax())) {
    obstacle = Obstacle::AlwaysFails;
    return false;
  }
  if (!fits(small.range, bits) || !fits(large.range, bits) ||
      (bits > 64 && (divides(small.value) || divides(large.value)))) {
    obstacle = Obstacle::TooLarge;
    return false;
  }
  demand({CmpInst::ICMP_SLE, small.value, large.value});
  return true;
}

void AffineNest::demand(const Condition &c) {
  proved = false;
  if (!is_contained(conditions, c))
    conditions.push_back(c);
}

// ---- linear numbers ----

std::optional<Affine> AffineNest::affine(const SCEV *s) {
  SmallVector<std::pair<Loop *, Number>, 3> steps;
  while (!se.isLoopInvariant(s, &root)) {
    auto *recurrence = dyn_cast<SCEVAddRecExpr>(s);
    if (!recurrence || !recurrence->isAffine() ||
        !root.contains(recurrence->getLoop()) ||
        !se.isLoopInvariant(recurrence->getOperand(1), &root)) {
      obstacle = Obstacle::NotAffine;
      return std::nullopt;
    }
    steps.push_back({const_cast<Loop *>(recurrence->getLoop()),
                     signedNumber(recurrence->getOperand(1))});
    s = recurrence->getStart();
  }
  return Affine{unsignedNumber(s), std::move(steps)};
}

// ---- bounded numbers ----

/// Adds s * factor to `sum`. Each part is congruent to what it stands for.
bool AffineNest::takeApart(const SCEV *s, const SCEV *factor, Sum &sum) {
  if (se.isLoopInvariant(s, &root)) {
    sum.start = se.getAddExpr(sum.start, se.getMulExpr(s, factor));
    return true;
  }
  if (auto *terms = dyn_cast<SCEVAddExpr>(s))
    return all_of(terms->operands(), [&](const SCEV *term) {
      return takeApart(term, factor, sum);
    });
  if (auto *recurrence = dyn_cast<SCEVAddRecExpr>(s)) {
    const Loop *l = recurrence->getLoop();
    if (!recurrence->isAffine() || !root.contains(l) ||
        !se.isLoopInvariant(recurrence->getOperand(1), &root))
      return false;
    sum.steps.push_back({const_cast<Loop *>(l),
                         se.getMulExpr(recurrence->getOperand(1), factor)});
    return takeApart(recurrence->getStart(), factor, sum);
  }
  if (auto *product = dyn_cast<SCEVMulExpr>(s)) {
    const SCEV *varying = nullptr;
    for (const SCEV *operand : product->operands())
      if (se.isLoopInvariant(operand, &root))
        factor = se.getMulExpr(factor, operand);
      else if (std::exchange(varying, operand))
        return false;
    return takeApart(varying, factor, sum);
  }
  sum.rest.push_back({s, factor});
  return sum.rest.size() <= maxBoundedTerms;
}

/// Between what `s` (signed) is in all iterations. That may be all that its
/// type holds.
Bounds AffineNest::bounds(const SCEV *s) {
  if (se.isLoopInvariant(s, &root))
    return {signedNumber(s), signedNumber(s)};
  if (isa<SCEVSMinExpr, SCEVSMaxExpr>(s))
    return boundsOfChoice(*cast<SCEVNAryExpr>(s));
  ConstantRange range = se.getSignedRange(s).signExtend(rangeBits);
  Bounds ends = {constant(range.getSignedMin()),
                 constant(range.getSignedMax())};
  auto *smallest = dyn_cast<SCEVUMinExpr>(s);
  if (smallest && range.getSignedMin().isNonNegative())
    for (const SCEV *operand : smallest->operands())
      if (se.isLoopInvariant(operand, &root))
        ends.high = unsignedNumber(operand);
  return ends;
}

/// Of the smallest or largest of several signed numbers.
Bounds AffineNest::boundsOfChoice(const SCEVNAryExpr &choice) {
  bool isMin = isa<SCEVSMinExpr>(choice);
  auto choose = [&](const Number &a, const Number &b) -> Number {
    if (isMin)
      return {se.getSMinExpr(a.value, b.value), a.range.smin(b.range)};
    return {se.getSMaxExpr(a.value, b.value), a.range.smax(b.range)};
  };
  Bounds all = bounds(choice.getOperand(0));
  for (const SCEV *operand : choice.operands().drop_front()) {
    Bounds more = bounds(operand);
    all = {choose(all.low, more.low), choose(all.high, more.high)};
  }
  return all;
}

/// Adds term * factor to the rest.
bool AffineNest::addBounds(Bounded &b, const SCEV *term, const SCEV *factor) {
  Bounds ends = bounds(term);
  Number by = signedNumber(factor);
  APInt most(rangeBits, maxBoundedSize);
  if (ends.low.range.getSignedMax().slt(-most) ||
      ends.high.range.getSignedMin().sgt(most))
    return false;
  if (by.range.getSignedMax().isNegative())
    std::swap(ends.low, ends.high);
  else
    b.factors.push_back(by);
  ends = {multiply(ends.low, by), multiply(ends.high, by)};
  if (b.rest)
    ends = {add(b.rest->low, ends.low), add(b.rest->high, ends.high)};
  b.rest = ends;
  return true;
}

std::optional<Bounded> AffineNest::bounded(const SCEV *s) {
  if (std::optional<Affine> line = affine(s))
    return Bounded{std::move(*line), std::nullopt, {}};
  Sum sum{se.getZero(s->getType()), {}, {}};
  if (!takeApart(s, se.getOne(s->getType()), sum))
    return std::nullopt;
  Bounded b{{unsignedNumber(sum.start), {}}, std::nullopt, {}};
  for (auto &[loop, step] : sum.steps)
    b.line.steps.push_back({loop, signedNumber(step)});
  bool known = all_of(sum.rest, [&](const auto &part) {
    return addBounds(b, part.first, part.second);
  });
  return known ? std::optional(std::move(b)) : std::nullopt;
}

std::optional<SmallVector<Number, 2>> AffineNest::extremes(Bounded b,
                                                           bool largest) {
  for (const Number &factor : b.factors)
    if (!require(constant(APInt(rangeBits, 0)), factor))
      return std::nullopt;
  if (b.rest)
    b.line.start = add(b.line.start, largest ? b.rest->high : b.rest->low);
  return extremes(b.line, largest);
}

// ---- corners ----

/// a += b * factor
void AffineNest::addScaled(Affine &a, const Affine &b, const Number &factor) {
  a.start = add(a.start, multiply(b.start, factor));
  for (const auto &[loop, step] : b.steps) {
    Number more = multiply(step, factor);
    auto *mine = find_if(a.steps, [&](auto &s) { return s.first == loop; });
    if (mine == a.steps.end())
      a.steps.push_back({loop, more});
    else
      mine->second = add(mine->second, more);
  }
}

std::optional<SmallVector<Number, 2>> AffineNest::extremes(const Affine &a,
                                                           bool largest) {
  SmallVector<Number, 2> corners;
  if (!extremesFrom(a, largest, corners))
    return std::nullopt;
  return corners;
}

bool AffineNest::extremesFrom(Affine a, bool largest,
                              SmallVectorImpl<Number> &corners) {
  erase_if(a.steps, [](auto &s) {
    const APInt *only = s.second.range.getSingleElement();
    return s.second.value->isZero() || (only && only->isZero());
  });
  if (a.steps.empty()) {
    corners.push_back(a.start);
    if (corners.size() > maxCorners)
      obstacle = Obstacle::TooLarge;
    return corners.size() <= maxCorners;
  }
  auto *inner = max_element(a.steps, [](auto &x, auto &y) {
    return x.first->getLoopDepth() < y.first->getLoopDepth();
  });
  auto [loop, step] = *inner;
  a.steps.erase(inner);
  bool mayGrow = step.range.getSignedMax().isStrictlyPositive();
  bool mayShrink = step.range.getSignedMin().isNegative();
  if (largest ? mayShrink : mayGrow)
    if (!extremesFrom(a, largest, corners)) // before the first iteration
      return false;
  if (largest ? !mayGrow : !mayShrink)
    return true;
  const Affine *count = tripCount(*loop);
  if (!count)
    return false;
  addScaled(a, *count, step);
  return extremesFrom(std::move(a), largest, corners);
}

// ---- iterations ----

const Affine *AffineNest::tripCount(Loop &l) {
  auto it = tripCounts.find(&l);
  if (it == tripCounts.end()) {
    auto others = std::exchange(conditions, {});
    NestTripCount t{computeTripCount(l), {}};
    append_range(t.when, std::exchange(conditions, std::move(others)));
    it = tripCounts.try_emplace(&l, std::move(t)).first;
  }
  if (!it->second.count) {
    obstacle = Obstacle::NoTripCount;
    return nullptr;
  }
  // Whoever relies on it makes the demands again: they may have been dropped
  // together with the rest of what another group needed.
  for (const Condition &c : it->second.when)
    demand(c);
  return &*it->second.count;
}

/// Linear in the loops around `l`, and equal to the number of iterations
/// whenever `l` is entered.
std::optional<Affine> AffineNest::computeTripCount(Loop &l) {
  const TripCount *trip = trips.get(l);
  if (!trip)
    return std::nullopt;
  for (const Condition &c : trip->when)
    if (!se.isLoopInvariant(c.left, &root) ||
        !se.isLoopInvariant(c.right, &root))
      return std::nullopt;
  std::optional<Affine> count = affine(trip->count);
  if (!count || !isInRange(*count, l, trip->count))
    return std::nullopt;
  for (const Condition &c : trip->when)
    demand(c);
  return count;
}

/// Demands that `count`, which is congruent to `s`, is equal to it as far as
/// the loop is entered.
bool AffineNest::isInRange(const Affine &count, Loop &l, const SCEV *s) {
  if (count.steps.empty())
    return true;
  auto low = extremes(count, false), high = extremes(count, true);
  if (!low || !high)
    return false;
  // -1 stands for no iterations if something in front of the loop skips it.
  bool skipped = se.isLoopEntryGuardedByCond(&l, CmpInst::ICMP_NE, s,
                                             se.getMinusOne(s->getType()));
  Number least = constant(APInt(rangeBits, skipped ? -1 : 0, true));
  unsigned bits = s->getType()->getIntegerBitWidth();
  Number most = constant(APInt::getMaxValue(bits).zext(rangeBits));
  return all_of(*low, [&](const Number &n) { return require(least, n); }) &&
         all_of(*high, [&](const Number &n) { return require(n, most); });
}

} // namespace sinter
