//===- TripCount.cpp - how often a loop runs at most ----------------------===//
//
// Counts with conditions, for a test that compares x = {start,+,step} with an
// invariant end each time the loop comes by:
//
//   stay while x != end     (end - start) divides by step: the quotient. Fewer
//                           steps cannot reach end by wrapping around, because
//                           the way is shorter than 2^32.
//   stay while x < end      ceil((end - start) / step), if x does not step over
//                           the largest number without being >= end.
//
// and the same downwards.
//
//===----------------------------------------------------------------------===//
#include "TripCount.h"
#include "MemoryCheck.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {
namespace {

/// `x & mask` compared with 0, where `mask` drops nothing but bits above 32
/// that the comparison is not about: what InstCombine makes of a comparison in
/// 32 bits when it knows low bits to be 0. Gives back x in 32 bits.
const SCEV *maskedTo32(ScalarEvolution &se, Value *v) {
  Value *x;
  const APInt *mask;
  if (!match(v, m_And(m_Value(x), m_APInt(mask))) || mask->getBitWidth() != 64)
    return nullptr;
  const SCEV *s = se.getSCEV(x);
  uint32_t low = se.getMinTrailingZeros(s);
  APInt full = APInt::getLowBitsSet(64, 32);
  if ((*mask | APInt::getLowBitsSet(64, std::min(low, 32u))) != full)
    return nullptr;
  return se.getTruncateExpr(s, Type::getInt32Ty(v->getContext()));
}

bool leadsToTrap(const Loop &l, const BasicBlock &exiting) {
  for (const BasicBlock *to : successors(&exiting))
    if (!l.contains(to) && !isTrapBlock(*to))
      return false;
  return true;
}

} // namespace

const TripCount *TripCounts::get(Loop &l) {
  auto it = known.find(&l);
  if (it != known.end())
    return it->second ? &*it->second : nullptr;
  std::optional<TripCount> count = compute(l);
  if (count) {
    count->count = quotients.use(count->count, l);
    for (Condition &c : count->when) {
      c.left = quotients.use(c.left, l);
      c.right = quotients.use(c.right, l);
    }
  }
  it = known.try_emplace(&l, std::move(count)).first;
  return it->second ? &*it->second : nullptr;
}

std::optional<TripCount> TripCounts::compute(Loop &l) {
  BasicBlock *latch = l.getLoopLatch();
  SmallVector<BasicBlock *> exiting;
  l.getExitingBlocks(exiting);
  if (!latch)
    return std::nullopt;
  // A block that does not run in every iteration counts nothing.
  erase_if(exiting, [&](BasicBlock *b) {
    return li.getLoopFor(b) != &l || !dt.dominates(b, latch) ||
           leadsToTrap(l, *b);
  });
  const SCEV *least = nullptr;
  for (BasicBlock *b : exiting) {
    const SCEV *c = se.getExitCount(&l, b, ScalarEvolution::SymbolicMaximum);
    if (!isa<SCEVCouldNotCompute>(c))
      least = least ? se.getUMinFromMismatchedTypes(least, c) : c;
  }
  if (least)
    return TripCount{least, {}, nullptr};
  for (BasicBlock *b : exiting)
    if (std::optional<TripCount> tested = testedCount(l, *b))
      return tested;
  return std::nullopt;
}

