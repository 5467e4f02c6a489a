//===- LoopReroll.cpp - unrolled loops become loops again -----------------===//
//
// Before:                            After:
//   for (k = 0; k < n; k++) {          for (k = 0; k < 4 * n; k++)
//     a[4 * k] = f(b[4 * k]);            a[k] = f(b[k]);
//     a[4 * k + 1] = f(b[4 * k + 1]);
//     ..
//   }
//
// A compiler that knew nothing of vectors unrolled the loop before it emitted
// Wasm. LLVM would now vectorise across groups of four elements, with shuffles,
// or not at all. Rolled up again the loop is what its source was, and LLVM
// vectorises and unrolls as is right for the processor. (LLVM's own pass of
// this kind wants to see additions to an index, and our addresses are constants
// away from a pointer.)
//
// What makes a body the same code several times is in LaneMatch; sums of
// integers are put in order before (TermOrder).
//
//===----------------------------------------------------------------------===//
#include "LaneMatch.h"
#include "LoopCopy.h"
#include "Passes.h"
#include "TermOrder.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

using namespace llvm;

namespace sinter {
namespace {

/// Larger bodies are not unrolled by anybody.
constexpr unsigned maxBody = 400;
/// The same for the number of lanes.
constexpr unsigned maxFactor = 16;
/// Iterations of a loop; nothing overflows.
constexpr unsigned maxCountBits = 48;

class Reroller {
public:
  Reroller(Loop &l, ScalarEvolution &se, const LaneMatch &lanes)
      : l(l), body(*l.getHeader()), se(se), lanes(lanes),
        expander(se, body.getDataLayout(), "roll"),
        i64(Type::getInt64Ty(body.getContext())), kept(lanes.lane0()) {}

  /// False, and nothing has changed, if a value is needed that lane 0 alone
  /// does not make.
  bool run();

private:
  bool findExitValues();
  bool canExpand(const SCEV *s) const {
    return expander.isSafeToExpandAt(s, l.getLoopPreheader()->getTerminator());
  }
  Value *expand(const SCEV *s) {
    return expander.expandCodeFor(
        s, s->getType(), l.getLoopPreheader()->getTerminator()->getIterator());
  }
  void countLanes(const SCEV *backEdges);
  void rewriteLinear();
  Value *linearValue(Value *v);
  void removeLanes();

