//===- Optimize.cpp - LLVM's pipeline with our passes in it ---------------===//
//
// The pipeline of the level: those of -O1 and -O2 are Pipeline.cpp's, the
// others LLVM's. Our own passes come from passes/Passes.def.
//
// Library functions are known to LLVM by name: it would take a guest's `sin` or
// a host function that happens to be called `exit` for C's. So all of them are
// turned off except those that LLVM itself may call (LibraryNames.h).
//
//===----------------------------------------------------------------------===//
#include "../lower/Symbols.h"
#include "../passes/Passes.h"
#include "Codegen.h"
#include "LibraryNames.h"
#include "LoadForwarding.h"
#include "Packing.h"
#include "Pipeline.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/StandardInstrumentations.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter {
namespace {

OptimizationLevel llvmLevel(OptLevel level) {
  switch (level) {
  case OptLevel::O0:
    return OptimizationLevel::O0;
  case OptLevel::O1:
    return OptimizationLevel::O1;
  case OptLevel::O2:
    return OptimizationLevel::O2;
  case OptLevel::O3:
    return OptimizationLevel::O3;
  case OptLevel::Os:
    return OptimizationLevel::Os;
  }
  llvm_unreachable("all levels handled");
}

ModulePassManager buildPipeline(PassBuilder &pb, OptLevel level) {
  OptimizationLevel l = llvmLevel(level);
  if (l == OptimizationLevel::O1 || l == OptimizationLevel::O2)
    return buildPipelineForWasm(pb, l);
  return l == OptimizationLevel::O0 ? pb.buildO0DefaultPipeline(l)
                                    : pb.buildPerModuleDefaultPipeline(l);
}

/// LLVM's passes that are not good for every function.
void choosePasses(PassInstrumentationCallbacks &callbacks,
                  FunctionAnalysisManager &fam) {
  callbacks.registerShouldRunOptionalPassCallback([&](StringRef pass, Any ir) {
    const auto *f = any_cast<const Function *>(&ir);
    if (f && pass == "SLPVectorizerPass")
      return gainsFromPacking(**f);
    if (f && pass == "LoopLoadEliminationPass")
      return mayForwardLoads(
          fam.getResult<LoopAnalysis>(const_cast<Function &>(**f)));
    return true;
  });
}

/// What one emission found out about stack frames, for the next. A function
/// that a pass splits hands it on.
void setFrames(Module &ir, const FrameSizes &frames) {
  for (const auto &entry : frames) {
    StringRef name = entry.getKey();
    Function *f = ir.getFunction(name);
    if (!f && name.consume_back(earlyReturnRest))
      f = ir.getFunction(name);
    if (!f)
      continue;
    uint64_t known = f->getFnAttributeAsParsedInteger("wasm-frame");
    f->addFnAttr("wasm-frame",
                 std::to_string(std::max<uint64_t>(known, entry.getValue())));
  }
}

} // namespace

Error internalError(const Twine &what) {
  return createStringError(inconvertibleErrorCode(), "internal error: " + what);
}

TargetLibraryInfoImpl knownLibrary(const Module &ir) {
  TargetLibraryInfoImpl library{Triple(ir.getTargetTriple())};
  library.disableAllFunctions();
  for (LibFunc f : {LibFunc_memcpy, LibFunc_memmove, LibFunc_memset})
    library.setAvailable(f);
  return library;
}

void optimize(Module &ir, TargetMachine &target, const Options &o,
              const FrameSizes &frames, ProfileUse use, Alarms &alarms) {
  setFrames(ir, frames);

  LoopAnalysisManager lam;
  FunctionAnalysisManager fam;
  CGSCCAnalysisManager cgam;
  ModuleAnalysisManager mam;
  PipelineTuningOptions tuning;
  tuning.SLPVectorization = o.opt != OptLevel::O0 && o.opt != OptLevel::O1;
  // Makes passes skip functions that are marked optnone.
  PassInstrumentationCallbacks callbacks;
  OptNoneInstrumentation optNone(/*DebugLogging=*/false);
  optNone.registerCallbacks(callbacks);
  choosePasses(callbacks, fam);
  std::optional<CheckWatch> watch;
  if (verifiesIr(o))
    watch.emplace(callbacks);
  PassBuilder pb(&target, tuning, std::nullopt, &callbacks);
  registerPasses(pb);
  auto countChecks = [&](ModulePassManager &passes, StringRef when) {
    if (saysChecks(o))
      passes.addPass(createModuleToFunctionPassAdaptor(CheckCountPass(when)));
  };
  pb.registerOptimizerEarlyEPCallback(
      [&](ModulePassManager &passes, OptimizationLevel) {
        countChecks(passes, "ChecksSimplified");
      });
  addLoopPasses(pb);
  addCheckPasses(pb);
  addCallPasses(pb);
  if (o.profileGenerate)
    instrumentForProfile(pb, o.profileFile);
  if (use.profile)
    useProfile(pb, *use.profile, *use.match);
  fam.registerPass([&] { return TargetLibraryAnalysis(knownLibrary(ir)); });
  pb.registerModuleAnalyses(mam);
  pb.registerCGSCCAnalyses(cgam);
  pb.registerFunctionAnalyses(fam);
  pb.registerLoopAnalyses(lam);
  pb.crossRegisterProxies(lam, fam, cgam, mam);

  ModulePassManager passes;
  countChecks(passes, "ChecksLowered");
  passes.addPass(buildPipeline(pb, o.opt));
  countChecks(passes, "ChecksLeft");
  addFinalPasses(passes);
  passes.run(ir, mam);
  if (watch)
    append_range(alarms, watch->problems());
}

bool saysChecks(const Options &o) {
  return o.explainChecks || !o.remarksFile.empty();
}

bool verifiesIr(const Options &o) {
#ifdef NDEBUG
  return o.verifyIr;
#else
  (void)o;
  return true;
#endif
}

Error verifyIr(Module &ir, StringRef stage, Proof wanted, Alarms &alarms) {
  std::string message;
  raw_string_ostream os(message);
  if (verifyModule(ir, &os))
    return internalError("invalid IR after " + stage + ": " + os.str());
  for (const std::string &unproved : findUnproved(ir, wanted))
    alarms.push_back(("after " + stage + ": " + unproved).str());
  return Error::success();
}

} // namespace sinter
