//===- Pipeline.cpp - the passes of -O1 and -O2 ---------------------------===//
//
// LLVM's stock pipeline is made for source code: C++ before anything was done
// to it. A Wasm module comes from a compiler that has run such a pipeline
// already. What is new is only what lowering puts in (bounds checks, addresses
// and sizes of memories, slots for locals) and what inlining uncovers. So here
// each kind of pass runs where it was seen to find something in such code, most
// of them once, and again only if what ran before it changed the function.
// RATIONALE.md has the numbers. -O3 is the stock pipeline. -O1 is what of -O2
// pays at once: values instead of slots, each of them once, out of loops, and
// tiny functions inlined.
//
//   early      each function: locals become values
//   inlining   bottom up over the call graph; each function is simplified
//              completely before it is considered for its callers
//   loops      our passes over checks and loops (passes/LoopPipeline.cpp)
//   late       vectorisation, unrolling, and clean-up for emission
//
//===----------------------------------------------------------------------===//
#include "Pipeline.h"
#include "../passes/IfChanged.h"
#include "../passes/MemoryCheck.h"
#include "../passes/Passes.h"
#include "llvm/Analysis/GlobalsModRef.h"
#include "llvm/Analysis/InlineCost.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ProfileSummaryInfo.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/IPO/DeadArgumentElimination.h"
#include "llvm/Transforms/IPO/ElimAvailExtern.h"
#include "llvm/Transforms/IPO/FunctionAttrs.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"
#include "llvm/Transforms/IPO/GlobalOpt.h"
#include "llvm/Transforms/IPO/Inliner.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/ConstraintElimination.h"
#include "llvm/Transforms/Scalar/CorrelatedValuePropagation.h"
#include "llvm/Transforms/Scalar/DeadStoreElimination.h"
#include "llvm/Transforms/Scalar/DivRemPairs.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/GVN.h"
#include "llvm/Transforms/Scalar/IndVarSimplify.h"
#include "llvm/Transforms/Scalar/InstSimplifyPass.h"
#include "llvm/Transforms/Scalar/JumpThreading.h"
#include "llvm/Transforms/Scalar/LICM.h"
#include "llvm/Transforms/Scalar/LoopDeletion.h"
#include "llvm/Transforms/Scalar/LoopIdiomRecognize.h"
#include "llvm/Transforms/Scalar/LoopInstSimplify.h"
#include "llvm/Transforms/Scalar/LoopLoadElimination.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/LoopRotation.h"
#include "llvm/Transforms/Scalar/LoopUnrollPass.h"
#include "llvm/Transforms/Scalar/Reassociate.h"
#include "llvm/Transforms/Scalar/SCCP.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimpleLoopUnswitch.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Vectorize/LoopVectorize.h"
#include "llvm/Transforms/Vectorize/SLPVectorizer.h"
#include "llvm/Transforms/Vectorize/VectorCombine.h"

using namespace llvm;

