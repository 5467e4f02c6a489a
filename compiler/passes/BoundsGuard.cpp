//===- BoundsGuard.cpp - is an access behind a branch that may check it? --===//
#include "BoundsGuard.h"
#include "MaskedCounter.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {

/// What decides where control goes from the end of `block`, or null.
static Value *decisionOf(const BasicBlock *block) {
  const Instruction *end = block->getTerminator();
  if (auto *branch = dyn_cast<BranchInst>(end))
    return branch->isConditional() ? branch->getCondition() : nullptr;
  auto *choice = dyn_cast<SwitchInst>(end);
  return choice ? choice->getCondition() : nullptr;
}

/// What a value is computed from, itself included, and what decides which value
/// a phi has.
const BoundsGuard::Values &BoundsGuard::sourcesOf(Value *v) {
  constexpr unsigned maxSources = 400;
  auto [it, isNew] = sources.try_emplace(v);
  if (!isNew)
    return it->second;
  Values &seen = it->second;
  SmallVector<Value *, 16> todo{v};
  while (!todo.empty() && seen.size() < maxSources) {
    Value *next = todo.pop_back_val();
    if (!isa<Instruction, Argument>(next) || !seen.insert(next).second)
      continue;
    if (auto *i = dyn_cast<Instruction>(next))
      append_range(todo, i->operands());
    if (auto *phi = dyn_cast<PHINode>(next))
      for (BasicBlock *from : phi->blocks())
        if (Value *decision = decisionOf(from))
          todo.push_back(decision);
  }
  return seen;
}

/// What callers pass for an argument: LLVM folds checks that this decides.
static ConstantRange passed(const Argument &argument, unsigned depth) {
  constexpr unsigned maxCallers = 4;
  unsigned bits = argument.getType()->getIntegerBitWidth();
  ConstantRange all = ConstantRange::getEmpty(bits);
  bool isKnown =
      depth < maxCallers &&
      allPassed(
          argument,
          [&](const Value *v) {
            auto *handedOn = dyn_cast<Argument>(v);
            all = all.unionWith(
                handedOn ? passed(*handedOn, depth + 1)
                         : computeConstantRange(v, /*ForSigned=*/false));
            return true;
          });
  return isKnown ? all : ConstantRange::getFull(bits);
}

ConstantRange BoundsGuard::rangeOf(Value *v, Instruction *at) {
  ConstantRange range = values.getConstantRange(v, at, /*UndefAllowed=*/false);
  unsigned bits = v->getType()->getIntegerBitWidth();
  Value *x;
  const APInt *c;
  if (match(v, m_ZExt(m_Value(x))))
    return range.intersectWith(rangeOf(x, at).zeroExtend(bits));
  if (match(v, m_Add(m_Value(x), m_APInt(c))))
    return range.intersectWith(rangeOf(x, at).add(*c));
  if (match(v, m_And(m_Value(x), m_APInt(c))))
    return range.intersectWith(rangeOf(x, at).binaryAnd(*c));
  if (auto *phi = dyn_cast<PHINode>(v))
    return range.intersectWith(rangeOfMaskedCounter(*phi, li, dt));
  auto *argument = dyn_cast<Argument>(v);
  return argument ? range.intersectWith(passed(*argument, 0)) : range;
}

/// The furthest end of the access in its memory, by what LLVM knows of values
/// from the way that control took.
std::optional<APInt> BoundsGuard::furthest(const MemoryAccess &access) {
  APInt most(128, access.bytes);
  const Value *v = access.pointer;
  while (auto *gep = dyn_cast<GEPOperator>(v)) {
    MapVector<Value *, APInt> scaled;
    APInt constant(64, 0);
    if (!gep->collectOffset(layout, 64, scaled, constant))
      return std::nullopt;
    most += constant.zext(128);
    for (auto &[part, scale] : scaled) {
      if (!part->getType()->isIntegerTy())
        return std::nullopt;
      ConstantRange range = rangeOf(part, access.instruction);
      most +=
          range.zextOrTrunc(64).getUnsignedMax().zext(128) * scale.zext(128);
    }
    v = gep->getPointerOperand();
  }
  if (memories.ofBase(v) != memory)
    return std::nullopt;
  return most;
}

bool BoundsGuard::isInMinimum(const MemoryAccess &access) {
  uint64_t minimum = memories.all()[memory].minimum;
  if (access.length || access.bytes > minimum)
    return false;
  std::optional<APInt> most = furthest(access);
  if (!most)
    return false;
  if (most->ule(minimum))
    return true;
  const SCEV *offset = se.removePointerBase(se.getSCEV(access.pointer));
  return se.isKnownPredicateAt(
      ICmpInst::ICMP_ULE, offset,
      se.getConstant(offset->getType(), minimum - access.bytes),
      access.instruction);
}

bool BoundsGuard::isGuarded(const MemoryAccess &access) {
  SmallVector<const Value *, 4> objects;
  getUnderlyingObjects(access.pointer, objects, nullptr, 0);
  for (const Value *object : objects) {
    std::optional<unsigned> found = memories.ofBase(object);
    if (!found)
      return false;
    memory = *found;
  }
  bool hasGuardPages = memories.all()[memory].guardPages;
  return (hasGuardPages && access.instruction->isVolatile()) ||
         isInMinimum(access) || isBehindGuard(access);
}

bool BoundsGuard::isBehindGuard(const MemoryAccess &access) {
  Values parts = sourcesOf(access.pointer);
  if (access.length) {
    const Values &more = sourcesOf(access.length);
    parts.insert(more.begin(), more.end());
  }
  // How often loops run decides how far an address goes.
  bool isCounted = false;
  for (Loop *l = li.getLoopFor(access.instruction->getParent()); l;
       l = l->getParentLoop()) {
    SmallVector<BasicBlock *, 4> exits;
    l->getExitingBlocks(exits);
    for (BasicBlock *exit : exits)
      if (Value *decision = decisionOf(exit)) {
        const Values &more = sourcesOf(decision);
        isCounted |=
            any_of(more, [&](Value *v) { return memories.isSize(v, memory); });
        parts.insert(more.begin(), more.end());
      }
  }
  auto guards = [&](Value *v) {
    return memories.isSize(v, memory) ||
           (parts.contains(v) && !v->getType()->isPointerTy());
  };
  auto isGuard = [&](BasicBlock *block) {
    Value *decision = decisionOf(block);
    return decision && any_of(sourcesOf(decision), guards);
  };
  return isCounted || isBehind(access.instruction->getParent(), isGuard);
}

/// Whether all ways to `block` come by one of some others.
bool BoundsGuard::isBehind(BasicBlock *block,
                           function_ref<bool(BasicBlock *)> isOne) {
  SmallSetVector<BasicBlock *, 16> before;
  before.insert(block);
  for (unsigned i = 0; i != before.size(); ++i) {
    if (pred_empty(before[i]))
      return false;
    for (BasicBlock *from : predecessors(before[i]))
      if (!before.contains(from) && dt.isReachableFromEntry(from) &&
          !isOne(from))
        before.insert(from);
  }
  return true;
}

} // namespace sinter
