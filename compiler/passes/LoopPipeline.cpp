//===- LoopPipeline.cpp - where the passes over loops run -----------------===//
//
// Loops are versioned when inlining and simplification are done and before LLVM
// vectorises: earlier, copies of a function's loops would weigh on the decision
// to inline it, and there would be less to see; later, it would be too late for
// the vectoriser.
//
// LLVM's passes that need loops without exits to traps have run by then. They
// run again for the functions that changed, and only for these.
//
//===----------------------------------------------------------------------===//
#include "LoopCopy.h"
#include "Passes.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/IndVarSimplify.h"
#include "llvm/Transforms/Scalar/LICM.h"
#include "llvm/Transforms/Scalar/LoopDeletion.h"
#include "llvm/Transforms/Scalar/LoopIdiomRecognize.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

using namespace llvm;

namespace sinter {

AnalysisKey LoopsWereVersioned::Key;

bool LoopsWereVersioned::Result::invalidate(
    Function &, const PreservedAnalyses &preserved,
    FunctionAnalysisManager::Invalidator &) {
  return !preserved.getChecker<LoopsWereVersioned>().preservedWhenStateless();
}

namespace {

/// Passes for the functions whose loops were versioned.
struct AfterVersioning : FunctionPassManager {
  PreservedAnalyses run(Function &f, FunctionAnalysisManager &am) {
    PreservedAnalyses preserved = PreservedAnalyses::all();
    if (am.getCachedResult<LoopsWereVersioned>(f))
      preserved.intersect(FunctionPassManager::run(f, am));
    preserved.abandon<LoopsWereVersioned>();
    return preserved;
  }
  static bool isRequired() { return true; }
};

/// A pass for all loops but the exact copies, which are hardly ever entered:
/// what LLVM would compute in front of them is entered with them.
template <typename Pass> struct NotExact : PassInfoMixin<NotExact<Pass>> {
  PreservedAnalyses run(Loop &l, LoopAnalysisManager &am,
                        LoopStandardAnalysisResults &analyses,
                        LPMUpdater &updater) {
    return isExactCopy(l) ? PreservedAnalyses::all()
                          : Pass().run(l, am, analyses, updater);
  }
};

FunctionPassManager loopPasses() {
  FunctionPassManager passes;
  passes.addPass(LaneAddressesPass());
  passes.addPass(LoopVersioningPass());
  AfterVersioning after;
  auto licm = [] {
    return createFunctionToLoopPassAdaptor(LICMPass(LICMOptions()),
                                           /*UseMemorySSA=*/true,
                                           /*UseBlockFrequencyInfo=*/false);
  };
  after.addPass(SimplifyCFGPass());
  after.addPass(EarlyCSEPass(/*UseMemorySSA=*/true));
  after.addPass(InstCombinePass());
  after.addPass(licm());
  LoopPassManager loops;
  loops.addPass(NotExact<LoopIdiomRecognizePass>());
  loops.addPass(NotExact<IndVarSimplifyPass>());
  loops.addPass(LoopDeletionPass());
  loops.addPass(LoopRerollPass());
  after.addPass(createFunctionToLoopPassAdaptor(std::move(loops)));
  after.addPass(LoopSearchPass());
  after.addPass(EarlyCSEPass());
  after.addPass(InstCombinePass());
  after.addPass(licm());
  after.addPass(SimplifyCFGPass());
  passes.addPass(std::move(after));
  passes.addPass(LoopScanPass());
  return passes;
}

} // namespace

void addLoopPasses(PassBuilder &pb) {
  pb.registerAnalysisRegistrationCallback([](FunctionAnalysisManager &am) {
    am.registerPass([] { return LoopsWereVersioned(); });
  });
  pb.registerOptimizerEarlyEPCallback(
      [](ModulePassManager &passes, OptimizationLevel level) {
        if (level == OptimizationLevel::O2 || level == OptimizationLevel::O3)
          passes.addPass(createModuleToFunctionPassAdaptor(
              loopPasses(), /*EagerlyInvalidate=*/true));
      });
}

} // namespace sinter
