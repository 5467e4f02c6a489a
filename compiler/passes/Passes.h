//===- Passes.h - our passes on LLVM IR -----------------------------------===//
//
// What lowering tells the passes is in function attributes:
//
//   "wasm-function"="N"        a function of the module, with its index
//   "wasm-name"="..."          its name for people, if the symbol is not it
//   "wasm-instance"="param"    its last parameter is the instance, or
//   "wasm-instance"="NAME"     the instance is the global of that name
//   "wasm-store"="NAME"        its store, if that is a global too
//   "wasm-frame"="N"           its stack frame takes N bytes
//   "wasm-interruptible"       it can be told to end
//
// in one of a function and of a call in it:
//
//   "wasm-adapter"             while the call is there, the function is none of
//                              the module's: it only calls one. When that one
//                              is inlined, it takes its place.
//
// and in one of a global variable:
//
//   "wasm-func-table"          the sinter_FuncTable of this LLVM module
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_PASSES_H
#define SINTER_PASSES_PASSES_H

#include "llvm/Analysis/LoopAnalysisManager.h"
#include "llvm/IR/PassManager.h"

namespace llvm {
class LPMUpdater;
class PassBuilder;
} // namespace llvm

namespace sinter {

/// Whether `f` is the code of a function of the Wasm module.
bool isWasmFunction(const llvm::Function &f);

/// What a pass preserves that changes instructions, if `changed`, and no block.
llvm::PreservedAnalyses preservedByEdits(bool changed);

/// Makes functions look whether they shall end.
struct InterruptPass : llvm::PassInfoMixin<InterruptPass> {
  llvm::PreservedAnalyses run(llvm::Module &m, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

/// Inserts checks for stack overflow.
struct StackCheckPass : llvm::PassInfoMixin<StackCheckPass> {
  llvm::PreservedAnalyses run(llvm::Module &m, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

/// Fills the table of functions that backtraces are made from.
struct FuncTablePass : llvm::PassInfoMixin<FuncTablePass> {
  llvm::PreservedAnalyses run(llvm::Module &m, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

/// Lets a host's link-time optimisation inline functions that cannot trap.
struct ExportInliningPass : llvm::PassInfoMixin<ExportInliningPass> {
  llvm::PreservedAnalyses run(llvm::Module &m, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

/// Splits recursive functions behind the test for an early return, so that the
/// test can be inlined.
struct EarlyReturnPass : llvm::PassInfoMixin<EarlyReturnPass> {
  llvm::PreservedAnalyses run(llvm::Module &m, llvm::ModuleAnalysisManager &);
};

/// Drops bounds checks that others, which are always made before, include.
struct CheckEliminationPass : llvm::PassInfoMixin<CheckEliminationPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Joins bounds checks of one address with growing offsets; `mayCopy`: even if
/// that takes a cold copy of the code in between.
struct CheckCoalescingPass : llvm::PassInfoMixin<CheckCoalescingPass> {
  explicit CheckCoalescingPass(bool mayCopy = true) : mayCopy(mayCopy) {}
  bool mayCopy;
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Compares addresses in loops with what the size leaves for them.
struct CheckLimitsPass : llvm::PassInfoMixin<CheckLimitsPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Makes copies of loops that need no bounds checks.
struct LoopVersioningPass : llvm::PassInfoMixin<LoopVersioningPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Lets loops that look for something try several elements at once.
struct LoopSearchPass : llvm::PassInfoMixin<LoopSearchPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// The same for loops that have checks and no other end.
struct LoopScanPass : llvm::PassInfoMixin<LoopScanPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Rolls up loops that were unrolled before they became Wasm.
struct LoopRerollPass : llvm::PassInfoMixin<LoopRerollPass> {
  llvm::PreservedAnalyses run(llvm::Loop &l, llvm::LoopAnalysisManager &,
                              llvm::LoopStandardAnalysisResults &analyses,
                              llvm::LPMUpdater &);
};

/// Computes addresses that are lanes of vectors as numbers of their own, so
/// that loop versioning sees them.
struct LaneAddressesPass : llvm::PassInfoMixin<LaneAddressesPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &am);
  static bool isRequired() { return true; }
};

/// Makes four numbers of vectors whose lanes are moved about one by one.
struct LaneSplitPass : llvm::PassInfoMixin<LaneSplitPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Packs bytes that are combined one by one, if they turn out not to overlap.
struct ByteRunsPass : llvm::PassInfoMixin<ByteRunsPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Drops what pshufb does not look at from its indices.
struct ByteShufflePass : llvm::PassInfoMixin<ByteShufflePass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// A mark on functions: LoopVersioningPass has changed their loops.
struct LoopsWereVersioned : llvm::AnalysisInfoMixin<LoopsWereVersioned> {
  struct Result {
    bool invalidate(llvm::Function &, const llvm::PreservedAnalyses &,
                    llvm::FunctionAnalysisManager::Invalidator &);
  };
  Result run(llvm::Function &, llvm::FunctionAnalysisManager &) { return {}; }
  static llvm::AnalysisKey Key;
};

/// Says in a remark of the name `when` how many bounds checks there are.
struct CheckCountPass : llvm::PassInfoMixin<CheckCountPass> {
  explicit CheckCountPass(llvm::StringRef when) : when(when) {}
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
  static bool isRequired() { return true; }

  llvm::StringRef when;
};

/// For tests of CheckVerifier.h: prints what is not proved.
struct CheckVerifierPass : llvm::PassInfoMixin<CheckVerifierPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// The same, as at the end of the pipeline.
struct FinalCheckVerifierPass : llvm::PassInfoMixin<FinalCheckVerifierPass> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Prints the bounds checks and heap accesses of a function.
struct MemoryCheckPrinter : llvm::PassInfoMixin<MemoryCheckPrinter> {
  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &);
};

/// Puts the passes over loops into LLVM's pipelines for speed.
void addLoopPasses(llvm::PassBuilder &pb);

/// Makes the names in Passes.def known to the pipeline parser.
void registerPasses(llvm::PassBuilder &pb);

/// Makes LLVM's pipelines run the passes on bounds checks: first of all, after
/// inlining and simplification, and above -O1 before vectorisation.
void addCheckPasses(llvm::PassBuilder &pb);

/// Makes LLVM's pipelines run the passes on calls, above -O1 before inlining.
void addCallPasses(llvm::PassBuilder &pb);

/// Adds the final passes.
void addFinalPasses(llvm::ModulePassManager &passes);

} // namespace sinter
#endif
