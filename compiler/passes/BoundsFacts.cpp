//===- BoundsFacts.cpp - inequalities that branches establish -------------===//
//
// A proof looks for a few facts among those of all blocks that dominate its
// place, thousands in large functions. So all are collected beforehand and
// found by what they are about.
//
//===----------------------------------------------------------------------===//
#include "BoundsFacts.h"
#include "CheckClaim.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {

/// Conditions nest no deeper.
static constexpr unsigned maxDepth = 32;

/// Values that stand for the sizes of all memories.
static std::unique_ptr<Function> makeSizes(Type *i64, size_t memories) {
  SmallVector<Type *, 2> types(memories, i64);
  auto *type = FunctionType::get(i64, types, /*isVarArg=*/false);
  return std::unique_ptr<Function>(
      Function::Create(type, GlobalValue::PrivateLinkage));
}

BoundsFacts::BoundsFacts(Function &f, const Memories &memories,
                         DominatorTree &dt, ScalarEvolution &se,
                         ProofRules rules)
    : rules(rules), memories(memories), dt(dt), se(se),
      i64(Type::getInt64Ty(f.getContext())),
      sizesNow(makeSizes(i64, memories.all().size())) {
  dt.updateDFSNumbers();
  learnBlocks(f);
  joinFacts(f);
}

void BoundsFacts::know(BasicBlock *block, const Fact &fact) {
  byTopic[fact.topic].push_back(all.size());
  all.push_back({block, fact});
}

void BoundsFacts::learnBlocks(Function &f) {
  for (BasicBlock &before : f) {
    if (!dt.isReachableFromEntry(&before))
      continue;
    for (BasicBlock *next : successors(&before)) {
      if (!dt.dominates(BasicBlockEdge(&before, next), next))
        continue;
      Facts facts;
      learnEdge(&before, next, facts);
      for (const Fact &fact : facts)
        know(next, fact);
    }
  }
}

// ---- sizes ----

const SCEV *BoundsFacts::sizeNow(const SCEV *s) {
  auto *unknown = dyn_cast<SCEVUnknown>(s);
  if (!unknown || isa<UndefValue>(unknown->getValue()))
    return nullptr;
  auto [it, isNew] = nowOf.try_emplace(s, nullptr);
  if (isNew)
    for (unsigned i = 0; i != memories.all().size(); ++i)
      if (memories.isSize(unknown->getValue(), i))
        it->second = se.getUnknown(sizesNow->getArg(i));
  return it->second;
}

bool BoundsFacts::isSizeNow(const SCEV *s, unsigned memory) {
  auto *unknown = dyn_cast<SCEVUnknown>(s);
  return unknown && unknown->getValue() == sizesNow->getArg(memory);
}

// ---- numbers ----

const SCEV *BoundsFacts::number(Value *v) {
  auto *type = dyn_cast<IntegerType>(v->getType());
  if (!type || type->getBitWidth() > 64)
    return nullptr;
  return se.getNoopOrZeroExtend(se.getSCEV(v), i64);
}

const SCEVConstant *BoundsFacts::constantIn(const SCEV *s) {
  while (auto *rec = dyn_cast<SCEVAddRecExpr>(s))
    s = rec->getStart();
  if (auto *sum = dyn_cast<SCEVAddExpr>(s))
    s = sum->getOperand(0);
  return dyn_cast<SCEVConstant>(s);
}

Topic BoundsFacts::topicOf(const SCEV *s) {
  if (isa<SCEVConstant>(s))
    return {nullptr, 0};
  if (const SCEVConstant *constant = constantIn(s))
    s = se.getMinusSCEV(s, constant);
  if (auto *sum = dyn_cast<SCEVAddExpr>(s))
    return {nullptr, unsigned(sum->getNumOperands())};
  return {s, 0};
}

