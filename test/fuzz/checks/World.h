//===- World.h - an instance and its memories, made up --------------------===//
//
// What code finds when it loads: addresses of the instance, of memories and of
// their objects, sizes that keep what lowering promises (!range), and bytes,
// which are made up when they are first read and then stay. Memories are so far
// apart that every address near one is nobody else's.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_WORLD_H
#define SINTER_FUZZ_WORLD_H

#include "Random.h"
#include "lower/Memories.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include <unordered_map>

namespace sinter::fuzz {

/// What is promised about the sizes of memories by the code that loads them.
using Sizes = llvm::SmallVector<llvm::ConstantRange, 2>;
Sizes promisedSizes(const llvm::Module &m, const Memories &memories);

class World {
public:
  World(const llvm::Module &m, const Memories &memories, const Sizes &promised,
        uint64_t seed);

  // ---- where things are ----
  llvm::Constant *pointer(uint64_t address) const;
  llvm::Constant *base(unsigned memory) const;
  llvm::Constant *instance() const;
  llvm::Constant *variable(const llvm::GlobalValue &v);
  uint64_t allocate(uint64_t bytes);
  /// Whether bytes lie in one of the memories.
  bool isInMemory(const llvm::APInt &address, uint64_t bytes) const;

  // ---- what is there ----
  uint64_t size(unsigned memory) const { return sizes[memory]; }
  /// Null if a value of that type cannot be made.
  llvm::Constant *load(uint64_t address, llvm::Type *type,
                       const llvm::Instruction &by);
  bool store(uint64_t address, llvm::Constant *value);
  void copy(uint64_t to, uint64_t from, uint64_t bytes);
  void fill(uint64_t to, uint8_t byte, uint64_t bytes);
  /// Something else ran: memories may have grown, bytes are others.
  void change();

  /// Any value, with a preference for those near limits; null if there is none
  /// of that type.
  llvm::Constant *invent(llvm::Type *type);
  /// The same within a range.
  llvm::Constant *invent(const llvm::ConstantRange &range);

private:
  llvm::APInt number(unsigned bits);
  llvm::Constant *field(uint64_t address);
  uint8_t &byte(uint64_t address);

  llvm::LLVMContext &context;
  const llvm::DataLayout &layout;
  const Memories &memories;
  Random random;
  const Sizes &promised;
  llvm::SmallVector<uint64_t, 2> sizes;
  std::unordered_map<uint64_t, uint8_t> bytes;
  llvm::DenseMap<const llvm::GlobalValue *, uint64_t> variables;
  uint64_t nextFree;
};

/// The address that a constant pointer is.
std::optional<uint64_t> addressOf(const llvm::Constant *pointer);

} // namespace sinter::fuzz
#endif