namespace sinter {
namespace {

/// Passes for those functions of which `applies` holds.
template <bool (*applies)(Function &, FunctionAnalysisManager &)>
struct OnlyIf : FunctionPassManager {
  explicit OnlyIf(FunctionPassManager passes)
      : FunctionPassManager(std::move(passes)) {}
  PreservedAnalyses run(Function &f, FunctionAnalysisManager &am) {
    return applies(f, am) ? FunctionPassManager::run(f, am)
                          : PreservedAnalyses::all();
  }
};

bool hasLoops(Function &f, FunctionAnalysisManager &am) {
  return !am.getResult<LoopAnalysis>(f).empty();
}
using IfLoops = OnlyIf<hasLoops>;

/// Several passes take time that grows with the square of a function's size:
/// they follow values through many blocks, or edges into one. What people and
/// their compilers write is smaller than that: the main loop of SQLite's
/// interpreter has 19,000 instructions.
constexpr unsigned MaxInstructions = 60000;
/// The same for making values of a function's slots: slots by blocks.
constexpr uint64_t MaxSlotsByBlocks = 20'000'000;

bool isNotHuge(Function &f, FunctionAnalysisManager &) {
  return f.getInstructionCount() <= MaxInstructions;
}
using UnlessHuge = OnlyIf<isNotHuge>;

/// The copies of other shards' functions are here to be inlined, and simplified
/// together with what they are inlined into.
bool isKept(Function &f, FunctionAnalysisManager &) {
  return !f.hasAvailableExternallyLinkage();
}
using UnlessCopy = OnlyIf<isKept>;

/// Makes values of slots.
struct PromoteSlots : PassInfoMixin<PromoteSlots> {
  PreservedAnalyses run(Function &f, FunctionAnalysisManager &am) {
    uint64_t slots = count_if(f.getEntryBlock(), [](const Instruction &i) {
      return isa<AllocaInst>(i);
    });
    if (slots * f.size() > MaxSlotsByBlocks)
      return PreservedAnalyses::all();
    return SROAPass(SROAOptions::ModifyCFG).run(f, am);
  }
};

/// What a function computes, as a number of instructions. Phis and branches do
/// not count: passes over loops bring each into a certain shape first.
size_t computations(const Function &f) {
  size_t count = 0;
  for (const BasicBlock &block : f)
    count += size_t(std::distance(block.getFirstNonPHIIt(), block.end())) - 1;
  return count;
}

/// Passes that copy or combine loops, and others that follow only if they did.
class IfCopied : public PassInfoMixin<IfCopied> {
public:
  IfCopied(FunctionPassManager first, FunctionPassManager then)
      : first(std::move(first)), then(std::move(then)) {}
  PreservedAnalyses run(Function &f, FunctionAnalysisManager &am) {
    size_t before = computations(f);
    PreservedAnalyses preserved = first.run(f, am);
    if (computations(f) != before)
      preserved.intersect(then.run(f, am));
    return preserved;
  }

private:
  FunctionPassManager first, then;
};

template <class... Passes> FunctionPassManager functionPasses(Passes... each) {
  FunctionPassManager all;
  (all.addPass(std::move(each)), ...);
  return all;
}

/// Of a loop that only reads, LLVM counts in front of it how often each exit is
/// not taken, and compares these numbers there. For bounds checks that is what
/// loop versioning does better, for nests of loops at once. A loop with a side
/// effect is left alone.
struct SimplifyVariables : PassInfoMixin<SimplifyVariables> {
  PreservedAnalyses run(Loop &l, LoopAnalysisManager &am,
                        LoopStandardAnalysisResults &ar, LPMUpdater &updater) {
    if (none_of(l.blocks(), [](BasicBlock *b) { return findMemoryCheck(*b); }))
      return IndVarSimplifyPass().run(l, am, ar, updater);
    Module &m = *l.getHeader()->getModule();
    Function *sideEffect = Intrinsic::getDeclaration(&m, Intrinsic::sideeffect);
    CallInst *mark = CallInst::Create(sideEffect, "");
    mark->insertBefore(*l.getHeader(), l.getHeader()->getFirstInsertionPt());
    PreservedAnalyses preserved = IndVarSimplifyPass().run(l, am, ar, updater);
    mark->eraseFromParent();
    return preserved;
  }
};

template <class... Passes> auto loopPasses(bool useMemorySsa, Passes... each) {
  LoopPassManager all;
  (all.addPass(std::move(each)), ...);
  return createFunctionToLoopPassAdaptor(std::move(all), useMemorySsa,
                                         /*UseBlockFrequencyInfo=*/false);
}

/// Rotates loops, but for those around large parts of a program, as an
/// interpreter's: all edges out of a loop are split then, each in a time that
/// grows with the loop, and nothing is won.
struct RotateLoop : PassInfoMixin<RotateLoop> {
  explicit RotateLoop(bool duplicateHeader)
      : duplicateHeader(duplicateHeader) {}
  bool duplicateHeader;