ConstantRange BoundsFacts::rangeOf(const SCEV *s) {
  bool counts = SCEVExprContains(
      s, [](const SCEV *part) { return isa<SCEVAddRecExpr>(part); });
  if (rules.tripCounts || !counts)
    return se.getUnsignedRange(s);
  unsigned bits = se.getTypeSizeInBits(s->getType());
  auto *extended = dyn_cast<SCEVZeroExtendExpr>(s);
  if (!extended)
    return ConstantRange::getFull(bits);
  return rangeOf(extended->getOperand()).zeroExtend(bits);
}

uint64_t BoundsFacts::largest(const SCEV *s) {
  return rangeOf(s).getUnsignedMax().getZExtValue();
}

uint64_t BoundsFacts::smallest(const SCEV *s) {
  return rangeOf(s).getUnsignedMin().getZExtValue();
}

namespace {

/// trunc(zext(a) / c) is a / c: a quotient is not larger than the dividend.
class NarrowQuotients : public SCEVRewriteVisitor<NarrowQuotients> {
public:
  using SCEVRewriteVisitor::SCEVRewriteVisitor;

  const SCEV *visitTruncateExpr(const SCEVTruncateExpr *low) {
    auto *quotient = dyn_cast<SCEVUDivExpr>(low->getOperand());
    auto *c = quotient ? dyn_cast<SCEVConstant>(quotient->getRHS()) : nullptr;
    auto *a =
        quotient ? dyn_cast<SCEVZeroExtendExpr>(quotient->getLHS()) : nullptr;
    unsigned bits = SE.getTypeSizeInBits(low->getType());
    if (!c || !a || a->getOperand()->getType() != low->getType() ||
        !c->getAPInt().isIntN(bits) || c->isZero())
      return SCEVRewriteVisitor::visitTruncateExpr(low);
    return SE.getUDivExpr(visit(a->getOperand()),
                          SE.getConstant(c->getAPInt().trunc(bits)));
  }
};

} // namespace

const SCEV *BoundsFacts::withNarrowQuotients(const SCEV *s) {
  bool isOne = SCEVExprContains(s, [](const SCEV *part) {
    auto *low = dyn_cast<SCEVTruncateExpr>(part);
    return low && isa<SCEVUDivExpr>(low->getOperand());
  });
  return isOne ? NarrowQuotients(se).visit(s) : s;
}

std::optional<int64_t> BoundsFacts::excess(const SCEV *a, const SCEV *b) {
  if (a == b)
    return 0;
  if (a->getType() != b->getType())
    return std::nullopt;
  auto *difference = dyn_cast<SCEVConstant>(se.getMinusSCEV(a, b));
  if (!difference)
    return std::nullopt;
  const APInt &modular = difference->getAPInt();
  int64_t d = modular.getSExtValue();
  // a = b + d modulo 2^n: when the sum wraps, a is even smaller; but a
  // difference that wraps is large.
  bool wraps = d < 0 && rangeOf(b).getUnsignedMin().ult(-modular) &&
               rangeOf(a).getUnsignedMax().uge(modular);
  if (wraps && modular.ule(maxConstant))
    return modular.getZExtValue();
  if (wraps || d > maxConstant || d < -maxConstant)
    return std::nullopt;
  return d;
}

/// What `v` is without the constants that are added to it, and do not wrap;
/// they are added to `k`.
static Value *splitConstants(Value *v, uint64_t &k) {
  Value *x;
  const APInt *c;
  while ((match(v, m_NUWAdd(m_Value(x), m_APInt(c))) ||
          match(v, m_DisjointOr(m_Value(x), m_APInt(c)))) &&
         c->ule(BoundsFacts::maxConstant) &&
         k <= uint64_t(BoundsFacts::maxConstant)) {
    k += c->getZExtValue();
    v = x;
  }
  return v;
}

Value *splitExtended(Value *v, uint64_t &k) {
  v = splitConstants(v, k);
  if (v->getType()->isIntegerTy(32))
    return v;
  Value *x;
  bool isExtended =
      match(v, m_ZExt(m_Value(x))) && x->getType()->isIntegerTy(32);
  return isExtended ? x : nullptr;
}

// ---- what conditions say ----