  Loop &l;
  BasicBlock &body;
  ScalarEvolution &se;
  const LaneMatch &lanes;
  SCEVExpander expander;
  Type *i64;
  SmallVector<Instruction *, 16> kept; // lane 0
  PHINode *k = nullptr;
  DenseMap<const SCEV *, Value *> linearValues;
  /// Of phis behind the loop: an instruction of lane 0, or an expression.
  SmallVector<std::pair<PHINode *, Value *>, 4> laneExits;
  SmallVector<std::pair<PHINode *, const SCEV *>, 4> linearExits;
};

bool Reroller::run() {
  const SCEV *backEdges = se.getBackedgeTakenCount(&l);
  if (isa<SCEVCouldNotCompute>(backEdges) || !canExpand(backEdges) ||
      se.getUnsignedRangeMax(se.applyLoopGuards(backEdges, &l))
              .getActiveBits() > maxCountBits)
    return false;
  for (Instruction *i : kept)
    for (Value *operand : i->operands())
      if (const SCEVAddRecExpr *linear = lanes.linear(operand))
        if (!canExpand(linear->getStart()))
          return false;
  if (!findExitValues())
    return false;
  countLanes(backEdges);
  rewriteLinear();
  removeLanes();
  return true;
}

bool Reroller::findExitValues() {
  BasicBlock *exit = l.getUniqueExitBlock();
  for (PHINode &phi : exit->phis()) {
    int from = phi.getBasicBlockIndex(&body);
    Value *v = phi.getIncomingValue(from);
    if (l.isLoopInvariant(v))
      continue;
    if (Value *v0 = lanes.lastImageOf(v); v0 && !lanes.linear(v)) {
      if (isa<PHINode>(v0))
        return false;
      laneExits.push_back({&phi, v0});
      continue;
    }
    const SCEV *s = lanes.linear(v) ? se.getSCEVAtScope(v, l.getParentLoop())
                                    : se.getCouldNotCompute();
    if (isa<SCEVCouldNotCompute>(s) || !se.isLoopInvariant(s, &l) ||
        !canExpand(s))
      return false;
    linearExits.push_back({&phi, s});
  }
  return true;
}

/// A counter of lanes decides when to leave.
void Reroller::countLanes(const SCEV *backEdges) {
  const SCEV *last =
      se.getAddExpr(se.getMulExpr(se.getTruncateOrZeroExtend(backEdges, i64),
                                  se.getConstant(i64, lanes.factor)),
                    se.getConstant(i64, lanes.factor - 1));
  Value *count = expand(last);
  IRBuilder<> b(&body.front());
  k = b.CreatePHI(i64, 2, "lane");
  auto *branch = cast<BranchInst>(body.getTerminator());
  b.SetInsertPoint(branch);
  Value *next = b.CreateAdd(k, b.getInt64(1), "lane.next", true, true);
  k->addIncoming(b.getInt64(0), l.getLoopPreheader());
  k->addIncoming(next, &body);
  bool leavesIfTrue = branch->getSuccessor(1) == &body;
  branch->setCondition(leavesIfTrue ? b.CreateICmpEQ(k, count, "last")
                                    : b.CreateICmpNE(k, count, "more"));
}

/// What a linear value of lane 0 is in each of the new iterations.
Value *Reroller::linearValue(Value *v) {
  const SCEVAddRecExpr *s = lanes.linear(v);
  Value *&known = linearValues[s];
  if (known)
    return known;
  Value *start = expand(s->getStart());
  IRBuilder<> b(&*body.getFirstInsertionPt());
  APInt step = *lanes.laneStep(v);
  if (v->getType()->isPointerTy()) {
    Value *way = b.CreateMul(k, ConstantInt::get(i64, step));
    return known = b.CreateGEP(b.getInt8Ty(), start, way);
  }
  Value *way = b.CreateMul(b.CreateZExtOrTrunc(k, v->getType()),
                           ConstantInt::get(v->getType(), step));
  return known = b.CreateAdd(start, way);
}

void Reroller::rewriteLinear() {
  SmallVector<std::pair<Use *, Value *>, 16> uses;
  for (Instruction *i : kept)
    for (Use &operand : i->operands())
      if (lanes.linear(operand))
        uses.push_back({&operand, linearValue(operand)});
  for (auto &[phi, s] : linearExits)
    phi->setIncomingValueForBlock(&body, expand(s));
  for (auto &[phi, v] : laneExits)
    phi->setIncomingValueForBlock(&body, v);
  for (auto &[phi, first] : lanes.handedOn) {
    Value *next = lanes.linear(first) ? linearValue(first) : first;
    phi->setIncomingValueForBlock(&body, next);
  }
  for (auto &[use, value] : uses)
    use->set(value);
}

/// Lane 0 remains, without what is true of it only, and not of the others.
void Reroller::removeLanes() {
  for (Instruction *i : kept)
    for (unsigned lane = 1; lane < lanes.factor; ++lane) {
      auto *other = cast<Instruction>(lanes.image(i, lane));
      i->andIRFlags(other);
      if (i->mayReadOrWriteMemory())
        combineMetadataForCSE(i, other, /*DoesKMove=*/true);
      else
        i->dropUnknownNonDebugMetadata();
      if (auto *load = dyn_cast<LoadInst>(i))
        load->setAlignment(
            std::min(load->getAlign(), cast<LoadInst>(other)->getAlign()));
      if (auto *store = dyn_cast<StoreInst>(i))
        store->setAlignment(
            std::min(store->getAlign(), cast<StoreInst>(other)->getAlign()));
    }
  SmallPtrSet<Instruction *, 16> stays(kept.begin(), kept.end());
  for (Instruction &i : make_early_inc_range(reverse(body)))
    if (isa<StoreInst>(i) && !stays.contains(&i))
      i.eraseFromParent();
  for (Instruction &i : make_early_inc_range(reverse(body)))
    if (isInstructionTriviallyDead(&i))
      i.eraseFromParent();
  DeleteDeadPHIs(&body);
}

bool reroll(Loop &l, ScalarEvolution &se) {
  BasicBlock *body = l.getHeader();
  if (l.getNumBlocks() != 1 || !l.getLoopPreheader() ||
      !l.getUniqueExitBlock() || body->sizeWithoutDebug() > maxBody ||
      isExactCopy(l) || isa<SCEVCouldNotCompute>(se.getBackedgeTakenCount(&l)))
    return false;
  bool changed = orderTerms(l, se);
  for (unsigned factor = maxFactor; factor >= 2; --factor) {
    LaneMatch lanes(l, se, factor);
    if (lanes.run() && Reroller(l, se, lanes).run()) {
      se.forgetLoop(&l);
      return true;
    }
  }
  return changed;
}

} // namespace

PreservedAnalyses LoopRerollPass::run(Loop &l, LoopAnalysisManager &,
                                      LoopStandardAnalysisResults &analyses,
                                      LPMUpdater &) {
  return reroll(l, analyses.SE) ? getLoopPassPreservedAnalyses()
                                : PreservedAnalyses::all();
}

} // namespace sinter
