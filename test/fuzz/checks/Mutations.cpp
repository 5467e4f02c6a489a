//===- Mutations.cpp - code with a check that is missing or wrong ---------===//
#include "Mutations.h"
#include "passes/HeapAccesses.h"
#include "passes/MemoryCheck.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter::fuzz {
namespace {

class Mutating {
public:
  explicit Mutating(const Memories &memories) : memories(memories) {}

  std::vector<Mutation> all;

  void add(Instruction &i) {
    if (auto *branch = dyn_cast<BranchInst>(&i))
      addBranch(*branch);
    if (auto *compare = dyn_cast<ICmpInst>(&i))
      addCompare(*compare);
    auto *gep = dyn_cast<GetElementPtrInst>(&i);
    if (isa<ICmpInst, BinaryOperator, PHINode, SelectInst>(i) ||
        (gep && gep->getSourceElementType()->isIntegerTy()))
      addOperands(i);
    if (auto *load = dyn_cast<LoadInst>(&i); load && isAccess(i))
      addWider(*load, load->getPointerOperand(), load->getType());
    if (auto *store = dyn_cast<StoreInst>(&i); store && isAccess(i))
      addWider(*store, store->getPointerOperand(),
               store->getValueOperand()->getType());
    if (auto *freeze = dyn_cast<FreezeInst>(&i))
      addPoison(*freeze);
    if (isa<OverflowingBinaryOperator>(i) && hasFreezes(*i.getFunction()))
      addPromises(i);
  }

private:
  bool isAccess(Instruction &i) { return !accessesOf(i, memories).empty(); }

  void record(Instruction &at, const Twine &what,
              std::function<std::function<void()>()> apply) {
    std::string text;
    raw_string_ostream(text) << what << " in" << at;
    all.push_back({text, std::move(apply)});
  }

  void addBranch(BranchInst &b) {
    if (b.isUnconditional())
      return;
    for (unsigned side : {0, 1})
      if (isTrapBlock(*b.getSuccessor(side)))
        record(b, "no check", [&b, side] {
          Value *condition = b.getCondition();
          b.setCondition(ConstantInt::getBool(b.getContext(), side == 1));
          return [&b, condition] { b.setCondition(condition); };
        });
    record(b, "the other way", [&b] {
      b.swapSuccessors();
      return [&b] { b.swapSuccessors(); };
    });
  }

  void addCompare(ICmpInst &c) {
    using P = ICmpInst::Predicate;
    P p = c.getPredicate();
    SmallVector<P, 4> others = {ICmpInst::getSwappedPredicate(p)};
    if (ICmpInst::isRelational(p)) {
      others.push_back(ICmpInst::isStrictPredicate(p)
                           ? ICmpInst::getNonStrictPredicate(p)
                           : ICmpInst::getStrictPredicate(p));
      others.push_back(ICmpInst::getFlippedSignednessPredicate(p));
    } else {
      others = {P::ICMP_ULT, P::ICMP_UGT};
    }
    for (P other : others)
      record(c, Twine(ICmpInst::getPredicateName(other)), [&c, p, other] {
        c.setPredicate(other);
        return [&c, p] { c.setPredicate(p); };
      });
  }

  void addOperands(Instruction &i) {
    for (Use &use : i.operands()) {
      auto *n = dyn_cast<ConstantInt>(use.get());
      if (!n)
        continue;
      const APInt &value = n->getValue();
      for (const APInt &other : {value + 1, value - 1, value + 8, value * 2,
                                 APInt(value.getBitWidth(), 0)})
        if (other != value)
          record(i, "not " + Twine(value.getSExtValue()), [&use, n, other] {
            use.set(ConstantInt::get(n->getType(), other));
            return [&use, n] { use.set(n); };
          });
    }
    if (isa<ICmpInst>(i))
      for (Use &use : i.operands())
        if (use->getType()->isIntegerTy() && !isa<Constant>(use.get()))
          addShifted(i, use);
  }

  /// Compares another number.
  void addShifted(Instruction &i, Use &use) {
    for (int64_t by : {1, -1, 16})
      record(i, "operand more by " + Twine(by), [&i, &use, by] {
        Value *before = use.get();
        Type *type = before->getType();
        auto *sum =
            BinaryOperator::CreateAdd(before, ConstantInt::get(type, by, true),
                                      "mutant", i.getIterator());
        use.set(sum);
        return [&use, before, sum] {
          use.set(before);
          sum->eraseFromParent();
        };
      });
  }

  /// Accesses more bytes.
  void addWider(Instruction &i, Value *pointer, Type *type) {
    uint64_t bytes = i.getDataLayout().getTypeStoreSize(type);
    record(i, "more bytes", [&i, pointer, bytes] {
      auto *wide = IntegerType::get(i.getContext(), (bytes + 1) * 8);
      auto *load = new LoadInst(wide, pointer, "mutant", false, Align(1),
                                i.getIterator());
      return [load] { load->eraseFromParent(); };
    });
  }

  /// Freezes nothing known.
  void addPoison(FreezeInst &freeze) {
    record(freeze, "poison", [&freeze] {
      Value *before = freeze.getOperand(0);
      freeze.setOperand(0, PoisonValue::get(freeze.getType()));
      return [&freeze, before] { freeze.setOperand(0, before); };
    });
  }

  /// Promises what may not be so: then it is poison.
  void addPromises(Instruction &i) {
    if (i.hasNoUnsignedWrap())
      return;
    record(i, "nuw", [&i] {
      i.setHasNoUnsignedWrap();
      return [&i] { i.setHasNoUnsignedWrap(false); };
    });
  }
  static bool hasFreezes(Function &f) {
    return any_of(instructions(f),
                  [](Instruction &i) { return isa<FreezeInst>(i); });
  }

  const Memories &memories;
};

} // namespace

std::vector<Mutation> mutationsOf(Function &f, const Memories &memories) {
  Mutating mutating(memories);
  for (Instruction &i : instructions(f))
    mutating.add(i);
  return std::move(mutating.all);
}

} // namespace sinter::fuzz
