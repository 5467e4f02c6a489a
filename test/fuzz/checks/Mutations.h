//===- Mutations.h - code with a check that is missing or wrong -----------===//
//
// Small changes of the kind that a pass with a mistake would make: a check that
// is gone or goes the wrong way, another comparison, another constant, an
// access of more bytes, a number that is frozen and may be poison. Many change nothing that matters; Evaluation.h tells.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_MUTATIONS_H
#define SINTER_FUZZ_MUTATIONS_H

#include "lower/Memories.h"
#include "llvm/IR/Function.h"
#include <functional>
#include <string>
#include <vector>

namespace sinter::fuzz {

struct Mutation {
  std::string what;
  /// Changes the function, and returns what changes it back.
  std::function<std::function<void()>()> apply;
};

std::vector<Mutation> mutationsOf(llvm::Function &f, const Memories &memories);

} // namespace sinter::fuzz
#endif
