//===- Evaluation.cpp - does a function leave its memories? ---------------===//
//
// What instructions compute is left to LLVM's folding of constants.
//
//===----------------------------------------------------------------------===//
#include "Evaluation.h"
#include "passes/HeapAccesses.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace sinter::fuzz {
namespace {

constexpr unsigned maxSteps = 4000;
constexpr uint64_t maxBulk = 1 << 14;

class Evaluation {
public:
  Evaluation(Function &f, const Memories &memories, const Sizes &promised,
             uint64_t seed)
      : f(f), memories(memories), layout(f.getDataLayout()),
        world(*f.getParent(), memories, promised, seed) {}

  Instruction *run();

private:
  Constant *argument(const Argument &a);
  Constant *get(Value *v);
  Constant *getConstant(Constant *c);
  std::optional<uint64_t> getNumber(Value *v);
  std::optional<uint64_t> getAddress(Value *v);
  bool isPoison(Value *v) { return isa_and_nonnull<PoisonValue>(get(v)); }

  Instruction *enter(BasicBlock *to);
  Instruction *next(Instruction &i);
  BasicBlock *successor(Instruction &end);
  bool isOutside(const MemoryAccess &access);
  bool execute(Instruction &i);
  Constant *value(Instruction &i);
  Constant *fold(Instruction &i);
  Constant *gep(GEPOperator &g);
  Constant *callResult(CallBase &call);
  bool bulk(AnyMemIntrinsic &i);
  bool keepsPromises(Instruction &i);

