//===- CheckRemarks.h - what passes say about bounds checks ---------------===//
//
// LLVM's remarks of our passes, of one LLVM module: as they are, in YAML, and
// added up for each function of the Wasm module. There is one source for both,
// so that they say the same.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_CHECKREMARKS_H
#define SINTER_CODEGEN_CHECKREMARKS_H

#include "llvm/IR/LLVMContext.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <string>

namespace sinter {

/// At some point of the pipeline. Copies: of loops that versioning has copied
/// (those that keep all checks).
struct CheckCounts {
  unsigned all = 0, inLoops = 0, inCopies = 0;

  CheckCounts &operator+=(const CheckCounts &more) {
    all += more.all, inLoops += more.inLoops, inCopies += more.inCopies;
    return *this;
  }
};

/// What happened to the checks of one loop.
struct LoopChecks {
  unsigned depth = 0;
  unsigned hoisted =
      0; ///< tested before the loop: of the same address each time
  unsigned versioned = 0; ///< the same, of addresses that change in the loop
  unsigned proved = 0;    ///< never fail
  unsigned comparisons = 0, copied = 0; ///< instead; instructions
  std::map<std::string, unsigned> kept; ///< why -> how many
};

/// What happened to the checks of one function.
struct FunctionChecks {
  CheckCounts lowered, simplified, left;
  unsigned coalesced = 0, copied = 0;   ///< copied: instructions for that
  std::map<unsigned, LoopChecks> loops; ///< by number, in order
};

struct CheckRemarks {
  /// By index of the function in the Wasm module.
  std::map<uint32_t, FunctionChecks> functions;
  std::string yaml;
};

/// As long as it lives, what passes say in `context` is added to `remarks`;
/// what was there before is forgotten.
class CheckListening {
public:
  CheckListening(CheckRemarks &remarks, llvm::LLVMContext &context);
  CheckListening(const CheckListening &) = delete;
  ~CheckListening();

private:
  llvm::LLVMContext &context;
  llvm::raw_string_ostream os;
};

} // namespace sinter
#endif
