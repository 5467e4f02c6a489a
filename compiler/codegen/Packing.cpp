//===- Packing.cpp - code that LLVM should make vectors of ----------------===//
//
// Functions are taken or left as a whole, because LLVM's pass works on them.
//
//===----------------------------------------------------------------------===//
#include "Packing.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace sinter {
namespace {

/// Fewer loads from one block are no run.
constexpr unsigned shortestRun = 8;

/// An address is not taken apart further.
constexpr unsigned maxDepth = 6;

bool computesWithFloats(const Function &f) {
  return any_of(instructions(f), [](const Instruction &i) {
    return isa<BinaryOperator>(i) && i.getType()->isFPOrFPVectorTy();
  });
}

/// Whether part of an address is cut out of a number, as the index of a table
/// is.
bool isLookup(const Value *address, unsigned depth = 0) {
  const auto *i = dyn_cast<Instruction>(address);
  if (!i || depth > maxDepth)
    return false;
  if (i->getOpcode() == Instruction::And || i->getOpcode() == Instruction::LShr)
    return true;
  if (isa<LoadInst>(i))
    return i->getType()->isIntegerTy(8) || i->getType()->isIntegerTy(16);
  return (isa<GetElementPtrInst>(i) || isa<CastInst>(i) ||
          isa<BinaryOperator>(i)) &&
         any_of(i->operands(),
                [&](const Value *v) { return isLookup(v, depth + 1); });
}

/// Whether `f` reads runs of bytes or half words one by one, and looks nothing
/// up in tables. Code with vectors was packed before it became Wasm.
bool readsRunsOfBytes(const Function &f) {
  bool runs = false;
  for (const BasicBlock &block : f) {
    unsigned narrow = 0;
    for (const Instruction &i : block) {
      if (i.getType()->isVectorTy())
        return false;
      const auto *load = dyn_cast<LoadInst>(&i);
      if (!load)
        continue;
      if (isLookup(load->getPointerOperand()))
        return false;
      narrow +=
          load->getType()->isIntegerTy(8) || load->getType()->isIntegerTy(16);
    }
    runs |= narrow >= shortestRun;
  }
  return runs;
}

} // namespace

bool gainsFromPacking(const Function &f) {
  return computesWithFloats(f) || readsRunsOfBytes(f);
}

} // namespace sinter
