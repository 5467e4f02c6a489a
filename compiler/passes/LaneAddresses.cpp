//===- LaneAddresses.cpp - addresses out of vectors -----------------------===//
//
// Before:                                After:
//   %x = phi <4 x i32> [<0,1,2,3>], ..     %x3 = phi i32 [3], ..
//   %c = smin <4 x i32> %x, <9,9,9,9>      %c3 = smin i32 %x3, 9
//   %a = extractelement %c, 3              .. zext %c3
//   .. zext %a
//
// Where a compiler has vectorised a loop without gathering loads, Wasm computes
// addresses in vectors and takes them out lane by lane. ScalarEvolution knows
// nothing of vectors, so that all of their bounds checks would stay in the
// loop. Here such a lane is computed again as a number of its own, which is
// cheaper than to move it out. What else uses the vector still does.
//
// A lane is followed through operations that work lane by lane, moves of whole
// lanes and phis, up to constants, numbers and vectors from outside of the
// loop. If anything else is found (a load), the lane stays where it is.
//
//===----------------------------------------------------------------------===//
#include "IfChanged.h"
#include "Passes.h"
#include "SameOperation.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace sinter {
namespace {

/// Instructions of a function that is looked at, and lanes that one is made of.
constexpr unsigned maxFunction = 50000, maxLanes = 48;

/// Where a lane of a vector is.
using Lane = std::pair<Value *, unsigned>;

bool isAddress(const Value &v, unsigned depth = 0) {
  return any_of(v.users(), [&](const User *u) {
    if (isa<ZExtInst>(u))
      return u->getType()->isIntegerTy(64);
    auto *op = dyn_cast<BinaryOperator>(u);
    return op && depth < 3 && isAddress(*op, depth + 1);
  });
}

/// Operations that make each lane of the same lane of their operands. An
/// operation that could trap, or a freeze, must not be made twice.
bool isLanewise(const Instruction &i) {
  if (isa<MinMaxIntrinsic>(i) || isa<SelectInst>(i) || isa<ICmpInst>(i) ||
      isa<ZExtInst>(i) || isa<SExtInst>(i) || isa<TruncInst>(i))
    return true;
  return isa<BinaryOperator>(i) && !i.isIntDivRem() &&
         i.getType()->isIntOrIntVectorTy();
}

class Scalars {
public:
  bool canMake(Lane lane, const Loop &l);
  Value *make(Lane lane, const Loop &l);

private:
  bool follow(Lane lane, const Loop &l, SmallSetVector<Lane, 16> &visited);
  std::optional<SmallVector<Lane, 3>> sources(Lane lane, const Loop &l);
  Value *repeat(Instruction &i, unsigned lane, const Loop &l);