  Function &f;
  const Memories &memories;
  const DataLayout &layout;
  World world;
  DenseMap<Value *, Constant *> values;
  BasicBlock *from = nullptr;
};

// ---- operands ----

Constant *Evaluation::argument(const Argument &a) {
  if (!a.getType()->isPointerTy() && !a.getType()->isIntegerTy(64))
    return world.invent(a.getType());
  for (unsigned i = 0; i != memories.all().size(); ++i)
    if (memories.isSize(&a, i))
      return ConstantInt::get(a.getType(), world.size(i));
  if (std::optional<unsigned> memory = memories.ofBase(&a))
    return world.base(*memory);
  return a.getType()->isPointerTy() ? world.instance()
                                    : world.invent(a.getType());
}

Constant *Evaluation::getConstant(Constant *c) {
  if (auto *variable = dyn_cast<GlobalValue>(c))
    return world.variable(*variable);
  if (isa<UndefValue>(c) && !isa<PoisonValue>(c))
    return Constant::getNullValue(c->getType());
  if (auto *g = dyn_cast<GEPOperator>(c))
    return gep(*g);
  return isa<ConstantExpr>(c) && !addressOf(c) ? nullptr : c;
}

Constant *Evaluation::get(Value *v) {
  if (auto *c = dyn_cast<Constant>(v))
    return getConstant(c);
  auto it = values.find(v);
  if (it != values.end())
    return it->second;
  auto *a = dyn_cast<Argument>(v);
  return a ? values[v] = argument(*a) : nullptr;
}

std::optional<uint64_t> Evaluation::getNumber(Value *v) {
  Constant *c = get(v);
  auto *n = dyn_cast_or_null<ConstantInt>(c);
  return n && n->getValue().isIntN(64) ? std::optional(n->getZExtValue())
                                       : std::nullopt;
}

std::optional<uint64_t> Evaluation::getAddress(Value *v) {
  Constant *c = get(v);
  return c ? addressOf(c) : std::nullopt;
}

// ---- control flow ----

Instruction *Evaluation::run() {
  Instruction *i = &f.getEntryBlock().front();
  for (unsigned steps = 0; i && steps != maxSteps; ++steps) {
    for (const MemoryAccess &access : accessesOf(*i, memories))
      if (isOutside(access))
        return i;
    i = next(*i);
  }
  return nullptr;
}

Instruction *Evaluation::enter(BasicBlock *to) {
  SmallVector<std::pair<PHINode *, Constant *>, 8> joined;
  for (PHINode &phi : to->phis()) {
    Constant *c = get(phi.getIncomingValueForBlock(from));
    if (!c)
      return nullptr;
    joined.push_back({&phi, c});
  }
  for (auto [phi, c] : joined)
    values[phi] = c;
  return &*to->getFirstNonPHIIt();
}

/// Null where the run ends.
Instruction *Evaluation::next(Instruction &i) {
  if (i.isTerminator()) {
    BasicBlock *to = successor(i);
    from = i.getParent();
    return to ? enter(to) : nullptr;
  }
  return execute(i) ? i.getNextNode() : nullptr;
}

BasicBlock *Evaluation::successor(Instruction &end) {
  if (auto *branch = dyn_cast<BranchInst>(&end)) {
    if (branch->isUnconditional())
      return branch->getSuccessor(0);
    std::optional<uint64_t> holds = getNumber(branch->getCondition());
    return holds ? branch->getSuccessor(*holds == 0) : nullptr;
  }
  if (auto *choice = dyn_cast<SwitchInst>(&end))
    if (auto *n = dyn_cast_or_null<ConstantInt>(get(choice->getCondition())))
      return choice->findCaseValue(n)->getCaseSuccessor();
  return nullptr;
}

// ---- instructions ----

bool Evaluation::isOutside(const MemoryAccess &access) {
  if (access.pointer->getType()->isVectorTy())
    return false;
  if (auto *i = dyn_cast<IntrinsicInst>(access.instruction)) {
    // Lanes that are not enabled access nothing; looked at if all are.
    unsigned mask = i->getIntrinsicID() == Intrinsic::masked_load    ? 2
                    : i->getIntrinsicID() == Intrinsic::masked_store ? 3
                                                                     : 0;
    Constant *enabled = mask ? get(i->getArgOperand(mask)) : nullptr;
    if (mask && (!enabled || !enabled->isAllOnesValue()))
      return false;
  }
  std::optional<uint64_t> address = getAddress(access.pointer);
  std::optional<uint64_t> bytes =
      access.length ? getNumber(access.length) : access.bytes;
  // Bulk operations of no bytes may be anywhere.
  return address && bytes && *bytes != 0 &&
         !world.isInMemory(APInt(64, *address), *bytes);
}

bool Evaluation::execute(Instruction &i) {
  if (auto *write = dyn_cast<StoreInst>(&i)) {
    std::optional<uint64_t> at = getAddress(write->getPointerOperand());
    Constant *v = get(write->getValueOperand());
    return at && v && world.store(*at, v);
  }
  if (auto *range = dyn_cast<AnyMemIntrinsic>(&i))
    return bulk(*range);
  if (auto *assumption = dyn_cast<AssumeInst>(&i))
    return getNumber(assumption->getArgOperand(0)).value_or(0) != 0;
  if (i.getType()->isVoidTy()) {
    auto *call = dyn_cast<CallBase>(&i);
    if (call && call->doesNotReturn())
      return false;
    if (i.mayWriteToMemory() && !isa<IntrinsicInst>(i))
      world.change();
    return true;
  }
  Constant *c = keepsPromises(i) ? value(i) : PoisonValue::get(i.getType());
  if (c && isa<UndefValue>(c) && !isa<PoisonValue>(c))
    c = Constant::getNullValue(c->getType());
  values[&i] = c;
  return c;
}

bool Evaluation::bulk(AnyMemIntrinsic &i) {
  std::optional<uint64_t> to = getAddress(i.getRawDest());
  uint64_t count = getNumber(i.getLength()).value_or(UINT64_MAX);
  if (!to || count > maxBulk)
    return false;
  auto *copy = dyn_cast<AnyMemTransferInst>(&i);
  std::optional<uint64_t> from =
      copy ? getAddress(copy->getRawSource()) : std::nullopt;
  if (from)
    world.copy(*to, *from, count);
  else if (auto *set = dyn_cast<AnyMemSetInst>(&i))
    world.fill(*to, getNumber(set->getValue()).value_or(0), count);
  else
    return false;
  return true;
}

Constant *Evaluation::value(Instruction &i) {
  if (auto *load = dyn_cast<LoadInst>(&i)) {
    std::optional<uint64_t> at = getAddress(load->getPointerOperand());
    return at ? world.load(*at, i.getType(), i) : nullptr;
  }
  if (isa<AllocaInst>(i))
    return world.pointer(world.allocate(1 << 12));
  if (isa<FreezeInst>(i))
    return isPoison(i.getOperand(0)) ? world.invent(i.getType())
                                     : get(i.getOperand(0));
  if (auto *g = dyn_cast<GEPOperator>(&i); g && !i.getType()->isVectorTy())
    return gep(*g);
  if (auto *choice = dyn_cast<SelectInst>(&i);
      choice && choice->getCondition()->getType()->isIntegerTy()) {
    std::optional<uint64_t> holds = getNumber(choice->getCondition());
    return holds
               ? get(*holds ? choice->getTrueValue() : choice->getFalseValue())
               : nullptr;
  }
  if (Constant *c = fold(i))
    return c;
  if (auto *call = dyn_cast<CallBase>(&i))
    return callResult(*call);
  // Atomic operations, and vectors that LLVM does not fold.
  return i.mayReadOrWriteMemory() || i.getType()->isVectorTy()
             ? world.invent(i.getType())
             : nullptr;
}

Constant *Evaluation::fold(Instruction &i) {
  SmallVector<Constant *, 4> operands;
  for (Value *v : i.operands()) {
    Constant *c = isa<Function>(v) ? cast<Constant>(v) : get(v);
    if (!c)
      return nullptr;
    operands.push_back(c);
  }
  if (auto *call = dyn_cast<IntrinsicInst>(&i))
    if (call->getIntrinsicID() == Intrinsic::arithmetic_fence)
      return operands[0];
  if (auto *compare = dyn_cast<CmpInst>(&i))
    return ConstantFoldCompareInstOperands(compare->getPredicate(), operands[0],
                                           operands[1], layout);
  Constant *c = ConstantFoldInstOperands(&i, operands, layout);
  bool isPlain = c && (!isa<ConstantExpr>(c) || addressOf(c));
  return isPlain ? c : nullptr;
}

Constant *Evaluation::gep(GEPOperator &g) {
  MapVector<Value *, APInt> scaled;
  APInt offset(64, 0);
  if (isPoison(g.getPointerOperand()))
    return PoisonValue::get(g.getType());
  std::optional<uint64_t> at = getAddress(g.getPointerOperand());
  if (!at || !g.collectOffset(layout, 64, scaled, offset))
    return nullptr;
  for (auto &[part, scale] : scaled) {
    if (isPoison(part))
      return PoisonValue::get(g.getType());
    auto *n = dyn_cast_or_null<ConstantInt>(get(part));
    if (!n)
      return nullptr;
    offset += n->getValue().sextOrTrunc(64) * scale;
  }
  return world.pointer(*at + offset.getZExtValue());
}

/// Of something that is not part of the test: anything that it promises.
Constant *Evaluation::callResult(CallBase &call) {
  if (call.mayWriteToMemory() && !isa<IntrinsicInst>(call))
    world.change();
  if (call.doesNotReturn())
    return nullptr;
  if (std::optional<ConstantRange> range = call.getRange())
    return world.invent(*range);
  return world.invent(call.getType());
}

/// Whether the result is not poison.
bool Evaluation::keepsPromises(Instruction &i) {
  if (!i.hasPoisonGeneratingFlags() || !i.getType()->isIntegerTy())
    return true;
  SmallVector<APInt, 2> in;
  for (Value *v : i.operands()) {
    auto *n = dyn_cast_or_null<ConstantInt>(get(v));
    if (!n)
      return true;
    in.push_back(n->getValue());
  }
  if (auto *extension = dyn_cast<PossiblyNonNegInst>(&i))
    return !extension->hasNonNeg() || !in[0].isNegative();
  if (auto *narrow = dyn_cast<TruncInst>(&i)) {
    unsigned bits = i.getType()->getIntegerBitWidth();
    return (!narrow->hasNoUnsignedWrap() || in[0].isIntN(bits)) &&
           (!narrow->hasNoSignedWrap() || in[0].isSignedIntN(bits));
  }
  if (auto *either = dyn_cast<PossiblyDisjointInst>(&i))
    return !either->isDisjoint() || !in[0].intersects(in[1]);
  auto *math = dyn_cast<OverflowingBinaryOperator>(&i);
  if (!math)
    return true;
  bool wrapsUnsigned = false, wrapsSigned = false;
  switch (i.getOpcode()) {
  case Instruction::Add:
    (void)in[0].uadd_ov(in[1], wrapsUnsigned);
    (void)in[0].sadd_ov(in[1], wrapsSigned);
    break;
  case Instruction::Sub:
    (void)in[0].usub_ov(in[1], wrapsUnsigned);
    (void)in[0].ssub_ov(in[1], wrapsSigned);
    break;
  case Instruction::Mul:
    (void)in[0].umul_ov(in[1], wrapsUnsigned);
    (void)in[0].smul_ov(in[1], wrapsSigned);
    break;
  case Instruction::Shl:
    (void)in[0].ushl_ov(in[1], wrapsUnsigned);
    (void)in[0].sshl_ov(in[1], wrapsSigned);
    break;
  default:
    break;
  }
  return !(math->hasNoUnsignedWrap() && wrapsUnsigned) &&
         !(math->hasNoSignedWrap() && wrapsSigned);
}

} // namespace

Instruction *findOutside(Function &f, const Memories &memories,
                         const Sizes &promised, uint64_t seed) {
  return Evaluation(f, memories, promised, seed).run();
}

} // namespace sinter::fuzz
