//===- MaskedCounter.cpp - counters whose low bits end their loop ---------===//
#include "MaskedCounter.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {
namespace {

/// The low bits that end a loop: those in the mask are as in the value.
struct End {
  APInt mask, value;
};

/// What ends `l` at the end of `block`, if that are bits of `next`.
std::optional<End> endAt(const BasicBlock &block, const Loop &l,
                         const Value &next) {
  auto *branch = dyn_cast<BranchInst>(block.getTerminator());
  ICmpInst::Predicate p;
  const APInt *mask, *value;
  if (!branch || !branch->isConditional() ||
      !match(branch->getCondition(),
             m_ICmp(p, m_And(m_Specific(&next), m_APInt(mask)),
                    m_APInt(value))) ||
      !ICmpInst::isEquality(p))
    return std::nullopt;
  unsigned whenEqual = p == ICmpInst::ICMP_EQ ? 0 : 1;
  bool ends = !l.contains(branch->getSuccessor(whenEqual));
  return ends ? std::optional<End>({*mask, *value}) : std::nullopt;
}

/// The last of the numbers from `start` on by `step` before one that is the
/// end. There may be an earlier end.
std::optional<APInt> lastBefore(const End &end, const APInt &start,
                                const APInt &step) {
  unsigned bits = start.getBitWidth(), wide = 2 * bits + 2;
  APInt period = APInt::getOneBitSet(wide, end.mask.getActiveBits());
  APInt ahead = (end.value.zext(wide) - start.zext(wide)) & (period - 1);
  if (ahead.isZero())
    ahead = period;
  APInt by = step.zext(wide);
  APInt last = start.zext(wide) + (ahead - 1).udiv(by) * by;
  bool isEnd = ((last + by).trunc(bits) & end.mask) == end.value;
  return isEnd && last.isIntN(bits) ? std::optional(last.trunc(bits))
                                    : std::nullopt;
}

} // namespace

ConstantRange rangeOfMaskedCounter(const PHINode &phi, const LoopInfo &li,
                                   const DominatorTree &dt) {
  auto anything = ConstantRange::getFull(phi.getType()->getIntegerBitWidth());
  const Loop *l = li.getLoopFor(phi.getParent());
  const BasicBlock *before = l ? l->getLoopPredecessor() : nullptr;
  const BasicBlock *latch = l ? l->getLoopLatch() : nullptr;
  if (!before || !latch || l->getHeader() != phi.getParent())
    return anything;
  const Value *next = phi.getIncomingValueForBlock(latch);
  const APInt *start, *step;
  if (!match(phi.getIncomingValueForBlock(before), m_APInt(start)) ||
      !match(next, m_Add(m_Specific(&phi), m_APInt(step))) || step->isZero())
    return anything;
  SmallVector<BasicBlock *, 4> exits;
  l->getExitingBlocks(exits);
  for (const BasicBlock *exit : exits) {
    // What is tested in each iteration.
    std::optional<End> end =
        dt.dominates(exit, latch) ? endAt(*exit, *l, *next) : std::nullopt;
    std::optional<APInt> last =
        end ? lastBefore(*end, *start, *step) : std::nullopt;
    if (last)
      return ConstantRange::getNonEmpty(*start, *last + 1);
  }
  return anything;
}

} // namespace sinter
