//===- ExportInlining.cpp - small functions for the host's optimiser ------===//
//
// A C function that enters an exported one calls it `noinline`, since
// backtraces show functions, and the C function is none. A function from which
// nothing can trap is in no backtrace: it calls nothing, and none of its
// accesses can fault (with guard pages those are volatile). Its call loses the
// mark:
//
//   call i32 @add(i32 %a, i32 %b, ptr %instance) #noinline
//   call i32 @add(i32 %a, i32 %b, ptr %instance)
//
// Our own pipeline is over by then. This is for bitcode that takes part in the
// optimisation of a whole program: `add` becomes a part of its caller in C++.
//
//===----------------------------------------------------------------------===//
#include "Passes.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace sinter {

static bool maySee(const Instruction &i) {
  return (isa<CallBase>(i) && !isa<IntrinsicInst>(i)) || i.isVolatile();
}

static bool mayBeInBacktrace(const Function &f) {
  return f.isDeclaration() || any_of(instructions(f), maySee);
}

PreservedAnalyses ExportInliningPass::run(Module &m, ModuleAnalysisManager &) {
  for (Function &f : m) {
    if (!f.hasFnAttribute("wasm-function") || mayBeInBacktrace(f))
      continue;
    for (User *user : f.users()) {
      auto *call = dyn_cast<CallBase>(user);
      if (call && call->getCalledOperand() == &f)
        call->removeFnAttr(Attribute::NoInline);
    }
  }
  return PreservedAnalyses::all();
}

} // namespace sinter