/// What `s` is, if several numbers that join in one block are in it and are
/// together the same on all ways there: one goes up as another one goes down.
/// Null otherwise.
const SCEV *BoundsFacts::together(const SCEV *s) {
  if (auto *rec = dyn_cast<SCEVAddRecExpr>(s)) {
    const SCEV *start = together(rec->getStart());
    return start ? se.getAddRecExpr(start, rec->getStepRecurrence(se),
                                    rec->getLoop(), SCEV::FlagAnyWrap)
                 : nullptr;
  }
  SmallSetVector<PHINode *, 4> phis;
  SCEVExprContains(s, [&](const SCEV *part) {
    auto *unknown = dyn_cast<SCEVUnknown>(part);
    auto *phi = unknown ? dyn_cast<PHINode>(unknown->getValue()) : nullptr;
    if (phi && (phis.empty() || phi->getParent() == phis[0]->getParent()))
      phis.insert(phi);
    return false;
  });
  if (phis.size() < 2 || varies(s, *phis[0]->getParent()))
    return nullptr;
  BasicBlock &block = *phis[0]->getParent();
  const SCEV *same = nullptr;
  for (BasicBlock *from : predecessors(&block)) {
    ValueToSCEVMapTy incoming;
    for (PHINode *phi : phis)
      incoming[phi] = se.getSCEV(phi->getIncomingValueForBlock(from));
    const SCEV *one = SCEVParameterRewriter::rewrite(s, se, incoming);
    if (one == s) // as it was in the iteration before
      continue;
    if ((same && one != same) || mayChange(one, block))
      return nullptr;
    same = one;
  }
  return same;
}

void BoundsFacts::add(Facts &facts, const SCEV *left, const SCEV *right,
                      bool strict, int64_t k) {
  if (!left || !right)
    return;
  facts.push_back({left, right, k, strict, topicOf(left)});
  auto addSame = [&](const SCEV *same) {
    if (same && same != left)
      facts.push_back({same, right, k, strict, topicOf(same)});
  };
  addSame(together(left));
  addSame(withNarrowQuotients(left));
}

void BoundsFacts::addLess(Facts &facts, Value *left, const SCEV *right,
                          bool strict, int64_t k) {
  add(facts, number(left), right, strict, k);
  if (left->getType()->isIntegerTy(32))
    add(facts, se.getSCEV(left), right, strict, k);
  uint64_t more = 0;
  Value *rest = splitConstants(left, more);
  if (rest != left)
    add(facts, number(rest), right, strict, k + more);
  // The low half of a number is not larger than all of it.
  if (rules.narrowOffsets && rest->getType() == i64)
    add(facts,
        se.getTruncateExpr(se.getSCEV(rest),
                           Type::getInt32Ty(i64->getContext())),
        right, strict, k + more);
  if (Value *narrow = splitExtended(rest, more))
    add(facts, se.getSCEV(narrow), right, strict, k + more);
}

void BoundsFacts::learnRange(Value *v, const ConstantRange &range,
                             Facts &facts) {
  if (range.isFullSet() || range.isEmptySet())
    return;
  const SCEV *least = se.getConstant(range.getUnsignedMin().zext(64));
  const SCEV *most = se.getConstant(range.getUnsignedMax().zext(64));
  add(facts, number(v), most, false);
  add(facts, least, number(v), false);
  if (v->getType()->isIntegerTy(32))
    add(facts, se.getSCEV(v), most, false);
  Value *x;
  const APInt *c;
  if (match(v, m_Add(m_Value(x), m_APInt(c)))) {
    learnRange(x, range.sub(*c), facts);
  } else if (match(v, m_ZExt(m_Value(x))) && number(x)) {
    unsigned bits = x->getType()->getIntegerBitWidth();
    auto all = ConstantRange::getFull(bits).zeroExtend(range.getBitWidth());
    learnRange(x, range.intersectWith(all).truncate(bits), facts);
  }
}

