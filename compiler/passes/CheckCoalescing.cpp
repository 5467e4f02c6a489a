//===- CheckCoalescing.cpp - one check for several fields -----------------===//
//
// Before:                           After:
//   trap if p + 4 > size              if p + 12 > size goto cold
//   x = load p                        x = load p
//   trap if p + 8 > size              store p + 4, x
//   store p + 4, x                    y = load p + 8
//   trap if p + 12 > size             ..
//   y = load p + 8                  cold:
//   ..                                trap if p + 4 > size
//                                     x' = load p
//                                     trap if p + 8 > size
//                                     store p + 4, x'
//                                     trap
//
// Code that walks over the fields of a structure checks the same address with
// growing offsets. LLVM drops a check that an earlier and stronger one
// dominates; here the earlier one is made as strong as the strongest that must
// follow. That is allowed because from the first check on nothing can leave the
// straight line but a trap: if the strongest check fails, a trap is certain.
//
// Which trap, and after which stores, must not change. If there is nothing to
// see in between (no store, no trap of another kind), the failed check traps at
// once. Otherwise it goes to a cold copy of the code in between, which keeps
// all checks, ends in the trap and never comes back.
//
//===----------------------------------------------------------------------===//
#include "../lower/Abi.h"
#include "MemoryCheck.h"
#include "Passes.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/KnownBits.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;

namespace sinter {
namespace {

/// A line is not followed further than that: what is saved in code that long is
/// small beside what it does.
constexpr unsigned MaxLineBlocks = 48;

/// Instructions in the cold copy for each check that it saves; copies make
/// modules larger, not faster.
constexpr unsigned MaxCopyPerCheck = 12;

/// A check on a straight line. Those that the pass cannot change are there too,
/// without `check`.
struct Stop {
  BasicBlock *block;
  BranchInst *branch;
  std::optional<BoundsCheck> check;
  bool otherTrap; ///< of a kind that a failed bounds check may not replace
};

/// Blocks that run one after the other unless one of them traps; each ends in a
/// check, and each but the first has only the one before it as predecessor.
using Line = SmallVector<Stop, 16>;

bool continues(const Instruction &i) {
  return isGuaranteedToTransferExecutionToSuccessor(&i) &&
         !(isa<CallBase>(i) && !isa<IntrinsicInst>(i));
}

/// Nothing in the block may end it early, or change the size of a memory.
bool isStraight(const BasicBlock &block) {
  return all_of(block, [](const Instruction &i) {
    return i.isTerminator() || continues(i);
  });
}

/// The check that ends `block`, if it ends in one.
std::optional<Stop> stopOf(BasicBlock &block) {
  auto *branch = dyn_cast<BranchInst>(block.getTerminator());
  if (!branch || !branch->isConditional())
    return std::nullopt;
  if (auto check = findMemoryCheck(block)) {
    Stop stop{&block, branch, std::nullopt, false};
    if (check->checks.size() == 1)
      stop.check = check->checks.front();
    return stop;
  }
  unsigned traps = isTrapBlock(*branch->getSuccessor(0)) +
                   isTrapBlock(*branch->getSuccessor(1));
  if (traps != 1)
    return std::nullopt;
  return Stop{&block, branch, std::nullopt, true};
}

unsigned trapEdge(const Stop &stop) {
  return isTrapBlock(*stop.branch->getSuccessor(0)) ? 0 : 1;
}

BasicBlock *nextOf(const Stop &stop) {
  return stop.branch->getSuccessor(1 - trapEdge(stop));
}

Line lineFrom(BasicBlock &first) {
  Line line;
  SmallPtrSet<BasicBlock *, 16> seen;
  for (BasicBlock *block = &first; line.size() < MaxLineBlocks;) {
    std::optional<Stop> stop = stopOf(*block);
    bool first = line.empty();
    if (!stop || !seen.insert(block).second || (!first && !isStraight(*block)))
      break;
    line.push_back(*stop);
    block = nextOf(*stop);
    if (!block->getSinglePredecessor() || isa<PHINode>(block->front()))
      break;
  }
  return line;
}

/// Whether `b` checks what `a` checks, with a larger reach. A size that is a
/// constant may have been moved to the other side.
bool isStronger(const BoundsCheck &b, const BoundsCheck &a) {
  if (a.address != b.address)
    return false;
  auto *aSize = dyn_cast<ConstantInt>(a.size);
  auto *bSize = dyn_cast<ConstantInt>(b.size);
  if (aSize && bSize)
    return bSize->getValue().getSExtValue() - int64_t(b.reach) <
           aSize->getValue().getSExtValue() - int64_t(a.reach);
  Value *field = sizeField(a.size);
  bool sameMemory = a.size == b.size || (field && field == sizeField(b.size));
  return !aSize && !bSize && sameMemory && b.reach > a.reach;
}

/// Checks [first, last] of a line, of which `last` is the strongest of those
/// that it makes superfluous.
struct Group {
  size_t first, last;
  SmallVector<size_t, 8> members; ///< without the first
  bool needsCopy;                 ///< something can be seen in between
  unsigned copySize;              ///< instructions
};

class Coalescing {
public:
  explicit Coalescing(Function &f) : f(f) {}

