//===- Quotients.cpp - divisions that the code has made -------------------===//
//
// The divisions of a function are collected when the first is asked for. In
// ScalarEvolution the extension of a quotient is a quotient, too.
//
//===----------------------------------------------------------------------===//
#include "Quotients.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace sinter {
namespace {

bool mayDivideByZero(const SCEV *s) {
  auto *division = dyn_cast<SCEVUDivExpr>(s);
  return division && !isa<SCEVConstant>(division->getRHS());
}

using Values = DenseMap<const SCEV *, SmallVector<Instruction *, 1>>;

struct Rewriter : SCEVRewriteVisitor<Rewriter> {
  Rewriter(ScalarEvolution &se, const DominatorTree &dt, const Loop &l,
           const Values &values)
      : SCEVRewriteVisitor(se), dt(dt), l(l), values(values) {}

  const SCEV *visitUDivExpr(const SCEVUDivExpr *s) {
    for (Instruction *i : values.lookup(s))
      if (dt.properlyDominates(i->getParent(), l.getHeader()))
        return SE.getUnknown(i);
    return s;
  }

  const DominatorTree &dt;
  const Loop &l;
  const Values &values;
};

} // namespace

const SCEV *Quotients::use(const SCEV *s, const Loop &l) {
  if (!SCEVExprContains(s, mayDivideByZero))
    return s;
  if (!std::exchange(collected, true))
    for (Instruction &i : instructions(f))
      if (isa<ZExtInst>(i) || i.getOpcode() == Instruction::UDiv)
        if (i.getType()->isIntegerTy() && mayDivideByZero(se.getSCEV(&i)))
          values[se.getSCEV(&i)].push_back(&i);
  return Rewriter(se, dt, l, values).visit(s);
}

void Quotients::forget() {
  values.clear();
  collected = false;
}

} // namespace sinter
