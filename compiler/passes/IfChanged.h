//===- IfChanged.h - passes that follow others where these did something --===//
#ifndef SINTER_PASSES_IFCHANGED_H
#define SINTER_PASSES_IFCHANGED_H

#include "llvm/IR/PassManager.h"

namespace sinter {

/// Passes, and others that follow only if they changed the function.
class IfChanged : public llvm::PassInfoMixin<IfChanged> {
public:
  IfChanged(llvm::FunctionPassManager first, llvm::FunctionPassManager then)
      : first(std::move(first)), then(std::move(then)) {}

  llvm::PreservedAnalyses run(llvm::Function &f,
                              llvm::FunctionAnalysisManager &am) {
    llvm::PreservedAnalyses preserved = first.run(f, am);
    if (!preserved.areAllPreserved())
      preserved.intersect(then.run(f, am));
    return preserved;
  }

private:
  llvm::FunctionPassManager first, then;
};

} // namespace sinter
#endif
