//===- LaneSplit.cpp - vectors that are better off as four numbers --------===//
//
// Before:                              After:
//   %a = extractelement %v, 0            %a = shl i32 %v0, 16
//   %b = extractelement %v, 1            %b = shl i32 %v1, 12
//   %c = shl %a, 16                      ..
//   %d = shl %b, 12
//   %w = insertelement .., %c, 0
//   %x = insertelement %w, %d, 1
//
// Compilers that make Wasm with SIMD pack straight-line code into vectors. They
// take it for cheap to move lanes in and out, and rotations by different
// amounts for impossible in vectors: ChaCha20 becomes little else than such
// moves, five times slower than in plain registers. LLVM scalarises single
// operations whose lanes are used alone. Here a web of vectors is split as a
// whole where that saves more instructions than it costs.
//
// A web is what hangs together by operations that can be made lane by lane:
// arithmetic, moves of whole lanes, phis. What goes into it from elsewhere (a
// load) is taken apart, what is needed elsewhere (a store) is put together.
//
//===----------------------------------------------------------------------===//
#include "Passes.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include <array>

using namespace llvm;

namespace sinter {
namespace {

constexpr unsigned numLanes = 4, laneBytes = 4;

/// Instructions of a function that is looked at, and of a web.
constexpr size_t maxFunction = 50000, maxWeb = 2000;

/// Costs, roughly in operations of the processor.
constexpr int moveCost = 2, unevenShiftCost = 6;

/// Code in a loop counts as much as that many times the code around it.
constexpr int64_t loopWeight = 8;
constexpr unsigned maxDepth = 4;

using Lanes = std::array<Value *, numLanes>;
/// Where a lane comes from: lane `lane` of operand `operand`; -1 is nowhere.
struct Source {
  int operand, lane;
};

bool isVector(const Type *type) {
  auto *vector = dyn_cast<FixedVectorType>(type);
  return vector && vector->getElementType()->isIntegerTy() &&
         vector->getPrimitiveSizeInBits() == 8 * laneBytes * numLanes;
}

bool hasLanes(const Type *type) {
  return isVector(type) &&
         cast<FixedVectorType>(type)->getNumElements() == numLanes;
}

/// Where the lanes of a shuffle come from, if it moves whole ones.
std::optional<std::array<Source, numLanes>>
sources(const ShuffleVectorInst &shuffle) {
  auto *type = dyn_cast<FixedVectorType>(shuffle.getOperand(0)->getType());
  if (!type || !isVector(type) || !isVector(shuffle.getType()))
    return std::nullopt;
  int elements = int(type->getNumElements());
  if (elements < int(numLanes))
    return std::nullopt;
  int perLane = elements / int(numLanes);
  std::array<Source, numLanes> all;
  for (int lane = 0; lane < int(numLanes); ++lane) {
    all[lane] = {-1, 0};
    for (int k = 0; k < perLane; ++k) {
      int element = shuffle.getMaskValue(lane * perLane + k);
      if (element < 0)
        continue;
      Source s = {element / elements, element % elements / perLane};
      bool known = all[lane].operand >= 0;
      if (element % perLane != k || (known && (s.operand != all[lane].operand ||
                                               s.lane != all[lane].lane)))
        return std::nullopt;
      all[lane] = s;
    }
  }
  return all;
}

/// A constant that consists of lanes; no part of one may be undefined.
bool isSplittable(const Value *operand) {
  auto *c = dyn_cast<Constant>(operand);
  if (!c || !isVector(c->getType()))
    return true;
  return !isa<ConstantExpr>(c) &&
         (hasLanes(c->getType()) || isa<PoisonValue>(c) ||
          !c->containsUndefOrPoisonElement());
}

/// Whether `i` can be made lane by lane.
bool canSplit(const Instruction &i) {
  if (!all_of(i.operands(), [](const Use &u) { return isSplittable(u); }))
    return false;
  if (auto *extract = dyn_cast<ExtractElementInst>(&i)) {
    auto *index = dyn_cast<ConstantInt>(extract->getIndexOperand());
    return hasLanes(extract->getVectorOperandType()) && index &&
           index->getValue().ult(numLanes);
  }
  if (!isVector(i.getType()))
    return false;
  if (auto *insert = dyn_cast<InsertElementInst>(&i)) {
    auto *index = dyn_cast<ConstantInt>(insert->getOperand(2));
    return hasLanes(i.getType()) && index && index->getValue().ult(numLanes);
  }
  if (auto *shuffle = dyn_cast<ShuffleVectorInst>(&i))
    return sources(*shuffle).has_value();
  if (auto *cast = dyn_cast<BitCastInst>(&i))
    return isVector(cast->getSrcTy());
  if (isa<PHINode>(i))
    return true;
  return isa<BinaryOperator>(i) &&
         (i.isBitwiseLogicOp() || (hasLanes(i.getType()) && !i.isIntDivRem()));
}

/// What `i` costs as it is.
int costBefore(const Instruction &i) {
  if (isa<PHINode>(i) || isa<BitCastInst>(i))
    return 0;
  if (isa<ExtractElementInst>(i) || isa<InsertElementInst>(i))
    return moveCost;
  if (i.isShift())
    if (auto *by = dyn_cast<Constant>(i.getOperand(1)))
      return by->getSplatValue() ? 1 : unevenShiftCost;
  return 1;
}

int costAfter(const Instruction &i) {
  return isa<BinaryOperator>(i) ? int(numLanes) : 0;
}

using Web = SmallVector<Instruction *, 32>; // in an order of execution

class Splitter {
public:
  Splitter(const Web &web, Function &f)
      : web(web), members(web.begin(), web.end()), f(f),
        layout(f.getDataLayout()), i32(Type::getInt32Ty(f.getContext())),
        lanesType(FixedVectorType::get(i32, numLanes)) {}

