//===- Memories.h - which memory a pointer or a size belongs to -----------===//
//
// In IR a linear memory is an object in the instance, or one that the instance
// points to, with its base and its size in it. Where it is and what is promised
// about it is in metadata that lowering writes, one row for each memory:
//
//   !sinter.memories = !{!1}
//   !1 = !{i64 OFFSET, i64 MINIMUM, i64 FLAGS}
//
// OFFSET: of the object, or the pointer to it, in the instance. MINIMUM: bytes
// that it has at least. FLAGS: 1 imported (there is a pointer), 2 guard pages,
// 4 the base is the symbol fixedBaseName.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_MEMORIES_H
#define SINTER_LOWER_MEMORIES_H

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Module.h"
#include <optional>

namespace sinter {

/// The base of the memory of a self-contained executable; the linker defines
/// it.
inline constexpr llvm::StringLiteral fixedBaseName = "sinter_memory_base";

struct MemoryFacts {
  uint64_t offset;
  uint64_t minimum;
  bool imported;
  bool guardPages;
  bool fixedBase; ///< the base is the symbol fixedBaseName
};

/// Adds a row; to be called for each memory in the order of their indices.
void declareMemory(llvm::Module &m, const MemoryFacts &facts);

/// Whether what is passed for an argument is known, and `holds` for all of it.
bool allPassed(const llvm::Argument &argument,
               llvm::function_ref<bool(const llvm::Value *)> holds);

class Memories {
public:
  explicit Memories(const llvm::Module &m);

  llvm::ArrayRef<MemoryFacts> all() const { return memories; }

  /// The memory whose base `v` is.
  std::optional<unsigned> ofBase(const llvm::Value *v) const;
  /// Whether `v` is the size of this memory, as it is or as it was earlier.
  bool isSize(const llvm::Value *v, unsigned memory) const;

private:
  using Visited = llvm::SmallPtrSet<const llvm::Value *, 8>;
  bool isField(const llvm::Value *v, unsigned memory, unsigned field,
               Visited &visited) const;
  bool isFieldOfCallers(const llvm::Argument &argument, unsigned memory,
                        unsigned field, Visited &visited) const;
  bool isFieldAddress(const llvm::Value *address, unsigned memory,
                      unsigned field, Visited &visited) const;
  const llvm::Value *split(const llvm::Value *v, llvm::APInt &offset) const;

  const llvm::DataLayout &layout;
  llvm::SmallVector<MemoryFacts, 1> memories;
};

} // namespace sinter
#endif