std::optional<TripCount> TripCounts::testedCount(Loop &l, BasicBlock &exiting) {
  auto *branch = dyn_cast<BranchInst>(exiting.getTerminator());
  auto *test = branch && branch->isConditional()
                   ? dyn_cast<ICmpInst>(branch->getCondition())
                   : nullptr;
  if (!test || !test->getOperand(0)->getType()->isIntegerTy())
    return std::nullopt;
  CmpInst::Predicate stay = l.contains(branch->getSuccessor(0))
                                ? test->getPredicate()
                                : test->getInversePredicate();
  const SCEV *x = se.getSCEV(test->getOperand(0));
  const SCEV *end = se.getSCEV(test->getOperand(1));
  if (stay == CmpInst::ICMP_NE && end->isZero())
    if (const SCEV *narrow = maskedTo32(se, test->getOperand(0))) {
      x = narrow;
      end = se.getZero(x->getType());
    }
  if (se.isLoopInvariant(x, &l)) {
    std::swap(x, end);
    stay = CmpInst::getSwappedPredicate(stay);
  }
  auto *recurrence = dyn_cast<SCEVAddRecExpr>(x);
  if (!recurrence || recurrence->getLoop() != &l || !recurrence->isAffine() ||
      !isa<SCEVConstant>(recurrence->getStepRecurrence(se)) ||
      !se.isLoopInvariant(end, &l))
    return std::nullopt;
  std::optional<TripCount> count = stay == CmpInst::ICMP_NE
                                       ? untilEqual(*recurrence, end)
                                       : untilBeyond(stay, *recurrence, end);
  if (count)
    count->exit = &exiting;
  return count;
}

std::optional<TripCount> TripCounts::untilEqual(const SCEVAddRecExpr &x,
                                                const SCEV *end) {
  const APInt &step = cast<SCEVConstant>(x.getStepRecurrence(se))->getAPInt();
  const SCEV *way = step.isNegative() ? se.getMinusSCEV(x.getStart(), end)
                                      : se.getMinusSCEV(end, x.getStart());
  const SCEV *stride = se.getConstant(step.abs());
  return TripCount{se.getUDivExpr(way, stride),
                   {{CmpInst::ICMP_EQ, se.getURemExpr(way, stride),
                     se.getZero(way->getType())}},
                   nullptr};
}

std::optional<TripCount> TripCounts::untilBeyond(CmpInst::Predicate stay,
                                                 const SCEVAddRecExpr &x,
                                                 const SCEV *end) {
  const APInt &step = cast<SCEVConstant>(x.getStepRecurrence(se))->getAPInt();
  bool down = step.isNegative(), isSigned = CmpInst::isSigned(stay);
  CmpInst::Predicate strict =
      CmpInst::isTrueWhenEqual(stay) ? CmpInst::getStrictPredicate(stay) : stay;
  if (ICmpInst::isEquality(stay) ||
      strict != (down ? (isSigned ? CmpInst::ICMP_SGT : CmpInst::ICMP_UGT)
                      : (isSigned ? CmpInst::ICMP_SLT : CmpInst::ICMP_ULT)))
    return std::nullopt;
  // Twice the width: nothing below wraps. But no code divides 128 bits.
  unsigned bits = step.getBitWidth();
  if (bits > 32 && !step.abs().isPowerOf2())
    return std::nullopt;
  Type *wide = IntegerType::get(se.getContext(), 2 * bits);
  auto extend = [&](const SCEV *s) {
    return isSigned ? se.getSignExtendExpr(s, wide)
                    : se.getZeroExtendExpr(s, wide);
  };
  const SCEV *from = extend(x.getStart()), *to = extend(end);
  const SCEV *way =
      down ? se.getMinusSCEV(from, to) : se.getMinusSCEV(to, from);
  if (stay != strict)
    way = se.getAddExpr(way, se.getOne(wide));
  way = se.getSMaxExpr(way, se.getZero(wide));
  APInt stride = step.abs().zext(2 * bits);
  const SCEV *count = se.getUDivExpr(
      se.getAddExpr(way, se.getConstant(stride - 1)), se.getConstant(stride));
  const SCEV *moved = se.getMulExpr(count, se.getConstant(stride));
  APInt least = isSigned ? APInt::getSignedMinValue(bits).sext(2 * bits)
                         : APInt::getZero(2 * bits);
  APInt most = isSigned ? APInt::getSignedMaxValue(bits).sext(2 * bits)
                        : APInt::getMaxValue(bits).zext(2 * bits);
  if (down)
    return TripCount{count,
                     {{CmpInst::ICMP_SLE, se.getConstant(least),
                       se.getMinusSCEV(from, moved)}},
                     nullptr};
  return TripCount{
      count,
      {{CmpInst::ICMP_SLE, se.getAddExpr(from, moved), se.getConstant(most)}},
      nullptr};
}

} // namespace sinter