  PreservedAnalyses run(Loop &l, LoopAnalysisManager &am,
                        LoopStandardAnalysisResults &analyses,
                        LPMUpdater &updater) {
    constexpr unsigned MaxBlocks = 400;
    return l.getNumBlocks() > MaxBlocks
               ? PreservedAnalyses::all()
               : LoopRotatePass(duplicateHeader).run(l, am, analyses, updater);
  }
};

SimplifyCFGPass simplifyCfg() {
  return SimplifyCFGPass(SimplifyCFGOptions().convertSwitchRangeToICmp(true));
}

/// What branches of an `if` have in common is there once.
SimplifyCFGOptions joiningOptions() {
  return SimplifyCFGOptions()
      .convertSwitchRangeToICmp(true)
      .hoistCommonInsts(true)
      .sinkCommonInsts(true);
}

SimplifyCFGPass joinCommonCode() { return SimplifyCFGPass(joiningOptions()); }

/// What makes a function good enough to be inlined.
FunctionPassManager simplification() {
  FunctionPassManager rotatedLoops = functionPasses(loopPasses(
      /*useMemorySsa=*/true, LoopInstSimplifyPass(),
      RotateLoop(/*duplicateHeader=*/true), LICMPass(LICMOptions()),
      SimpleLoopUnswitchPass(/*NonTrivial=*/false, /*Trivial=*/true)));
  FunctionPassManager countedLoops = functionPasses(
      simplifyCfg(), InstCombinePass(),
      loopPasses(/*useMemorySsa=*/false, LoopIdiomRecognizePass(),
                 SimplifyVariables(), LoopDeletionPass(),
                 LoopFullUnrollPass(OptimizationLevel::O2.getSpeedupLevel())));
  FunctionPassManager lastLoops = functionPasses(
      loopPasses(/*useMemorySsa=*/true, LICMPass(LICMOptions())));
  FunctionPassManager costly = functionPasses(
      IfLoops(functionPasses(SCCPPass())), CorrelatedValuePropagationPass(),
      IfLoops(functionPasses(ConstraintEliminationPass())), ReassociatePass(),
      IfChanged(std::move(rotatedLoops), std::move(countedLoops)), GVNPass(),
      InstCombinePass(), JumpThreadingPass(), DSEPass(),
      IfLoops(std::move(lastLoops)));
  return functionPasses(PromoteSlots(), EarlyCSEPass(/*UseMemorySSA=*/true),
                        CheckEliminationPass(), InstCombinePass(),
                        simplifyCfg(),
                        UnlessCopy(functionPasses(UnlessHuge(std::move(costly)),
                                                  joinCommonCode())));
}

/// The same for -O1.
FunctionPassManager quickSimplification() {
  FunctionPassManager loops = functionPasses(loopPasses(
      /*useMemorySsa=*/true, RotateLoop(/*duplicateHeader=*/false),
      LICMPass(LICMOptions())));
  return functionPasses(PromoteSlots(), EarlyCSEPass(/*UseMemorySSA=*/true),
                        CheckEliminationPass(), InstCombinePass(),
                        simplifyCfg(),
                        UnlessHuge(functionPasses(IfLoops(std::move(loops)))));
}

/// Little is inlined: the compiler that made the Wasm has done so with the same
/// thresholds as LLVM's and better knowledge. Inside of loops LLVM's own
/// threshold holds.
InlineParams inlineParams(OptimizationLevel level) {
  constexpr int Threshold = 75, InLoops = 225, Tiny = 10;
  if (level == OptimizationLevel::O1)
    return getInlineParams(Tiny);
  InlineParams params = getInlineParams(Threshold);
  params.LocallyHotCallSiteThreshold = InLoops;
  return params;
}

ModuleInlinerWrapperPass inlining(OptimizationLevel level) {
  ModuleInlinerWrapperPass inliner(inlineParams(level),
                                   /*MandatoryFirst=*/false);
  inliner.addModulePass(RequireAnalysisPass<GlobalsAA, Module>());
  inliner.addModulePass(RequireAnalysisPass<ProfileSummaryAnalysis, Module>());
  CGSCCPassManager &passes = inliner.getPM();
  passes.addPass(PostOrderFunctionAttrsPass(/*SkipNonRecursive=*/true));
  passes.addPass(createCGSCCToFunctionPassAdaptor(
      level == OptimizationLevel::O1 ? quickSimplification() : simplification(),
      /*EagerlyInvalidate=*/true, /*NoRerun=*/true));
  passes.addPass(PostOrderFunctionAttrsPass());
  return inliner;
}

FunctionPassManager vectorisation() {
  FunctionPassManager loops = functionPasses(
      IfCopied(functionPasses(LoopVectorizePass(), LoopLoadEliminationPass()),
               functionPasses(InstCombinePass())));
  FunctionPassManager unrolling = functionPasses(
      IfCopied(functionPasses(LoopUnrollPass(LoopUnrollOptions(2))),
               functionPasses(InstCombinePass())),
      loopPasses(/*useMemorySsa=*/true, LICMPass(LICMOptions())));
  return functionPasses(
      UnlessHuge(functionPasses(IfLoops(std::move(loops)))),
      SimplifyCFGPass(joiningOptions()
                          .forwardSwitchCondToPhi(true)
                          .convertSwitchToLookupTable(true)
                          .needCanonicalLoops(false)),
      IfChanged(functionPasses(SLPVectorizerPass(), VectorCombinePass()),
                functionPasses(InstCombinePass())),
      UnlessHuge(functionPasses(IfLoops(std::move(unrolling)))),
      InstSimplifyPass(), DivRemPairsPass(),
      SimplifyCFGPass(SimplifyCFGOptions()
                          .convertSwitchRangeToICmp(true)
                          .speculateUnpredictables(true)));
}

} // namespace

ModulePassManager buildPipelineForWasm(PassBuilder &pb,
                                       OptimizationLevel level) {
  ModulePassManager passes;
  auto eachFunction = [&](FunctionPassManager each) {
    passes.addPass(createModuleToFunctionPassAdaptor(
        std::move(each), /*EagerlyInvalidate=*/true));
  };
  pb.invokePipelineStartEPCallbacks(passes, level);
  eachFunction(
      functionPasses(SimplifyCFGPass(), PromoteSlots(), EarlyCSEPass()));
  pb.invokePipelineEarlySimplificationEPCallbacks(passes, level);
  passes.addPass(GlobalOptPass());
  passes.addPass(inlining(level));
  passes.addPass(DeadArgumentEliminationPass());
  passes.addPass(GlobalDCEPass());
  passes.addPass(EliminateAvailableExternallyPass());
  passes.addPass(RecomputeGlobalsAAPass());
  pb.invokeOptimizerEarlyEPCallbacks(passes, level);
  if (level != OptimizationLevel::O1)
    eachFunction(vectorisation());
  else
    eachFunction(functionPasses(
        SimplifyCFGPass(joiningOptions().convertSwitchToLookupTable(true)),
        InstSimplifyPass()));
  pb.invokeOptimizerLastEPCallbacks(passes, level);
  passes.addPass(GlobalDCEPass());
  return passes;
}

} // namespace sinter
