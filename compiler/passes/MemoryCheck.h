//===- MemoryCheck.h - the sandbox's checks, found again in IR ------------===//
//
// Lowering emits a bounds check in one form (lower/Memory.cpp); LLVM leaves it
// in many. Passes that reason about checks ask here, so that there is one place
// that says what a branch to a trap means:
//
//   icmp ugt (add nuw (zext %a), 12), %size       br, true edge to the trap
//   icmp ult %size, (add nuw (zext %a), 12)       swapped
//   icmp ule (add nuw (zext %a), 12), %size       br, false edge to the trap
//   icmp uge (zext %a), %size                     1 byte at %a
//   icmp ugt i32 %a, 65524                        size known: 65536
//   icmp ugt i64 %a, (add %size, -12)             64-bit memory
//   or (icmp ult %size, 12), (icmp ugt %a, ..)    the same, size may be small
//   or %check1, %check2                           two branches folded into one
//
// All of them are conditions `zext(address) + reach > size`. The other half of
// the file finds accesses to linear memory, and where in it they point.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_MEMORYCHECK_H
#define SINTER_PASSES_MEMORYCHECK_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Instructions.h"
#include <optional>

namespace llvm {
class raw_ostream;
}

namespace sinter {

/// Holds iff zext(address) + reach > zext(size), where the sum is that of
/// numbers: it does not wrap. `address` and `size` are i32 or i64 each. `size`
/// is what the code compares with: a load of a memory's size (sizeField), a
/// value that LLVM made of such loads, or a constant of at most 2^48; then it
/// and `reach` may both be smaller by the same amount.
struct BoundsCheck {
  llvm::Value *address;
  uint64_t reach;
  llvm::Value *size;
};

/// A branch that traps with "out of bounds memory access" iff one of `checks`
/// holds; there is at least one.
struct MemoryCheck {
  llvm::BranchInst *branch;
  unsigned trapEdge; // successor number
  llvm::SmallVector<BoundsCheck, 1> checks;

  llvm::BasicBlock *trapBlock() const { return branch->getSuccessor(trapEdge); }
  llvm::BasicBlock *nextBlock() const {
    return branch->getSuccessor(1 - trapEdge);
  }
};

/// The check at the end of `block`, if all of its condition is understood.
std::optional<MemoryCheck> findMemoryCheck(llvm::BasicBlock &block);

/// The one check that `condition` is, or its opposite, if it is one comparison.
std::optional<BoundsCheck> findBoundsCheck(llvm::Value *condition,
                                           bool opposite);

/// Makes the branch of a check go on, always: `branch` is gone afterwards. Its
/// condition stays, and so does the edge to the trap in a dominator tree.
void dropCheck(const MemoryCheck &check);

/// Takes `v` apart into a value and a constant that is added to it without
/// wrapping; the constant is added to `sum`. Extensions around the value are
/// dropped: the result may be narrower than `v`.
llvm::Value *splitSum(llvm::Value *v, uint64_t &sum);

/// The kind of trap (SINTER_TRAP_..) that `block` does nothing but raise or
/// lead to, when control comes from `from`; 0 if it is no such block.
unsigned trapKind(const llvm::BasicBlock &block, const llvm::BasicBlock &from);

/// Whether `block` leads to a trap of any kind and has no other effect.
bool isTrapBlock(const llvm::BasicBlock &block);

/// A load, store or atomic operation on linear memory. The pointer is base +
/// offset, or base + index + offset, or (when `known` is false) base +
/// something else.
struct HeapAccess {
  llvm::Value *base;
  llvm::Value *index; // i64, or null if there is none
  int64_t offset;
  uint64_t bytes;
  bool known;
};

std::optional<HeapAccess> findHeapAccess(llvm::Instruction &i);

/// Whether `i` reads or writes linear memory, including memmove and the like.
bool isHeapAccess(const llvm::Instruction &i);

/// Whether `v` is the size in bytes of a memory as loaded from its object, and
/// of which: the address of the field. Null if it is something else.
llvm::Value *sizeField(llvm::Value *v);

/// Marks an access whose bounds a pass has proved without a check that is left
/// in the code. LLVM keeps the mark when it vectorises the access and drops it
/// when it merges the access with one that has none.
void markProved(llvm::Instruction &access);
bool isMarkedProved(const llvm::Instruction &access);

void print(llvm::raw_ostream &os, const MemoryCheck &check);

} // namespace sinter
#endif
