//===- CheckCount.cpp - remarks about how many checks there are -----------===//
//
// Passes say what they do to bounds checks in LLVM's remarks. What LLVM's own
// passes do shows in the numbers before and after: this pass says them, for
// each function of the module, when it is lowered, where our passes begin
// (after inlining and simplification) and at the end.
//
//===----------------------------------------------------------------------===//
#include "../lower/Abi.h"
#include "LoopCopy.h"
#include "MemoryCheck.h"
#include "Passes.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"

using namespace llvm;

#define DEBUG_TYPE "sinter-checks"

namespace sinter {
namespace {

/// Checks at the end of a block; those of a form that is not understood, too.
unsigned checksIn(BasicBlock &block) {
  if (std::optional<MemoryCheck> check = findMemoryCheck(block))
    return check->checks.size();
  return any_of(successors(&block), [&](BasicBlock *next) {
    return succ_size(&block) > 1 &&
           trapKind(*next, block) == SINTER_TRAP_MemoryOutOfBounds;
  });
}

bool isInExactCopy(const Loop *l) {
  for (; l; l = l->getParentLoop())
    if (isExactCopy(*l))
      return true;
  return false;
}

} // namespace

PreservedAnalyses CheckCountPass::run(Function &f,
                                      FunctionAnalysisManager &am) {
  if (!isWasmFunction(f))
    return PreservedAnalyses::all();
  LoopInfo &li = am.getResult<LoopAnalysis>(f);
  unsigned all = 0, inLoops = 0, inExactCopies = 0;
  for (BasicBlock &block : f) {
    unsigned checks = checksIn(block);
    Loop *l = li.getLoopFor(&block);
    all += checks;
    if (isInExactCopy(l))
      inExactCopies += checks;
    else if (l)
      inLoops += checks;
  }
  am.getResult<OptimizationRemarkEmitterAnalysis>(f).emit([&] {
    return OptimizationRemarkAnalysis(DEBUG_TYPE, when, DiagnosticLocation(),
                                      &f.getEntryBlock())
           << ore::NV("Checks", all) << " bounds checks, of which "
           << ore::NV("InLoops", inLoops) << " in loops and "
           << ore::NV("InExactCopies", inExactCopies)
           << " in copies of loops for what fails";
  });
  return PreservedAnalyses::all();
}

} // namespace sinter
