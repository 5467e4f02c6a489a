//===- LoopPipeline.cpp - where the passes over loops run -----------------===//
//
// Loops are versioned when inlining and simplification are done and before LLVM
// vectorises: earlier, copies of a function's loops would weigh on the decision
// to inline it, and there would be less to see; later, it would be too late for
// the vectoriser.
//
// LLVM's passes that need loops without exits to traps have run by then. They
// run again for the functions that changed, and only for these. Loops in which
// LLVM found that no check is needed are searched in blocks all the same.
//
//===----------------------------------------------------------------------===//
#include "IfChanged.h"
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
#include "llvm/Transforms/Scalar/LoopRotation.h"
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

/// Passes for the functions whose loops were versioned, and for the others.
class ByVersioning : public PassInfoMixin<ByVersioning> {
public:
  ByVersioning(FunctionPassManager versioned, FunctionPassManager others)
      : versioned(std::move(versioned)), others(std::move(others)) {}
  PreservedAnalyses run(Function &f, FunctionAnalysisManager &am) {
    bool changed = am.getCachedResult<LoopsWereVersioned>(f);
    PreservedAnalyses preserved = (changed ? versioned : others).run(f, am);
    preserved.abandon<LoopsWereVersioned>();
    return preserved;
  }
  static bool isRequired() { return true; }

private:
  FunctionPassManager versioned, others;
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

/// Turns loops that become one block by that, for LoopReroll.
struct RotateSmall : PassInfoMixin<RotateSmall> {
  PreservedAnalyses run(Loop &l, LoopAnalysisManager &am,
                        LoopStandardAnalysisResults &analyses,
                        LPMUpdater &updater) {
    return l.getNumBlocks() == 2 && !isExactCopy(l)
               ? LoopRotatePass().run(l, am, analyses, updater)
               : PreservedAnalyses::all();
  }
};

auto invariants() {
  return createFunctionToLoopPassAdaptor(LICMPass(LICMOptions()),
                                         /*UseMemorySSA=*/true,
                                         /*UseBlockFrequencyInfo=*/false);
}

/// What LLVM does with loops that have no more exits to traps.
FunctionPassManager afterVersioning() {
  FunctionPassManager passes;
  passes.addPass(SimplifyCFGPass());
  passes.addPass(EarlyCSEPass(/*UseMemorySSA=*/true));
  passes.addPass(InstCombinePass());
  passes.addPass(invariants());
  LoopPassManager loops;
  loops.addPass(RotateSmall());
  loops.addPass(NotExact<LoopIdiomRecognizePass>());
  loops.addPass(NotExact<IndVarSimplifyPass>());
  loops.addPass(LoopDeletionPass());
  loops.addPass(LoopRerollPass());
  passes.addPass(createFunctionToLoopPassAdaptor(std::move(loops)));
  return passes;
}

FunctionPassManager search() {
  FunctionPassManager passes;
  passes.addPass(LoopSearchPass());
  return passes;
}

FunctionPassManager cleanUp() {
  FunctionPassManager passes;
  passes.addPass(EarlyCSEPass());
  passes.addPass(InstCombinePass());
  passes.addPass(invariants());
  passes.addPass(SimplifyCFGPass());
  return passes;
}

FunctionPassManager loopPasses() {
  FunctionPassManager versioned, others, passes;
  versioned.addPass(afterVersioning());
  versioned.addPass(search());
  versioned.addPass(cleanUp());
  others.addPass(IfChanged(search(), cleanUp()));
  passes.addPass(LaneAddressesPass());
  passes.addPass(LoopVersioningPass());
  passes.addPass(ByVersioning(std::move(versioned), std::move(others)));
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
