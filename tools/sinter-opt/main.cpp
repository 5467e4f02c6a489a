//===- main.cpp - sinter-opt: our passes on LLVM IR text ------------------===//
//
// For tests: sinter-opt -passes=PIPELINE FILE.ll prints the IR afterwards. The
// pipeline may name LLVM's passes and those of passes/Passes.def.
//
//===----------------------------------------------------------------------===//
#include "../../compiler/passes/Passes.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

static cl::opt<std::string> input(cl::Positional, cl::init("-"),
                                  cl::desc("FILE.ll"));
static cl::opt<std::string> pipeline("passes", cl::Required,
                                     cl::desc("what to run"));

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  cl::ParseCommandLineOptions(argc, argv, "runs passes on LLVM IR\n");
  LLVMContext context;
  SMDiagnostic problem;
  std::unique_ptr<Module> ir = parseIRFile(input, problem, context);
  if (!ir) {
    problem.print(argv[0], errs());
    return 1;
  }

  LoopAnalysisManager lam;
  FunctionAnalysisManager fam;
  CGSCCAnalysisManager cgam;
  ModuleAnalysisManager mam;
  PassBuilder pb;
  sinter::registerPasses(pb);
  sinter::addLoopPasses(pb);
  pb.registerModuleAnalyses(mam);
  pb.registerCGSCCAnalyses(cgam);
  pb.registerFunctionAnalyses(fam);
  pb.registerLoopAnalyses(lam);
  pb.crossRegisterProxies(lam, fam, cgam, mam);
  ModulePassManager passes;
  if (Error e = pb.parsePassPipeline(passes, pipeline)) {
    errs() << argv[0] << ": " << toString(std::move(e)) << '\n';
    return 1;
  }
  passes.run(*ir, mam);
  ir->print(outs(), nullptr);
  return verifyModule(*ir, &errs()) ? 1 : 0;
}