void BoundsFacts::learnComparison(ICmpInst::Predicate p, Value *l, Value *r,
                                  Facts &facts) {
  if (!l || !r || !number(l) || !number(r))
    return;
  if (ICmpInst::isSigned(p) && se.isKnownNonNegative(se.getSCEV(l)) &&
      se.isKnownNonNegative(se.getSCEV(r)))
    p = ICmpInst::getUnsignedPredicate(p);
  if (auto *c = dyn_cast<ConstantInt>(r)) {
    ConstantRange range = ConstantRange::makeExactICmpRegion(p, c->getValue());
    if (range.intersectWith(rangeOf(se.getSCEV(l))).isEmptySet())
      addImpossible(facts);
    return learnRange(l, range, facts);
  }
  if (ICmpInst::isSigned(p))
    return;
  if (p == ICmpInst::ICMP_EQ) {
    addLess(facts, l, number(r), false);
    addLess(facts, r, number(l), false);
  } else if (ICmpInst::isLT(p) || ICmpInst::isLE(p)) {
    addLess(facts, l, number(r), ICmpInst::isLT(p));
  } else if (ICmpInst::isGT(p) || ICmpInst::isGE(p)) {
    addLess(facts, r, number(l), ICmpInst::isGT(p));
  }
}

/// What `phi` is on all ways, directly or through other phis; null if that
/// differs. LLVM's loop-closed form: a name of its own behind the loop, and
/// several of these may join.
Value *BoundsFacts::sameOnAllWays(PHINode &phi) const {
  constexpr unsigned maxPhis = 16;
  if (Value *same = phi.hasConstantValue())
    return same;
  SmallSetVector<PHINode *, 8> phis;
  phis.insert(&phi);
  Value *same = nullptr;
  for (unsigned i = 0; i != phis.size(); ++i)
    for (Value *v : phis[i]->incoming_values()) {
      if (auto *other = dyn_cast<PHINode>(v))
        phis.insert(other);
      else if (same && v != same)
        return nullptr;
      else
        same = v;
      if (phis.size() > maxPhis)
        return nullptr;
    }
  // Not what it was in another iteration.
  bool isKept = same && all_of(phis, [&](const PHINode *joins) {
                  return dt.dominates(same, joins);
                });
  return isKept ? same : nullptr;
}

void BoundsFacts::learn(Value *condition, bool holds, Facts &facts,
                        unsigned depth) {
  Value *x, *y;
  if (depth > maxDepth)
    return;
  if (match(condition, m_Not(m_Value(x))))
    return learn(x, !holds, facts, depth + 1);
  auto *phi = dyn_cast<PHINode>(condition);
  if (Value *same = phi ? sameOnAllWays(*phi) : nullptr)
    return learn(same, holds, facts, depth + 1);
  if (phi) // see isKnown
    return holds ? add(facts, se.getOne(i64), number(phi), false)
                 : add(facts, number(phi), se.getZero(i64), false);
  if (holds ? match(condition, m_LogicalAnd(m_Value(x), m_Value(y)))
            : match(condition, m_LogicalOr(m_Value(x), m_Value(y)))) {
    learn(x, holds, facts, depth + 1);
    return learn(y, holds, facts, depth + 1);
  }
  ICmpInst::Predicate p;
  uint64_t lane;
  auto predicate = [&] { return holds ? p : ICmpInst::getInversePredicate(p); };
  if (match(condition, m_ICmp(p, m_Value(x), m_Value(y))))
    learnComparison(predicate(), x, y, facts);
  else if (match(condition, m_ExtractElt(m_ICmp(p, m_Value(x), m_Value(y)),
                                         m_ConstantInt(lane))))
    learnComparison(predicate(), findScalarElement(x, lane),
                    findScalarElement(y, lane), facts);
  // A check that always fails: nothing comes behind it.
  auto *constant = dyn_cast<ConstantInt>(condition);
  if (constant && constant->isOne() != holds)
    addImpossible(facts);
}

std::optional<bool> BoundsFacts::isKnown(PHINode &condition, const Place &at) {
  if (!condition.getType()->isIntegerTy(1))
    return std::nullopt;
  const SCEV *n = number(&condition);
  if (anyAbout(n, at, [&](const Fact &fact) {
        return fact.left == n && fact.right->isZero() && fact.k >= 0;
      }))
    return false;
  if (anyAbout(se.getOne(i64), at, [&](const Fact &fact) {
        return fact.left->isOne() && fact.right == n && fact.k >= 0;
      }))
    return true;
  return std::nullopt;
}