  void run();

private:
  bool isMember(const User *u) const {
    return members.contains(cast<Instruction>(u));
  }
  Lanes lanesOf(Value *v);
  Lanes split(Instruction &i);
  void join(Instruction &i);

  const Web &web;
  SmallPtrSet<const Instruction *, 32> members;
  Function &f;
  const DataLayout &layout;
  Type *i32, *lanesType;
  DenseMap<Value *, Lanes> known;
  SmallVector<PHINode *, 8> phis;
};

/// The lanes of an operand. One from elsewhere is taken apart where it is made.
Lanes Splitter::lanesOf(Value *v) {
  auto it = known.find(v);
  if (it != known.end())
    return it->second;
  Lanes lanes;
  if (auto *c = dyn_cast<Constant>(v)) {
    Constant *cast =
        ConstantFoldCastOperand(Instruction::BitCast, c, lanesType, layout);
    for (unsigned k = 0; k < numLanes; ++k)
      lanes[k] = cast->getAggregateElement(k);
    return lanes;
  }
  BasicBlock::iterator at = f.getEntryBlock().getFirstInsertionPt();
  if (auto *i = dyn_cast<Instruction>(v))
    at = *i->getInsertionPointAfterDef();
  IRBuilder<> b(at->getParent(), at);
  // A byte that is undefined must not make a lane of it.
  Value *vector = hasLanes(v->getType())
                      ? v
                      : b.CreateBitCast(b.CreateFreeze(v), lanesType);
  for (unsigned k = 0; k < numLanes; ++k)
    lanes[k] = b.CreateExtractElement(vector, k);
  return known[v] = lanes;
}

Lanes Splitter::split(Instruction &i) {
  if (auto *cast = dyn_cast<BitCastInst>(&i))
    return lanesOf(cast->getOperand(0));
  IRBuilder<> b(&i);
  Lanes lanes;
  if (auto *phi = dyn_cast<PHINode>(&i)) {
    for (Value *&lane : lanes)
      lane = b.CreatePHI(i32, phi->getNumIncomingValues());
    phis.push_back(phi);
  } else if (isa<InsertElementInst>(i)) {
    lanes = lanesOf(i.getOperand(0));
    lanes[cast<ConstantInt>(i.getOperand(2))->getZExtValue()] = i.getOperand(1);
  } else if (auto *shuffle = dyn_cast<ShuffleVectorInst>(&i)) {
    auto from = *sources(*shuffle);
    for (unsigned k = 0; k < numLanes; ++k)
      lanes[k] = from[k].operand < 0
                     ? PoisonValue::get(i32)
                     : lanesOf(i.getOperand(from[k].operand))[from[k].lane];
  } else {
    Lanes left = lanesOf(i.getOperand(0)), right = lanesOf(i.getOperand(1));
    for (unsigned k = 0; k < numLanes; ++k) {
      lanes[k] =
          b.CreateBinOp(cast<BinaryOperator>(i).getOpcode(), left[k], right[k]);
      if (auto *op = dyn_cast<Instruction>(lanes[k]))
        op->copyIRFlags(&i);
    }
  }
  return lanes;
}

/// The vector again, for those outside of the web that need it.
void Splitter::join(Instruction &i) {
  auto isOutside = [&](const Use &u) { return !isMember(u.getUser()); };
  if (none_of(i.uses(), isOutside))
    return;
  IRBuilder<> b(i.getParent(), *i.getInsertionPointAfterDef());
  Value *vector = PoisonValue::get(lanesType);
  for (auto [k, lane] : enumerate(known[&i]))
    vector = b.CreateInsertElement(vector, lane, k);
  vector = b.CreateBitCast(vector, i.getType());
  i.replaceUsesWithIf(vector, [&](Use &u) { return isOutside(u); });
}

void Splitter::run() {
  for (Instruction *i : web) {
    if (auto *extract = dyn_cast<ExtractElementInst>(i)) {
      auto *index = cast<ConstantInt>(extract->getIndexOperand());
      i->replaceAllUsesWith(
          lanesOf(extract->getVectorOperand())[index->getZExtValue()]);
    } else {
      known[i] = split(*i);
    }
  }
  for (PHINode *phi : phis)
    for (unsigned n = 0; n < phi->getNumIncomingValues(); ++n) {
      Lanes from = lanesOf(phi->getIncomingValue(n));
      for (auto [lane, value] : zip(known[phi], from))
        cast<PHINode>(lane)->addIncoming(value, phi->getIncomingBlock(n));
    }
  for (Instruction *i : web)
    if (!isa<ExtractElementInst>(i))
      join(*i);
  for (Instruction *i : web)
    i->dropAllReferences();
  for (Instruction *i : web)
    i->eraseFromParent();
}

/// Whether something can be inserted behind all values that the web is made of.
bool hasRoom(const Web &web) {
  auto isOpen = [](Value *v) {
    auto *i = dyn_cast<Instruction>(v);
    return !i || i->getInsertionPointAfterDef();
  };
  return all_of(web, [&](Instruction *i) {
    return isOpen(i) && all_of(i->operands(), isOpen);
  });
}

/// Whether splitting `web` costs less than it saves.
bool pays(const Web &web, const LoopInfo &li) {
  SmallPtrSet<const Value *, 32> members(web.begin(), web.end()), outside;
  auto weight = [&](const Value *v) {
    auto *i = dyn_cast<Instruction>(v);
    int64_t weight = 1;
    for (unsigned d = i ? li.getLoopDepth(i->getParent()) : 0, n = 0;
         n < std::min(d, maxDepth); ++n)
      weight *= loopWeight;
    return weight;
  };
  int64_t saved = 0, spent = 0;
  for (const Instruction *i : web) {
    saved += weight(i) * (costBefore(*i) - costAfter(*i));
    for (const Value *operand : i->operands())
      if (isVector(operand->getType()) && !isa<Constant>(operand) &&
          !members.contains(operand) && outside.insert(operand).second)
        spent += weight(operand) * moveCost * numLanes;
    if (!isa<ExtractElementInst>(i) &&
        any_of(i->users(), [&](auto *u) { return !members.contains(u); }))
      spent += weight(i) * moveCost * numLanes;
  }
  return saved > spent;
}

/// What hangs together, in an order of execution.
SmallVector<Web, 4> findWebs(Function &f) {
  EquivalenceClasses<Instruction *> classes;
  MapVector<Instruction *, Web> webs;
  SmallVector<Instruction *, 64> all;
  for (BasicBlock *block : ReversePostOrderTraversal<Function *>(&f))
    for (Instruction &i : *block)
      if (canSplit(i)) {
        classes.insert(&i);
        all.push_back(&i);
      }
  for (Instruction *i : all)
    for (Value *operand : i->operands()) {
      auto *from = dyn_cast<Instruction>(operand);
      if (from && isVector(from->getType()) &&
          classes.findValue(from) != classes.end())
        classes.unionSets(from, i);
    }
  for (Instruction *i : all)
    webs[classes.getLeaderValue(i)].push_back(i);
  SmallVector<Web, 4> found;
  for (auto &[leader, web] : webs)
    found.push_back(std::move(web));
  return found;
}

bool movesLanes(const Function &f) {
  return any_of(instructions(f), [](const Instruction &i) {
    return isa<InsertElementInst>(i) && hasLanes(i.getType());
  });
}

} // namespace

PreservedAnalyses LaneSplitPass::run(Function &f, FunctionAnalysisManager &am) {
  if (!movesLanes(f) || f.getInstructionCount() > maxFunction)
    return PreservedAnalyses::all();
  const LoopInfo &li = am.getResult<LoopAnalysis>(f);
  bool changed = false;
  for (const Web &web : findWebs(f))
    if (web.size() <= maxWeb && hasRoom(web) && pays(web, li)) {
      Splitter(web, f).run();
      changed = true;
    }
  return preservedByEdits(changed);
}

} // namespace sinter
