//===- TermOrder.cpp - the order in which a loop adds things up -----------===//
//
// Terms are alike if what they read lies a constant distance apart: those are
// sorted by that distance. Kinds of terms take turns, as in
//
//   s + a[k] + b[k] + a[k + 1] + b[k + 1]
//
//===----------------------------------------------------------------------===//
#include "TermOrder.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/IRBuilder.h"
#include <numeric>

using namespace llvm;

namespace sinter {
namespace {

/// Terms of a sum, and instructions that are looked at to find what one reads.
constexpr size_t maxTerms = 64, maxTermSize = 32;

struct Chain {
  PHINode *phi;
  SmallVector<BinaryOperator *, 16> links; // each adds one term
  SmallVector<Value *, 16> terms;
};

/// The only instruction in the loop that uses `i`.
Instruction *onlyUser(Instruction &i) {
  auto *user = i.hasOneUse() ? cast<Instruction>(*i.user_begin()) : nullptr;
  return user && user->getParent() == i.getParent() ? user : nullptr;
}

/// From a phi to what comes back to it, all by one operation.
std::optional<Chain> chainFrom(PHINode &phi, BasicBlock &body) {
  Chain chain{&phi, {}, {}};
  auto *last = dyn_cast<BinaryOperator>(phi.getIncomingValueForBlock(&body));
  if (!last || !last->getType()->isIntegerTy() || !last->isAssociative() ||
      !last->isCommutative() || last->getParent() != &body)
    return std::nullopt;
  for (Instruction *i = &phi; i != last;) {
    auto *next = dyn_cast_or_null<BinaryOperator>(onlyUser(*i));
    if (!next || next->getOpcode() != last->getOpcode() ||
        next->getOperand(0) == next->getOperand(1) ||
        chain.links.size() == maxTerms)
      return std::nullopt;
    chain.links.push_back(next);
    chain.terms.push_back(next->getOperand(next->getOperand(0) == i));
    i = next;
  }
  if (chain.links.size() < 2)
    return std::nullopt;
  return chain;
}

/// The addresses that a term is read from.
SmallVector<const SCEV *, 4> addresses(Value *term, const BasicBlock &body,
                                       ScalarEvolution &se) {
  SmallVector<const SCEV *, 4> found;
  SmallPtrSet<Value *, 16> visited;
  SmallVector<Value *, 16> todo = {term};
  while (!todo.empty() && visited.size() < maxTermSize) {
    auto *i = dyn_cast<Instruction>(todo.pop_back_val());
    if (!i || i->getParent() != &body || isa<PHINode>(i) ||
        !visited.insert(i).second)
      continue;
    if (auto *load = dyn_cast<LoadInst>(i))
      found.push_back(se.getSCEV(load->getPointerOperand()));
    else
      append_range(todo, i->operands());
  }
  return found;
}

/// How far the first of `to` is behind `from`, in the loop's direction.
std::optional<int64_t> distance(const SCEV *from, ArrayRef<const SCEV *> to,
                                ScalarEvolution &se) {
  auto *recurrence = dyn_cast<SCEVAddRecExpr>(from);
  bool down = recurrence && recurrence->isAffine() &&
              se.isKnownNegative(recurrence->getStepRecurrence(se));
  std::optional<int64_t> least;
  for (const SCEV *s : to) {
    auto *d = dyn_cast<SCEVConstant>(se.getMinusSCEV(s, from));
    if (!d || !d->getAPInt().isSignedIntN(32))
      continue;
    int64_t way = d->getAPInt().getSExtValue();
    least = std::min(least.value_or(INT64_MAX), down ? -way : way);
  }
  return least;
}

/// Terms of one kind, each with its distance from the first that was found.
struct Kind {
  const SCEV *address;
  SmallVector<std::pair<int64_t, Value *>, 16> terms;
};

SmallVector<Kind, 4> sortedKinds(const Chain &chain, const BasicBlock &body,
                                 ScalarEvolution &se) {
  SmallVector<Kind, 4> kinds;
  for (Value *term : chain.terms) {
    SmallVector<const SCEV *, 4> from = addresses(term, body, se);
    std::optional<int64_t> d;
    auto *kind = find_if(
        kinds, [&](Kind &k) { return (d = distance(k.address, from, se)); });
    if (kind != kinds.end())
      kind->terms.push_back({*d, term});
    else if (!from.empty())
      kinds.push_back({from[0], {{*distance(from[0], from, se), term}}});
    else
      return {};
  }
  for (Kind &kind : kinds)
    stable_sort(kind.terms, [](auto &a, auto &b) { return a.first < b.first; });
  return kinds;
}

/// The order that terms should have; empty if there is none.
SmallVector<Value *, 16> order(const Chain &chain, const BasicBlock &body,
                               ScalarEvolution &se) {
  SmallVector<Kind, 4> kinds = sortedKinds(chain, body, se);
  size_t turns = 0;
  for (const Kind &kind : kinds)
    turns = std::gcd(turns, kind.terms.size());
  SmallVector<Value *, 16> all;
  for (size_t turn = 0; turn < turns; ++turn)
    for (const Kind &kind : kinds) {
      size_t n = kind.terms.size() / turns;
      for (auto &[d, term] : ArrayRef(kind.terms).slice(turn * n, n))
        all.push_back(term);
    }
  return all;
}

void rebuild(const Chain &chain, ArrayRef<Value *> terms, ScalarEvolution &se) {
  BinaryOperator *last = chain.links.back();
  IRBuilder<> b(last);
  Value *sum = chain.phi;
  for (Value *term : terms)
    sum = b.CreateBinOp(last->getOpcode(), sum, term);
  se.forgetValue(chain.phi);
  se.forgetValue(last);
  last->replaceAllUsesWith(sum);
  for (BinaryOperator *link : reverse(chain.links))
    link->eraseFromParent();
}

} // namespace

bool orderTerms(Loop &l, ScalarEvolution &se) {
  BasicBlock &body = *l.getHeader();
  bool changed = false;
  for (PHINode &phi : body.phis()) {
    std::optional<Chain> chain = chainFrom(phi, body);
    if (!chain)
      continue;
    SmallVector<Value *, 16> terms = order(*chain, body, se);
    if (terms.empty() || terms == chain->terms)
      continue;
    rebuild(*chain, terms, se);
    changed = true;
  }
  return changed;
}

} // namespace sinter
