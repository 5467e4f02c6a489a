//===- Passes.cpp - registration of our passes ----------------------------===//
//
// The rows of Passes.def, for the compiler's pipeline and for sinter-opt.
//
//===----------------------------------------------------------------------===//
#include "Passes.h"
#include "IfChanged.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

using namespace llvm;

namespace sinter {

static bool isAdapterCall(const Instruction &i) {
  auto *call = dyn_cast<CallBase>(&i);
  return call && call->hasFnAttr("wasm-adapter");
}

bool isWasmFunction(const Function &f) {
  if (f.isDeclaration() || !f.hasFnAttribute("wasm-function"))
    return false;
  return !f.hasFnAttribute("wasm-adapter") ||
         none_of(instructions(f), isAdapterCall);
}

PreservedAnalyses preservedByEdits(bool changed) {
  if (!changed)
    return PreservedAnalyses::all();
  PreservedAnalyses preserved;
  preserved.preserveSet<CFGAnalyses>();
  return preserved;
}

void registerPasses(PassBuilder &pb) {
  pb.registerPipelineParsingCallback(
      [](StringRef name, ModulePassManager &passes,
         ArrayRef<PassBuilder::PipelineElement>) {
#define FINAL_PASS(Text, Class)                                                \
  if (name == Text) {                                                          \
    passes.addPass(Class());                                                   \
    return true;                                                               \
  }
#define MODULE_PASS(Text, Class) FINAL_PASS(Text, Class)
#include "Passes.def"
        return false;
      });
  pb.registerPipelineParsingCallback(
      [](StringRef name, FunctionPassManager &passes,
         ArrayRef<PassBuilder::PipelineElement>) {
#define FUNCTION_PASS(Text, Class)                                             \
  if (name == Text) {                                                          \
    passes.addPass(Class());                                                   \
    return true;                                                               \
  }
#include "Passes.def"
        return false;
      });
  pb.registerPipelineParsingCallback(
      [](StringRef name, LoopPassManager &passes,
         ArrayRef<PassBuilder::PipelineElement>) {
#define LOOP_PASS(Text, Class)                                                 \
  if (name == Text) {                                                          \
    passes.addPass(Class());                                                   \
    return true;                                                               \
  }
#include "Passes.def"
        return false;
      });
}

void addCheckPasses(PassBuilder &pb) {
  // Before LLVM looks at loops: it computes for each check in them how often it
  // passes. Copies would be exits that nobody takes for those of a check.
  pb.registerPipelineEarlySimplificationEPCallback(
      [](ModulePassManager &passes, OptimizationLevel level) {
        if (level == OptimizationLevel::O0)
          return;
        FunctionPassManager checks;
        checks.addPass(CheckEliminationPass());
        if (level.getSpeedupLevel() >= 2)
          checks.addPass(CheckCoalescingPass(/*mayCopy=*/false));
        passes.addPass(createModuleToFunctionPassAdaptor(std::move(checks)));
      });
  pb.registerOptimizerEarlyEPCallback(
      [](ModulePassManager &passes, OptimizationLevel level) {
        if (level.getSpeedupLevel() < 2)
          return;
        FunctionPassManager checks, cleanUp, late;
        checks.addPass(CheckEliminationPass()); // of what was inlined
        checks.addPass(CheckCoalescingPass());
        cleanUp.addPass(SimplifyCFGPass()); // the code in between is one block
        late.addPass(IfChanged(std::move(checks), std::move(cleanUp)));
        late.addPass(LaneSplitPass());
        late.addPass(ByteRunsPass());
        late.addPass(ByteShufflePass());
        FunctionPassManager cse, all;
        cse.addPass(EarlyCSEPass());
        all.addPass(IfChanged(std::move(late), std::move(cse)));
        passes.addPass(createModuleToFunctionPassAdaptor(std::move(all)));
      });
  pb.registerOptimizerLastEPCallback(
      [](ModulePassManager &passes, OptimizationLevel level) {
        if (level.getSpeedupLevel() >= 2)
          passes.addPass(createModuleToFunctionPassAdaptor(CheckLimitsPass()));
      });
}

void addCallPasses(PassBuilder &pb) {
  pb.registerPipelineEarlySimplificationEPCallback(
      [](ModulePassManager &passes, OptimizationLevel level) {
        if (level.getSpeedupLevel() >= 2 && level.getSizeLevel() == 0)
          passes.addPass(EarlyReturnPass());
      });
}

void addFinalPasses(ModulePassManager &passes) {
#define FINAL_PASS(Text, Class) passes.addPass(Class());
#include "Passes.def"
}

} // namespace sinter
