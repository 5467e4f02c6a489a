//===- HeapAccesses.h - which bytes of linear memory code touches ---------===//
//
// For the verifier of bounds checks. It must not miss an access, so it goes by
// where pointers come from as well as by the alias classes that lowering
// attached: LLVM may drop those.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_HEAPACCESSES_H
#define SINTER_PASSES_HEAPACCESSES_H

#include "../lower/Memories.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Instruction.h"

namespace sinter {

/// Bytes that an instruction reads or writes.
struct MemoryAccess {
  llvm::Instruction *instruction;
  llvm::Value *pointer;
  llvm::Value *length; ///< null if it is a constant, which is then
  uint64_t bytes;      ///< this one
};

/// What an instruction does to linear memory: a load or store is one access, a
/// memmove two. Instructions that are known not to be about linear memory have
/// none.
llvm::SmallVector<MemoryAccess, 2> accessesOf(llvm::Instruction &i,
                                              const Memories &memories);

} // namespace sinter
#endif
