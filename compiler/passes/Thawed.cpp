//===- Thawed.cpp - freezes that change nothing are looked through --------===//
#include "Thawed.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Analysis/WithCache.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Operator.h"
#include "llvm/Support/KnownBits.h"

using namespace llvm;

namespace sinter {
namespace {

/// What is made of more is not looked at.
constexpr unsigned maxParts = 200;

/// Promises of operations. That the operands are no poison is shown elsewhere,
/// so what their own flags say is true.
class Promises {
public:
  explicit Promises(const Instruction &i)
      : i(i), query(i.getDataLayout()), l(i.getOperand(0)),
        r(i.getOperand(i.getNumOperands() - 1)) {}

  bool areKept() const {
    if (!i.hasPoisonGeneratingFlags())
      return true;
    if (isa<OverflowingBinaryOperator>(i))
      return !wraps();
    KnownBits left = known(l);
    if (auto *extension = dyn_cast<PossiblyNonNegInst>(&i))
      return !extension->hasNonNeg() || left.isNonNegative();
    if (auto *either = dyn_cast<PossiblyDisjointInst>(&i))
      return !either->isDisjoint() ||
             KnownBits::haveNoCommonBitsSet(left, known(r));
    if (auto *narrow = dyn_cast<TruncInst>(&i)) {
      unsigned less = l->getType()->getScalarSizeInBits() -
                      i.getType()->getScalarSizeInBits();
      return !(narrow->hasNoUnsignedWrap() &&
               left.countMinLeadingZeros() < less) &&
             !(narrow->hasNoSignedWrap() && left.countMinSignBits() <= less);
    }
    return false;
  }

  /// Of a shift: that it is by less than the number has bits.
  bool isShiftedLittle() const {
    return known(r).getMaxValue().ult(i.getType()->getScalarSizeInBits());
  }

private:
  KnownBits known(const Value *v) const {
    return computeKnownBits(v, /*Depth=*/0, query);
  }

  ConstantRange range(const Value *v, bool asSigned) const {
    return computeConstantRangeIncludingKnownBits(v, asSigned, query);
  }

  bool wraps() const {
    auto *math = cast<OverflowingBinaryOperator>(&i);
    return (math->hasNoUnsignedWrap() && mayWrap(/*asSigned=*/false)) ||
           (math->hasNoSignedWrap() && mayWrap(/*asSigned=*/true));
  }
  bool mayWrap(bool asSigned) const {
    ConstantRange left = range(l, asSigned), right = range(r, asSigned);
    auto never = ConstantRange::OverflowResult::NeverOverflows;
    switch (i.getOpcode()) {
    case Instruction::Add:
      return (asSigned ? left.signedAddMayOverflow(right)
                       : left.unsignedAddMayOverflow(right)) != never;
    case Instruction::Sub:
      return (asSigned ? left.signedSubMayOverflow(right)
                       : left.unsignedSubMayOverflow(right)) != never;
    case Instruction::Mul:
      return asSigned ? computeOverflowForSignedMul(l, r, query) !=
                            OverflowResult::NeverOverflows
                      : left.unsignedMulMayOverflow(right) != never;
    case Instruction::Shl: {
      APInt most = right.getUnsignedMax();
      return asSigned ? most.uge(known(l).countMinSignBits())
                      : most.ugt(known(l).countMinLeadingZeros());
    }
    default:
      return true;
    }
  }

  const Instruction &i;
  SimplifyQuery query;
  const Value *l, *r;
};

/// Whether the result is no poison if no operand is.
bool makesNoPoison(const Instruction &i, Believed believed) {
  if (i.isShift() && !Promises(i).isShiftedLittle())
    return false;
  if (!i.isShift() &&
      canCreateUndefOrPoison(cast<Operator>(&i),
                             /*ConsiderFlagsAndMetadata=*/false))
    return false;
  return !i.hasPoisonGeneratingAnnotations() ||
         (!i.hasPoisonGeneratingMetadata() && !isa<CallBase>(i) &&
          (Promises(i).areKept() ||
           (believed == Believed::WideSums && i.getType()->isIntegerTy(64) &&
            isa<OverflowingBinaryOperator>(i))));
}

/// Whether a base or a size is loaded.
bool isField(const LoadInst &load, const Memories &memories) {
  if (memories.ofBase(&load))
    return true;
  for (unsigned i = 0; i != memories.all().size(); ++i)
    if (memories.isSize(&load, i))
      return true;
  return false;
}

/// Whether `v` is no poison, whatever its operands are.
bool isDefined(const Value *v, const Memories &memories) {
  if (isa<FreezeInst>(v))
    return true;
  if (auto *load = dyn_cast<LoadInst>(v))
    return load->hasMetadata(LLVMContext::MD_noundef) ||
           isField(*load, memories);
  if (auto *call = dyn_cast<CallBase>(v))
    return call->hasRetAttr(Attribute::NoUndef);
  return !isa<Instruction>(v) && isGuaranteedNotToBeUndefOrPoison(v);
}

} // namespace

bool isNeverPoison(const Value *v, const Memories &memories,
                   Believed believed) {
  SmallSetVector<const Value *, 16> parts;
  parts.insert(v);
  for (unsigned n = 0; n != parts.size(); ++n) {
    if (isDefined(parts[n], memories))
      continue;
    auto *i = dyn_cast<Instruction>(parts[n]);
    if (!i || !makesNoPoison(*i, believed))
      return false;
    for (const Value *operand : i->operand_values())
      parts.insert(operand);
    if (parts.size() > maxParts)
      return false;
  }
  return true;
}

Thawed::Thawed(Function &f, const Memories &memories, Believed believed) {
  for (Instruction &i : instructions(f)) {
    auto *freeze = dyn_cast<FreezeInst>(&i);
    if (!freeze || !isNeverPoison(freeze->getOperand(0), memories, believed))
      continue;
    Change change{freeze, {}};
    for (Use &use : freeze->uses())
      change.uses.push_back(&use);
    for (Use *use : change.uses)
      use->set(freeze->getOperand(0));
    changes.push_back(std::move(change));
  }
}

Thawed::~Thawed() {
  // A use that is added comes first.
  for (const Change &change : reverse(changes))
    for (Use *use : reverse(change.uses))
      use->set(change.freeze);
}

} // namespace sinter
