//===- Evaluation.h - does a function leave its memories? -----------------===//
//
// Runs a function instruction by instruction in a World and looks at each
// access. Arguments and what it loads are made up, so one run tells little and
// many tell something: an access that was seen outside has no check.
//
// Where a promise of IR is broken (nuw, nsw, ...) the result is poison, and a
// freeze makes anything of it. A run ends without result where poison decides
// something or is an address, at something that is not understood, and when it
// takes too long.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_EVALUATION_H
#define SINTER_FUZZ_EVALUATION_H

#include "World.h"

namespace sinter::fuzz {

/// The first instruction that accessed a byte outside of all memories in one
/// run; null if there was none.
llvm::Instruction *findOutside(llvm::Function &f, const Memories &memories,
                               const Sizes &promised, uint64_t seed);

} // namespace sinter::fuzz
#endif