  DenseMap<Lane, Value *> made;
};

/// What a lane is made of; scalars are among it as they are. None if unknown.
std::optional<SmallVector<Lane, 3>> Scalars::sources(Lane lane, const Loop &l) {
  auto [v, k] = lane;
  SmallVector<Lane, 3> all;
  if (!v->getType()->isVectorTy())
    return all;
  if (auto *c = dyn_cast<Constant>(v)) {
    Constant *element = c->getAggregateElement(k);
    return element && isa<ConstantInt>(element) ? std::optional(all)
                                                : std::nullopt;
  }
  auto *i = dyn_cast<Instruction>(v);
  if (!i || !l.contains(i))
    return !i || i->getInsertionPointAfterDef() ? std::optional(all)
                                                : std::nullopt;
  if (auto *insert = dyn_cast<InsertElementInst>(i)) {
    auto *index = dyn_cast<ConstantInt>(insert->getOperand(2));
    if (!index)
      return std::nullopt;
    all.push_back({insert->getOperand(index->getValue() == k), k});
    return all;
  }
  if (auto *shuffle = dyn_cast<ShuffleVectorInst>(i)) {
    auto *type = dyn_cast<FixedVectorType>(shuffle->getOperand(0)->getType());
    int from = type ? shuffle->getMaskValue(k) : -1;
    if (from < 0)
      return std::nullopt;
    int elements = int(type->getNumElements());
    all.push_back(
        {shuffle->getOperand(from / elements), unsigned(from % elements)});
    return all;
  }
  if (!isa<PHINode>(i) && !isLanewise(*i))
    return std::nullopt;
  for (Value *operand : i->operands())
    if (!isa<Function>(operand))
      all.push_back({operand, k});
  return all;
}

bool Scalars::follow(Lane lane, const Loop &l,
                     SmallSetVector<Lane, 16> &visited) {
  if (made.contains(lane) || !visited.insert(lane))
    return true;
  std::optional<SmallVector<Lane, 3>> from = sources(lane, l);
  return from && visited.size() <= maxLanes &&
         all_of(*from, [&](Lane x) { return follow(x, l, visited); });
}

bool Scalars::canMake(Lane lane, const Loop &l) {
  SmallSetVector<Lane, 16> visited;
  return follow(lane, l, visited);
}

Value *Scalars::make(Lane lane, const Loop &l) {
  auto [v, k] = lane;
  if (!v->getType()->isVectorTy())
    return v;
  if (auto *c = dyn_cast<Constant>(v))
    return c->getAggregateElement(k);
  if (Value *known = made.lookup(lane))
    return known;
  auto *i = dyn_cast<Instruction>(v);
  if (i && l.contains(i))
    return repeat(*i, k, l);
  BasicBlock::iterator at =
      i ? *i->getInsertionPointAfterDef()
        : l.getHeader()->getParent()->getEntryBlock().getFirstInsertionPt();
  IRBuilder<> b(at->getParent(), at);
  return made[lane] = b.CreateExtractElement(v, k);
}

/// The operation `i` on one lane, beside it.
Value *Scalars::repeat(Instruction &i, unsigned lane, const Loop &l) {
  IRBuilder<> b(&i);
  Type *type = i.getType()->getScalarType();
  if (auto *phi = dyn_cast<PHINode>(&i)) {
    PHINode *scalar = b.CreatePHI(type, phi->getNumIncomingValues());
    made[{&i, lane}] = scalar;
    for (unsigned n = 0; n < phi->getNumIncomingValues(); ++n)
      scalar->addIncoming(make({phi->getIncomingValue(n), lane}, l),
                          phi->getIncomingBlock(n));
    return scalar;
  }
  SmallVector<Lane, 3> from = *sources({&i, lane}, l);
  SmallVector<Value *, 3> of;
  for (Lane source : from)
    of.push_back(make(source, l));
  bool moves = isa<InsertElementInst>(i) || isa<ShuffleVectorInst>(i);
  return made[{&i, lane}] = moves ? of[0] : sameOperation(b, i, of, type);
}

} // namespace

PreservedAnalyses LaneAddressesPass::run(Function &f,
                                         FunctionAnalysisManager &am) {
  if (f.getInstructionCount() > maxFunction)
    return PreservedAnalyses::all();
  SmallVector<ExtractElementInst *, 16> lanes;
  for (Instruction &i : instructions(f))
    if (auto *extract = dyn_cast<ExtractElementInst>(&i))
      if (extract->getType()->isIntegerTy(32) &&
          isa<FixedVectorType>(extract->getVectorOperandType()) &&
          isa<ConstantInt>(extract->getIndexOperand()) && isAddress(*extract))
        lanes.push_back(extract);
  if (lanes.empty())
    return PreservedAnalyses::all();
  const LoopInfo &li = am.getResult<LoopAnalysis>(f);
  DenseMap<const Loop *, std::unique_ptr<Scalars>> scalars;
  bool changed = false;
  for (ExtractElementInst *extract : lanes) {
    const Loop *l = li.getLoopFor(extract->getParent());
    auto *index = cast<ConstantInt>(extract->getIndexOperand());
    auto *type = cast<FixedVectorType>(extract->getVectorOperandType());
    auto *source = dyn_cast<Instruction>(extract->getVectorOperand());
    if (!l || !source || !l->contains(source) ||
        index->getValue().uge(type->getNumElements()))
      continue;
    std::unique_ptr<Scalars> &of = scalars[l];
    if (!of)
      of = std::make_unique<Scalars>();
    Lane lane = {source, unsigned(index->getZExtValue())};
    if (!of->canMake(lane, *l))
      continue;
    extract->replaceAllUsesWith(of->make(lane, *l));
    extract->eraseFromParent(); // the vectors are keys: others delete them
    changed = true;
  }
  return preservedByEdits(changed);
}

} // namespace sinter
