//===- CheckLimits.cpp - what checks in loops compare with ----------------===//
//
// Before:                              After:
//   for (..) {                           limit = size - 8
//     trap if p + 8 > size               for (..) {
//     ..                                   trap if p > limit
//                                          ..
//
// With the sum on the left LLVM drops checks that others imply, so all passes
// see that form. In the end a sum costs an instruction in each iteration, a
// difference of the size one in front of the loop. That is the same where the
// size is known to be 8 at least, and the sum not to wrap.
//
//===----------------------------------------------------------------------===//
#include "MemoryCheck.h"
#include "Passes.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {
namespace {

class Limits {
public:
  explicit Limits(const LoopInfo &li) : li(li) {}

  /// Whether the check at the end of `block` was changed.
  bool improve(BasicBlock &block);

private:
  Value *limit(Value *size, const APInt &reach, Loop &l);

  const LoopInfo &li;
  DenseMap<std::pair<Value *, std::pair<BasicBlock *, uint64_t>>, Value *>
      known;
};

/// size - reach, in front of the outermost loop that does not change it. Null
/// if there is no such place.
Value *Limits::limit(Value *size, const APInt &reach, Loop &l) {
  Loop *outermost = nullptr;
  for (Loop *around = &l; around && around->isLoopInvariant(size);
       around = around->getParentLoop())
    outermost = around;
  BasicBlock *before = outermost ? outermost->getLoopPreheader() : nullptr;
  if (!before)
    return nullptr;
  Value *&difference = known[{size, {before, reach.getZExtValue()}}];
  if (!difference) {
    IRBuilder<> b(before->getTerminator());
    difference =
        b.CreateSub(size, ConstantInt::get(size->getType(), reach), "limit",
                    /*HasNUW=*/true, /*HasNSW=*/true);
  }
  return difference;
}

bool Limits::improve(BasicBlock &block) {
  Loop *l = li.getLoopFor(&block);
  std::optional<MemoryCheck> check = l ? findMemoryCheck(block) : std::nullopt;
  auto *compare =
      check ? dyn_cast<ICmpInst>(check->branch->getCondition()) : nullptr;
  // One that LLVM has hoisted is in front of the place where the limit would
  // be.
  if (!compare || !compare->hasOneUse() || compare->getParent() != &block)
    return false;
  unsigned side = sizeField(compare->getOperand(0)) ? 0 : 1;
  Value *size = compare->getOperand(side), *address;
  const APInt *reach;
  if (!sizeField(size) ||
      !match(compare->getOperand(1 - side),
             m_OneUse(m_NUWAdd(m_Value(address), m_APInt(reach)))) ||
      computeConstantRange(size, /*ForSigned=*/false)
          .getUnsignedMin()
          .ult(*reach))
    return false;
  Value *difference = limit(size, *reach, *l);
  if (!difference)
    return false;
  compare->setOperand(side, difference);
  compare->setOperand(1 - side, address);
  return true;
}

} // namespace

PreservedAnalyses CheckLimitsPass::run(Function &f,
                                       FunctionAnalysisManager &am) {
  const LoopInfo &li = am.getResult<LoopAnalysis>(f);
  if (li.empty())
    return PreservedAnalyses::all();
  Limits limits(li);
  bool changed = false;
  for (BasicBlock &block : f)
    changed |= limits.improve(block);
  return preservedByEdits(changed);
}

} // namespace sinter
