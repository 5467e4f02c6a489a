//===- CheckVerifier.h - every access to linear memory is checked ---------===//
//
// A missing bounds check is a hole in the sandbox, and nothing else would tell.
// So where IR is verified (debug builds, --verify-ir) checks are, too:
//
//   after lowering          every access is proved to be inside its memory, if
//                           need be when locals are values
//   around our passes       every access that was proved before still is; those
//   on checks               that are watched are listed in CheckVerifier.cpp
//   around loop versioning  the same, where the pass's word is taken for two
//                           things: that the checks that it removed never fail
//                           there (CheckClaim.h), and that the 64-bit addresses
//                           that it makes are equal to the 32-bit ones
//   at the end              every access is proved, or has the mark of loop
//                           versioning (markProved), or is guarded
//
// "Proved" is explained in BoundsProof.h and "guarded" in BoundsGuard.h.
// Guarded is weak, but accesses that are checked have it: LLVM turns the checks
// of a loop into the number of its iterations, and what is left is not
// recognised.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_CHECKVERIFIER_H
#define SINTER_PASSES_CHECKVERIFIER_H

#include "llvm/IR/Module.h"
#include "llvm/IR/PassInstrumentation.h"
#include <string>
#include <vector>

namespace sinter {

enum class Proof {
  Exact,   ///< proved, or marked
  Guarded, ///< or guarded
};

/// The instructions with an access that is not proved.
std::vector<llvm::Instruction *> findUnprovedAccesses(llvm::Function &f,
                                                      Proof wanted);
/// What is wrong with each access that is not proved, naming function and
/// instruction.
std::vector<std::string> findUnproved(llvm::Function &f, Proof wanted);
/// The same in all functions. What is not proved may be so in a copy in which
/// locals are values: lowering leaves out checks that another one of the same
/// local includes.
std::vector<std::string> findUnproved(llvm::Module &m, Proof wanted);

/// Watches our passes while a pipeline runs.
class CheckWatch {
public:
  explicit CheckWatch(llvm::PassInstrumentationCallbacks &callbacks);
  CheckWatch(const CheckWatch &) = delete;

  /// What went wrong.
  const std::vector<std::string> &problems() const { return found; }

private:
  void before(llvm::Function &f);
  void after(llvm::StringRef pass, llvm::Function &f);

  std::vector<std::string> found;
};

} // namespace sinter
#endif