void BoundsFacts::learnEdge(BasicBlock *from, BasicBlock *to, Facts &facts) {
  auto *branch = dyn_cast<BranchInst>(from->getTerminator());
  Value *decision = nullptr, *same;
  if (branch && branch->isConditional() &&
      branch->getSuccessor(0) != branch->getSuccessor(1))
    decision = branch->getCondition();
  bool holds = decision && branch->getSuccessor(0) == to;
  if (decision)
    learn(decision, holds, facts);
  for (const Instruction &i : reverse(*from)) {
    Value *condition = claimed(i);
    if (!condition && !i.isTerminator())
      break;
    // What another condition would have decided.
    if (condition && decision &&
        match(condition, m_Not(m_c_Xor(m_Value(same), m_Specific(decision)))))
      learn(same, holds, facts);
    else if (condition)
      learn(condition, true, facts);
  }
}

bool BoundsFacts::mayChange(const SCEV *s, const BasicBlock &block) const {
  return SCEVExprContains(s, [&](const SCEV *part) {
    if (auto *rec = dyn_cast<SCEVAddRecExpr>(part))
      return !rec->getLoop()->contains(&block) ||
             rec->getLoop()->getHeader() == &block;
    auto *unknown = dyn_cast<SCEVUnknown>(part);
    auto *i = unknown ? dyn_cast<Instruction>(unknown->getValue()) : nullptr;
    return i && !dt.properlyDominates(i->getParent(), &block);
  });
}

bool BoundsFacts::varies(const SCEV *s, const BasicBlock &block) const {
  return SCEVExprContains(s, [&](const SCEV *part) {
    auto *unknown = dyn_cast<SCEVUnknown>(part);
    auto *phi = unknown ? dyn_cast<PHINode>(unknown->getValue()) : nullptr;
    bool joins = phi && phi->getParent() == &block;
    return !joins && (isa<SCEVUnknown>(part) || isa<SCEVAddRecExpr>(part)) &&
           mayChange(part, block);
  });
}

bool BoundsFacts::isOld(const SCEV *s, const BasicBlock &to,
                        const BasicBlock &from) const {
  return SCEVExprContains(s, [&](const SCEV *part) {
    const BasicBlock *made = nullptr;
    if (auto *rec = dyn_cast<SCEVAddRecExpr>(part))
      made = rec->getLoop()->contains(&to) ? &to : rec->getLoop()->getHeader();
    else if (auto *unknown = dyn_cast<SCEVUnknown>(part))
      if (auto *i = dyn_cast<Instruction>(unknown->getValue()))
        made = i->getParent();
    return made && made != &to && !dt.properlyDominates(made, &to) &&
           dt.dominates(made, &from);
  });
}

// ---- what is known at a place ----

bool BoundsFacts::any(const Place &at, Condition holds) const {
  return any_of(at.more, holds) || any_of(all, [&](const Known &known) {
           return dt.dominates(known.block, at.block) && holds(known.fact);
         });
}

bool BoundsFacts::anyAbout(const SCEV *s, const Place &at, Condition holds) {
  Topic topic = topicOf(s);
  auto isOne = [&](const Fact &f) { return f.topic == topic && holds(f); };
  if (any_of(at.more, isOne))
    return true;
  auto it = byTopic.find(topic);
  return it != byTopic.end() && any_of(it->second, [&](unsigned i) {
           return dt.dominates(all[i].block, at.block) && holds(all[i].fact);
         });
}

void BoundsFacts::addImpossible(Facts &facts) {
  add(facts, se.getOne(i64), se.getZero(i64), false);
}

bool BoundsFacts::isImpossible(const Place &at) {
  return anyAbout(se.getOne(i64), at, [](const Fact &fact) {
    return fact.left->isOne() && fact.right->isZero();
  });
}

} // namespace sinter
