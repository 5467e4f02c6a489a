//===- Quotients.h - divisions that the code has made ---------------------===//
//
// Nobody may divide in front of a loop by what could be 0; in Wasm it would
// even be another trap. But a quotient that ScalarEvolution shows us is often
// one that the code has computed before the loop: then its value is there to
// use. The value is also better to calculate with, because extensions to more
// bits do not move into it and make a longer division of it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_QUOTIENTS_H
#define SINTER_PASSES_QUOTIENTS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class DominatorTree;
class Function;
class Instruction;
class Loop;
class SCEV;
class ScalarEvolution;
} // namespace llvm

namespace sinter {

class Quotients {
public:
  Quotients(llvm::Function &f, llvm::ScalarEvolution &se,
            const llvm::DominatorTree &dt)
      : f(f), se(se), dt(dt) {}

  /// `s` with values for divisions by what may be 0, as far as they are known
  /// when `l` is entered.
  const llvm::SCEV *use(const llvm::SCEV *s, const llvm::Loop &l);
  void forget();

private:
  llvm::Function &f;
  llvm::ScalarEvolution &se;
  const llvm::DominatorTree &dt;
  bool collected = false;
  llvm::DenseMap<const llvm::SCEV *, llvm::SmallVector<llvm::Instruction *, 1>>
      values;
};

} // namespace sinter
#endif
