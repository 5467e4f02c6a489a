//===- LaneMatch.cpp - one loop body that is the same code several times --===//
//
// Lanes are found from what the body does: stores whose addresses are a lane's
// step apart, and chains of values from a phi to what comes back to it. All
// else follows by walking up the operands.
//
//===----------------------------------------------------------------------===//
#include "LaneMatch.h"
#include "MemoryCheck.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/DataLayout.h"

using namespace llvm;

namespace sinter {
namespace {

/// Pairs of stores are compared.
constexpr unsigned maxStores = 64;

} // namespace

LaneMatch::LaneMatch(Loop &l, ScalarEvolution &se, unsigned factor)
    : factor(factor), l(l), body(*l.getHeader()), se(se) {}

bool LaneMatch::run() { return matchStores() && matchPhis() && keepsOrder(); }

Value *LaneMatch::image(Value *v, unsigned lane) const {
  if (lane == 0 || l.isLoopInvariant(v))
    return v;
  return images.lookup({v, lane});
}

Value *LaneMatch::lastImageOf(Value *w) const {
  for (auto &[key, image] : images)
    if (image == w && key.second == factor - 1)
      return key.first;
  return nullptr;
}

SmallVector<Instruction *, 16> LaneMatch::lane0() const {
  SmallPtrSet<Value *, 32> values;
  for (auto &[key, image] : images)
    values.insert(key.first);
  SmallVector<Instruction *, 16> all;
  for (Instruction &i : body)
    if (values.contains(&i) && !isa<PHINode>(i) && !linear(&i))
      all.push_back(&i);
  return all;
}

// ---- values ----

const SCEVAddRecExpr *LaneMatch::linear(Value *v) const {
  if (!se.isSCEVable(v->getType()))
    return nullptr;
  auto *recurrence = dyn_cast<SCEVAddRecExpr>(se.getSCEV(v));
  bool isOurs =
      recurrence && recurrence->getLoop() == &l && recurrence->isAffine();
  return isOurs ? recurrence : nullptr;
}

std::optional<APInt> LaneMatch::laneStep(Value *v) const {
  const SCEVAddRecExpr *recurrence = linear(v);
  auto *step = recurrence
                   ? dyn_cast<SCEVConstant>(recurrence->getStepRecurrence(se))
                   : nullptr;
  if (!step || step->getAPInt().getBitWidth() > 64)
    return std::nullopt;
  APInt lanes(step->getAPInt().getBitWidth(), factor);
  if (!step->getAPInt().srem(lanes).isZero())
    return std::nullopt;
  return step->getAPInt().sdiv(lanes);
}

/// From one linear value to another in the same iteration, if it is constant.
std::optional<int64_t> LaneMatch::distance(Value *from, Value *to) const {
  auto *d =
      dyn_cast<SCEVConstant>(se.getMinusSCEV(se.getSCEV(to), se.getSCEV(from)));
  if (!d || !d->getAPInt().isSignedIntN(64))
    return std::nullopt;
  return d->getAPInt().getSExtValue();
}

bool LaneMatch::match(Value *v, Value *w, unsigned lane) {
  if (l.isLoopInvariant(v))
    return v == w;
  if (v->getType() != w->getType() || l.isLoopInvariant(w))
    return false;
  auto [it, isNew] = images.insert({{v, lane}, w});
  if (!isNew)
    return it->second == w;
  if (linear(v)) {
    std::optional<APInt> step = laneStep(v);
    return step && linear(w) && distance(v, w) == (*step * lane).getSExtValue();
  }
  if (auto *phi = dyn_cast<PHINode>(v)) {
    handedOn.insert({phi, nullptr}); // for matchPhis
    return true;
  }
  auto *i = cast<Instruction>(v), *k = cast<Instruction>(w);
  return i != k && matchOperation(i, k, lane);
}

bool LaneMatch::matchOperation(Instruction *v, Instruction *w, unsigned lane) {
  if (!v->isSameOperationAs(w, Instruction::CompareIgnoringAlignment))
    return false;
  bool isSimple = isa<LoadInst>(v)    ? cast<LoadInst>(v)->isSimple()
                  : isa<StoreInst>(v) ? cast<StoreInst>(v)->isSimple()
                                      : !v->mayReadOrWriteMemory();
  // Lane 0's mark will stand for all of them.
  if (isHeapAccess(*v) && isMarkedProved(*v) != isMarkedProved(*w))
    return false;
  if (!isSimple || v->mayThrow() || v->isTerminator() || isa<PHINode>(v))
    return false;
  size_t before = images.size();
  size_t phisBefore = handedOn.size();
  if (matchOperands(v, w, lane, /*swapped=*/false))
    return true;
  if (!v->isCommutative())
    return false;
  while (images.size() > before)
    images.pop_back();
  while (handedOn.size() > phisBefore)
    handedOn.pop_back();
  return matchOperands(v, w, lane, /*swapped=*/true);
}

bool LaneMatch::matchOperands(Instruction *v, Instruction *w, unsigned lane,
                              bool swapped) {
  for (unsigned i = 0, n = v->getNumOperands(); i < n; ++i) {
    unsigned k = swapped && i < 2 ? 1 - i : i;
    if (!match(v->getOperand(i), w->getOperand(k), lane))
      return false;
  }
  return true;
}

// ---- what the body does ----

bool LaneMatch::matchStores() {
  SmallVector<StoreInst *, 16> stores;
  for (Instruction &i : body) {
    if (auto *s = dyn_cast<StoreInst>(&i))
      stores.push_back(s);
    else if (i.mayHaveSideEffects())
      return false;
  }
  if (stores.size() > maxStores || stores.size() % factor != 0)
    return false;
  size_t found = 0;
  for (StoreInst *s : stores) {
    std::optional<APInt> step = laneStep(s->getPointerOperand());
    if (!step || step->isZero())
      return false;
    bool isFirst = none_of(stores, [&](StoreInst *t) {
      return t->getValueOperand()->getType() ==
                 s->getValueOperand()->getType() &&
             distance(t->getPointerOperand(), s->getPointerOperand()) ==
                 step->getSExtValue();
    });
    if (!isFirst)
      continue;
    if (!matchStore(s, stores))
      return false;
    found += factor;
  }
  return found == stores.size();
}

/// Finds the other lanes' stores by their addresses.
bool LaneMatch::matchStore(StoreInst *s, ArrayRef<StoreInst *> stores) {
  int64_t step = laneStep(s->getPointerOperand())->getSExtValue();
  for (unsigned lane = 1; lane < factor; ++lane) {
    auto *t = find_if(stores, [&](StoreInst *t) {
      return distance(s->getPointerOperand(), t->getPointerOperand()) ==
             step * int64_t(lane);
    });
    if (t == stores.end() || !images.insert({{s, lane}, *t}).second ||
        !matchOperation(s, *t, lane))
      return false;
  }
  return true;
}

/// Phis that are met while others are matched are matched too.
bool LaneMatch::matchPhis() {
  for (PHINode &phi : body.phis())
    if (!linear(&phi) && !handedOn.contains(&phi) && !followChain(phi))
      return false;
  for (size_t i = 0; i < handedOn.size(); ++i)
    if (!matchPhi(*handedOn.begin()[i].first))
      return false;
  return true;
}

/// The lanes of a value that only comes back to itself: the chain of operations
/// in equal parts.
bool LaneMatch::followChain(PHINode &phi) {
  Value *last = phi.getIncomingValueForBlock(&body);
  SmallVector<Value *, 16> chain;
  for (Value *v = &phi; v != last;) {
    Instruction *next = nullptr;
    for (User *u : v->users()) {
      auto *i = cast<Instruction>(u);
      if (i->getParent() != &body || isa<PHINode>(i))
        continue;
      if (next)
        return false;
      next = i;
    }
    if (!next)
      return false;
    chain.push_back(v = next);
  }
  if (chain.empty() || chain.size() % factor != 0)
    return false;
  handedOn.insert({&phi, nullptr});
  for (unsigned lane = 1; lane < factor; ++lane)
    images.insert({{&phi, lane}, chain[chain.size() / factor * lane - 1]});
  return true;
}

bool LaneMatch::matchPhi(PHINode &phi) {
  Value *first = image(&phi, 1);
  if (!first)
    return false;
  handedOn[&phi] = first;
  for (unsigned lane = 1; lane < factor; ++lane) {
    Value *next = lane + 1 < factor ? image(&phi, lane + 1)
                                    : phi.getIncomingValueForBlock(&body);
    if (!next || !match(first, next, lane))
      return false;
  }
  return true;
}

// ---- memory ----

bool LaneMatch::mayOverlap(Instruction *a, Instruction *b) const {
  std::optional<int64_t> d =
      distance(getLoadStorePointerOperand(a), getLoadStorePointerOperand(b));
  const DataLayout &layout = body.getDataLayout();
  auto size = [&](Instruction *i) {
    return int64_t(layout.getTypeStoreSize(getLoadStoreType(i)));
  };
  return !d || (*d < size(a) && -*d < size(b));
}

/// Whether the accesses of the body may be made lane by lane, in each lane in
/// the order of lane 0. Only those of one iteration of the body change places.
bool LaneMatch::keepsOrder() const {
  struct Access {
    unsigned lane, place; // in the new order
    Instruction *is;
  };
  SmallVector<Access, 32> accesses;
  for (auto [place, i] : enumerate(lane0()))
    if (i->mayReadOrWriteMemory())
      for (unsigned lane = 0; lane < factor; ++lane)
        accesses.push_back(
            {lane, unsigned(place), cast<Instruction>(image(i, lane))});
  auto isBefore = [](const Access &a, const Access &b) {
    return std::pair(a.lane, a.place) < std::pair(b.lane, b.place);
  };
  for (const Access &a : accesses)
    for (const Access &b : accesses)
      if (a.is->mayWriteToMemory() && a.is != b.is &&
          isBefore(a, b) != a.is->comesBefore(b.is) && mayOverlap(a.is, b.is))
        return false;
  return true;
}

} // namespace sinter
