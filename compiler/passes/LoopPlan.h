//===- LoopPlan.h - which checks of a loop nest can be decided before it --===//
//
// Collects the bounds checks and the 32-bit addresses in a nest, puts those
// into one group that differ by constants only, and states what has to hold
// before the nest so that no check of a group fails in any iteration and no
// address wraps around.
//
//   group   rest {%p,+,8}, offsets -8, 0, 8     checks of 8 bytes each
//   shape   zext(%p - 8) + 8 * k                k = 0 .. %n - 1
//   demand  zext(%p - 8) + 8 * (%n - 1) + 24 <= %size
//
// Why this is sound although nothing says that the loop runs to its end, or
// that a check is executed at all: the demands are about all iterations that
// the loop can make before it leaves by an exit that is not a trap. Suppose
// they hold and one of these checks fails in the loop as it is, in iteration k.
// Then k is at most the trip count, so the demand says that it does not fail.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_LOOPPLAN_H
#define SINTER_PASSES_LOOPPLAN_H

#include "AffineNest.h"
#include "MemoryCheck.h"
#include "llvm/ADT/MapVector.h"

namespace sinter {

/// Sizes of memories when a loop is entered: a memory never shrinks, so what is
/// in bounds then is in bounds for ever.
class EntrySizes {
public:
  /// A load in front of `l`, of the size that `size` is or is made of; null if
  /// that is not one memory's.
  llvm::LoadInst *get(llvm::Loop &l, llvm::Value *size);
  /// Removes the loads that nobody uses.
  void clean();

private:
  llvm::DenseMap<llvm::Value *, llvm::LoadInst *> samples; // of what sizes
  using Field = std::pair<llvm::Value *, uint64_t>;
  llvm::MapVector<std::pair<llvm::BasicBlock *, Field>, llvm::LoadInst *> loads;
};

/// Addresses that differ by constants, modulo 2^bits.
struct AddressGroup {
  const llvm::SCEV *lowest; // the one with the smallest offset
  unsigned bits;
  std::optional<Bounded> shape;       // of the lowest, if there is one
  Obstacle obstacle = Obstacle::None; // otherwise, or if a demand is absurd
  bool proved = false;                // all its demands are known to hold
  /// What is demanded: lowest + reach <= size, in all iterations.
  llvm::SmallVector<std::pair<const llvm::SCEV *, uint64_t>, 1> limits;
  /// Offset of the highest address that is extended to 64 bits, if any is.
  std::optional<uint64_t> extended;

  bool usable() const { return shape && obstacle == Obstacle::None; }
  bool isLinear() const { return shape && !shape->rest; }
};

/// Where in its group an address is.
struct GroupAddress {
  unsigned group;
  uint64_t offset; // from the lowest
};

/// A check in the nest.
struct PlannedCheck {
  struct Operand { // zext(address) + reach > size
    const llvm::SCEV *address;
    uint64_t reach;
    const llvm::SCEV *size; // null if unknown
  };
  MemoryCheck check;
  llvm::SmallVector<Operand, 1> operands;
  Obstacle obstacle = Obstacle::None;
  bool proved = false; // never fails; no demand has to be tested
};

/// What passes over loops know of a function.
struct LoopContext {
  llvm::Function &f;
  llvm::LoopInfo &li;
  llvm::DominatorTree &dt;
  llvm::ScalarEvolution &se;
  TripCounts trips;
  EntrySizes sizes;
};

class LoopPlan {
public:
  LoopPlan(llvm::Loop &root, LoopContext &context, unsigned bits = 64,
           bool guarded = false);

  llvm::Loop &root;
  std::vector<AddressGroup> groups;
  std::vector<PlannedCheck> checks;
  /// From 32 bits to 64, of addresses in usable groups: a zext, or an `and`
  /// that drops the upper bits.
  std::vector<llvm::Instruction *> extensions;
  /// The demands that are not known to hold.
  llvm::ArrayRef<Condition> conditions() const { return nest.conditions; }
  /// Whether all of these are among them.
  bool demands(llvm::ArrayRef<Condition> some) const;

  /// Whether a plan with narrower ranges, or numbers of 128 bits, could do
  /// more.
  bool isTooNarrow() const;

  /// Null if the address is in no usable group.
  const GroupAddress *find(const llvm::SCEV *address) const;
  /// Without an extension from 32 bits.
  static const llvm::SCEV *address(llvm::ScalarEvolution &se, llvm::Value *v);

  /// What meeting the demands wins, in points: 4 for a check, or 1 if it is the
  /// same in all iterations (processors predict it for nothing), 2 for an
  /// address that LLVM takes for one that wraps, 1 for an access that becomes
  /// an ordinary one. Inner is the part of it in loops inside the root.
  unsigned gain = 0, innerGain = 0;

private:
  void collectCheck(MemoryCheck check);
  void collectExtensions(llvm::BasicBlock &block);
  const llvm::SCEV *sizeAtEntry(llvm::Value *size);
  void makeGroups();
  void
  makeGroup(llvm::ArrayRef<std::pair<int64_t, const llvm::SCEV *>> members);
  void decide(PlannedCheck &c);
  void demand(AddressGroup &g);
  bool demandWithin(const AddressGroup &g);
  bool canCompute(const AddressGroup &g, llvm::ArrayRef<Condition> demands);
  void finishChecks();
  void count();
  bool isProvable(llvm::Instruction &i);

  LoopContext &context;
  llvm::ScalarEvolution &se;
  AffineNest nest;
  llvm::SetVector<const llvm::SCEV *> seen; // addresses
  llvm::DenseMap<const llvm::SCEV *, GroupAddress> places;
};

} // namespace sinter
#endif