  bool run() {
    bool changed = false;
    SmallVector<BasicBlock *, 32> blocks;
    for (BasicBlock *block : ReversePostOrderTraversal<Function *>(&f))
      blocks.push_back(block);
    for (BasicBlock *block : blocks)
      if (!done.contains(block))
        changed |= runOnLine(lineFrom(*block));
    return changed;
  }

private:
  bool runOnLine(const Line &line) {
    bool changed = false;
    for (size_t i = 0; i != line.size(); ++i) {
      done.insert(line[i].block);
      if (!line[i].check || dropped.contains(line[i].branch))
        continue;
      if (std::optional<Group> group = groupFrom(line, i)) {
        apply(line, *group);
        changed = true;
      }
    }
    return changed;
  }

  /// The longest group from `first` on that is worth it.
  std::optional<Group> groupFrom(const Line &line, size_t first) {
    Group group{first, first, {}, false, 0};
    std::optional<Group> best;
    BoundsCheck strongest = *line[first].check;
    bool seen = false;
    unsigned size = 0;
    for (size_t i = first + 1; i != line.size(); ++i) {
      const Stop &stop = line[i];
      for (const Instruction &in : *stop.block) {
        seen |= in.mayHaveSideEffects();
        ++size;
      }
      bool larger = stop.check && !dropped.contains(stop.branch) &&
                    isStronger(*stop.check, strongest);
      if (larger) {
        strongest = *stop.check;
        group.members.push_back(i);
        group.last = i;
        group.needsCopy = seen;
        group.copySize = size;
        unsigned worth = MaxCopyPerCheck * group.members.size();
        if (!seen || (size <= worth && !f.hasOptSize()))
          best = group;
      }
      seen |= stop.otherTrap;
    }
    return best;
  }

  void apply(const Line &line, const Group &group) {
    BranchInst *branch = line[group.first].branch;
    unsigned edge = trapEdge(line[group.first]);
    BasicBlock *cold = group.needsCopy ? copy(line, group) : nullptr;
    strengthen(line[group.first], *line[group.last].check);
    if (cold) {
      BasicBlock *trap = branch->getSuccessor(edge);
      trap->removePredecessor(branch->getParent(), /*KeepOneInputPHIs=*/true);
      branch->setSuccessor(edge, cold);
    }
    for (size_t member : group.members)
      drop(line[member]);
  }

  /// Makes the check at `stop` that of `check`, with its own size.
  void strengthen(const Stop &stop, const BoundsCheck &check) {
    IRBuilder<> b(stop.branch);
    Type *i64 = b.getInt64Ty();
    Value *size = b.CreateZExt(
        isa<Constant>(check.size) ? check.size : stop.check->size, i64);
    Value *address = b.CreateZExt(check.address, i64);
    Value *fails;
    KnownBits known = computeKnownBits(address, f.getDataLayout());
    if (known.countMinLeadingZeros() > 16) { // the sum cannot wrap
      Value *end = b.CreateAdd(address, b.getInt64(check.reach), "end",
                               /*NUW=*/true, /*NSW=*/true);
      fails = b.CreateICmpUGT(end, size, "oob");
    } else {
      Value *reach = b.getInt64(check.reach);
      Value *beyond = b.CreateICmpUGT(address, b.CreateSub(size, reach));
      fails = b.CreateOr(b.CreateICmpULT(size, reach), beyond, "oob");
    }
    if (trapEdge(stop) == 1)
      fails = b.CreateNot(fails);
    stop.branch->setCondition(fails);
  }

  void drop(const Stop &stop) {
    LLVMContext &c = f.getContext();
    stop.branch->setCondition(ConstantInt::getBool(c, trapEdge(stop) == 1));
    stop.branch->setMetadata(LLVMContext::MD_prof, nullptr);
    dropped.insert(stop.branch);
  }

  /// The cold copy of the line from the check `first` to the check `last`,
  /// which fails for certain. Returns where it begins.
  BasicBlock *copy(const Line &line, const Group &group) {
    ValueToValueMapTy map;
    const Stop &first = line[group.first];
    BasicBlock *entry = BasicBlock::Create(f.getContext(), "cold", &f);
    Instruction *again = first.branch->clone();
    again->insertInto(entry, entry->end());
    SmallVector<BasicBlock *, 16> copies = {entry};
    for (size_t i = group.first + 1; i <= group.last; ++i) {
      BasicBlock *block = CloneBasicBlock(line[i].block, map, ".cold", &f);
      map[line[i].block] = block;
      copies.push_back(block);
    }
    remapInstructionsInBlocks(copies, map);
    for (size_t i = group.first; i <= group.last; ++i)
      addPhiInputs(line[i], *copies[i - group.first], map);
    endInTrap(line[group.last], *copies.back());
    return entry;
  }

  /// The trap block has one more predecessor.
  void addPhiInputs(const Stop &stop, BasicBlock &copied,
                    ValueToValueMapTy &map) {
    BasicBlock *trap = stop.branch->getSuccessor(trapEdge(stop));
    for (PHINode &phi : trap->phis()) {
      Value *v = phi.getIncomingValueForBlock(stop.block);
      Value *mapped = map.lookup(v);
      phi.addIncoming(mapped ? mapped : v, &copied);
    }
  }

  void endInTrap(const Stop &stop, BasicBlock &copied) {
    BasicBlock *trap = stop.branch->getSuccessor(trapEdge(stop));
    copied.getTerminator()->eraseFromParent();
    BranchInst::Create(trap, &copied);
  }

  Function &f;
  SmallPtrSet<BasicBlock *, 32> done;
  SmallPtrSet<BranchInst *, 32> dropped;
};

} // namespace

PreservedAnalyses CheckCoalescingPass::run(Function &f,
                                           FunctionAnalysisManager &) {
  return Coalescing(f).run() ? PreservedAnalyses::none()
                             : PreservedAnalyses::all();
}

} // namespace sinter
