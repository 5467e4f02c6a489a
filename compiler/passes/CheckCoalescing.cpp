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
// A field may also have an address of its own, p + 8 as a sum of 32 bits, which
// is what compilers to Wasm make of elements of an array. If the bytes from p to
// the last field are below the size, none of these sums wraps; and p itself is
// checked in any case, so none can wrap without a trap. Behind the check the
// address of the field becomes a sum of 64 bits. That is left to the pass's last
// run: loop versioning sees more in addresses that are alike.
//
// Fields of several structures in turn are several conditions of one check, as
// far as all of their addresses are known at it.
//
//===----------------------------------------------------------------------===//
#include "../lower/Abi.h"
#include "MemoryCheck.h"
#include "Passes.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Support/KnownBits.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;
using namespace PatternMatch;

#define DEBUG_TYPE "sinter-check-coalescing"

namespace sinter {
namespace {

/// A line is not followed further than that: what is saved in code that long is
/// small beside what it does.
constexpr unsigned maxLineBlocks = 48;

/// Instructions in the cold copy for each check that it saves; copies make
/// modules larger, not faster.
constexpr unsigned maxCopyPerCheck = 12;

/// Fields of one structure, or elements that are looked at together.
constexpr uint64_t maxDistance = 4096;

/// A place on a straight line where it may end in a trap: in one of bounds
/// checks, or in something that the pass cannot change, without `checks`.
struct Stop {
  BasicBlock *block;
  BranchInst *branch;
  unsigned trapEdge; ///< of the branch; the other one may lead to a trap, too
  SmallVector<BoundsCheck, 2> checks;
  bool otherTrap; ///< of a kind that a failed bounds check may not replace
};

/// Whether two sizes are loads of one field.
bool isSameSize(Value *a, Value *b) {
  Value *field = sizeField(a);
  return a == b || (field && field == sizeField(b));
}

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
    Stop stop{&block, branch, check->trapEdge, {}, false};
    append_range(stop.checks, check->checks);
    return stop;
  }
  bool firstTraps = isTrapBlock(*branch->getSuccessor(0));
  if (firstTraps == isTrapBlock(*branch->getSuccessor(1)))
    return std::nullopt;
  return Stop{&block, branch, firstTraps ? 0u : 1u, {}, true};
}

BasicBlock *nextOf(const Stop &stop) {
  return stop.branch->getSuccessor(1 - stop.trapEdge);
}

Line lineFrom(BasicBlock &first) {
  Line line;
  SmallPtrSet<BasicBlock *, 16> seen;
  for (BasicBlock *block = &first; line.size() < maxLineBlocks;) {
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

/// A value of 32 bits, and a constant that is added to it.
std::pair<const Value *, uint32_t> splitOffset(const Value *v) {
  const Value *root;
  const APInt *offset;
  if (v->getType()->isIntegerTy(32) &&
      match(v, m_Add(m_Value(root), m_APInt(offset))))
    return {root, uint32_t(offset->getZExtValue())};
  return {v, 0};
}

/// The sum of `a.address`, which passes its check, and so many bytes does not
/// wrap in 32 bits.
bool staysNarrow(const BoundsCheck &a, uint64_t bytes) {
  APInt size = computeConstantRange(a.size, /*ForSigned=*/false)
                   .getUnsignedMax()
                   .zext(128);
  return (size + bytes).sle(APInt(128, UINT32_MAX) + a.reach);
}

/// How many bytes the address of `b` is behind that of `a`, if that is a small
/// number and certain once `a` has passed.
std::optional<uint64_t> distance(const BoundsCheck &b, const BoundsCheck &a) {
  if (a.address == b.address)
    return 0;
  auto [aRoot, aOffset] = splitOffset(a.address);
  auto [bRoot, bOffset] = splitOffset(b.address);
  uint32_t bytes = bOffset - aOffset;
  bool isBehind = aRoot == bRoot && a.address->getType()->isIntegerTy(32) &&
                  bytes <= maxDistance && staysNarrow(a, bytes);
  return isBehind ? std::optional<uint64_t>(bytes) : std::nullopt;
}

/// How much more `b` demands of `a`'s address, `bytes` behind which its own is,
/// than `a` does; no value if they cannot be compared. A size that is a constant
/// may have been moved to the other side.
std::optional<int64_t> compare(const BoundsCheck &b, const BoundsCheck &a,
                               uint64_t bytes) {
  int64_t reach = int64_t(b.reach + bytes);
  auto *aSize = dyn_cast<ConstantInt>(a.size);
  auto *bSize = dyn_cast<ConstantInt>(b.size);
  if (aSize && bSize)
    return (aSize->getValue().getSExtValue() - int64_t(a.reach)) -
           (bSize->getValue().getSExtValue() - reach);
  if (aSize || bSize || !isSameSize(a.size, b.size))
    return std::nullopt;
  return reach - int64_t(a.reach);
}

/// A check in the middle of a line that an earlier one makes superfluous.
struct Member {
  size_t stop, check;
  Value *base;    ///< the address that is checked earlier
  uint64_t bytes; ///< from there to its own
};

/// What the first of some stops has to check, so that others need not.
struct Group {
  size_t first, last;
  SmallVector<BoundsCheck, 4> demands; ///< at the first stop
  SmallVector<Member, 8> members;
  bool needsCopy;    ///< something can be seen in between
  unsigned copySize; ///< instructions
  unsigned saved;    ///< checks
};

class Coalescing {
public:
  Coalescing(Function &f, bool mayCopy, OptimizationRemarkEmitter &ore)
      : f(f), mayCopy(mayCopy && !f.hasOptSize()), ore(ore) {}

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
  bool runOnLine(Line line) {
    bool changed = false;
    for (size_t i = 0; i != line.size(); ++i) {
      done.insert(line[i].block);
      if (line[i].checks.empty())
        continue;
      if (std::optional<Group> group = groupFrom(line, i)) {
        say(*line[i].branch, *group);
        apply(line, *group);
        changed = true;
      }
    }
    return changed;
  }

  void say(BranchInst &branch, const Group &group) {
    ore.emit([&] {
      return OptimizationRemark(DEBUG_TYPE, "ChecksCoalesced",
                                branch.getDebugLoc(), branch.getParent())
             << ore::NV("Checks", group.saved)
             << " bounds checks became part of an earlier one; "
             << ore::NV("Instructions", group.needsCopy ? group.copySize : 0)
             << " instructions were copied for the case that it fails";
    });
  }

  /// The largest group from `first` on that is worth it.
  std::optional<Group> groupFrom(const Line &line, size_t first) {
    Group group{first, first, {}, {}, false, 0, 0};
    append_range(group.demands, line[first].checks);
    std::optional<Group> best;
    bool seen = false;
    unsigned size = 0;
    for (size_t i = first + 1; i != line.size(); ++i) {
      for (const Instruction &in : *line[i].block) {
        seen |= in.mayHaveSideEffects();
        ++size;
      }
      unsigned before = group.saved;
      for (size_t c = 0; c != line[i].checks.size(); ++c)
        demand(group, line, {i, c, nullptr, 0});
      if (group.saved > before) {
        group.last = i;
        group.needsCopy = seen;
        group.copySize = size;
        unsigned worth = maxCopyPerCheck * group.saved;
        if (!seen || (mayCopy && size <= worth))
          best = group;
      }
      seen |= line[i].otherTrap;
    }
    return best;
  }

  /// Addresses of their own are for the last run.
  std::optional<uint64_t> distanceNow(const BoundsCheck &b,
                                      const BoundsCheck &a) const {
    return mayCopy || a.address == b.address ? distance(b, a) : std::nullopt;
  }

  /// Makes the demands of `group` include those of a later check, if possible.
  void demand(Group &group, const Line &line, Member m) {
    const BoundsCheck &check = line[m.stop].checks[m.check];
    for (BoundsCheck &known : group.demands) {
      std::optional<uint64_t> bytes = distanceNow(check, known);
      std::optional<int64_t> more =
          bytes ? compare(check, known, *bytes) : std::nullopt;
      if (!more)
        continue;
      if (*more > 0)
        known.reach = check.reach + *bytes, known.size = sizeIn(group, check);
      ++group.saved;
      m.base = known.address;
      m.bytes = *bytes;
      group.members.push_back(m);
      return;
    }
    if (!isKnownAt(line, group.first, m.stop, check) ||
        !isDemandedAgain(line, m.stop, check))
      return;
    group.demands.push_back({check.address, check.reach, sizeIn(group, check)});
    group.members.push_back(m);
  }

  /// The size that a later check compares with, as the first stop knows it.
  static Value *sizeIn(const Group &group, const BoundsCheck &check) {
    if (isa<Constant>(check.size))
      return check.size;
    for (const BoundsCheck &known : group.demands)
      if (isSameSize(known.size, check.size))
        return known.size;
    return nullptr;
  }

  /// Whether the check could be made at `first` already.
  static bool isKnownAt(const Line &line, size_t first, size_t at,
                        const BoundsCheck &check) {
    auto isLater = [&](const Value *v) {
      auto *i = dyn_cast<Instruction>(v);
      return i && any_of(ArrayRef(line).slice(first + 1, at - first),
                         [&](const Stop &stop) {
                           return stop.block == i->getParent();
                         });
    };
    bool hasSize = isa<Constant>(check.size) ||
                   any_of(line[first].checks, [&](const BoundsCheck &known) {
                     return isSameSize(known.size, check.size);
                   });
    return hasSize && !isLater(check.address) &&
           isGuaranteedNotToBeUndefOrPoison(check.address);
  }

  bool isDemandedAgain(const Line &line, size_t at,
                       const BoundsCheck &check) const {
    return any_of(ArrayRef(line).drop_front(at + 1), [&](const Stop &stop) {
      return any_of(stop.checks, [&](const BoundsCheck &other) {
        std::optional<uint64_t> bytes = distanceNow(other, check);
        return bytes && compare(other, check, *bytes);
      });
    });
  }

  void apply(Line &line, const Group &group) {
    const Stop &first = line[group.first];
    BasicBlock *cold = group.needsCopy ? copy(line, group) : nullptr;
    setChecks(first, group.demands);
    if (cold) {
      unsigned edge = first.trapEdge;
      BasicBlock *trap = first.branch->getSuccessor(edge);
      trap->removePredecessor(first.block, /*KeepOneInputPHIs=*/true);
      first.branch->setSuccessor(edge, cold);
    }
    for (const Member &member : reverse(group.members)) {
      auto &checks = line[member.stop].checks;
      if (member.bytes)
        extendBehind(line, group, member);
      checks.erase(checks.begin() + member.check);
      setChecks(line[member.stop], checks);
    }
  }

  /// Behind the check that is made earlier, an address is so many bytes behind
  /// the one that is checked there, for other checks of it as well.
  void extendBehind(Line &line, const Group &group, const Member &m) {
    auto isBehind = [&](const BasicBlock *block) {
      return any_of(
          ArrayRef(line).slice(group.first + 1, m.stop - group.first),
          [&](const Stop &stop) { return stop.block == block; });
    };
    Value *address = line[m.stop].checks[m.check].address;
    if (address == m.base)
      return; // done for another check of it
    for (User *user : make_early_inc_range(address->users())) {
      auto *wide = dyn_cast<ZExtInst>(user);
      if (!wide || !wide->getType()->isIntegerTy(64) ||
          !isBehind(wide->getParent()))
        continue;
      IRBuilder<> b(wide);
      Value *base = b.CreateZExt(m.base, b.getInt64Ty());
      wide->replaceAllUsesWith(b.CreateAdd(base, b.getInt64(m.bytes), "", true,
                                           /*HasNSW=*/true));
      wide->eraseFromParent();
    }
    for (Stop &stop : MutableArrayRef(line).drop_front(group.first + 1))
      for (BoundsCheck &check : stop.checks)
        if (check.address == address)
          check.address = m.base, check.reach += m.bytes;
  }

  /// Makes `stop` trap iff one of these fails.
  void setChecks(const Stop &stop, ArrayRef<BoundsCheck> checks) {
    if (checks.empty())
      return drop(stop);
    IRBuilder<> b(stop.branch);
    Value *fails = nullptr;
    for (const BoundsCheck &check : checks) {
      Value *one = failure(b, check);
      fails = fails ? b.CreateOr(fails, one) : one;
    }
    if (stop.trapEdge == 1)
      fails = b.CreateNot(fails);
    stop.branch->setCondition(fails);
  }

  Value *failure(IRBuilder<> &b, const BoundsCheck &check) {
    Type *i64 = b.getInt64Ty();
    // LLVM can count the trips of loops that end where an address of its own
    // width is beyond a constant.
    auto *constant = dyn_cast<ConstantInt>(check.size);
    if (constant && constant->getValue().uge(check.reach)) {
      uint64_t last = constant->getZExtValue() - check.reach;
      auto *type = cast<IntegerType>(check.address->getType());
      if (isUIntN(type->getBitWidth(), last))
        return b.CreateICmpUGT(check.address, ConstantInt::get(type, last),
                               "oob");
    }
    Value *size = b.CreateZExt(check.size, i64);
    Value *address = b.CreateZExt(check.address, i64);
    KnownBits known = computeKnownBits(address, f.getDataLayout());
    if (known.countMinLeadingZeros() > 16) { // the sum cannot wrap
      Value *end = b.CreateAdd(address, b.getInt64(check.reach), "end",
                               /*NUW=*/true, /*NSW=*/true);
      return b.CreateICmpUGT(end, size, "oob");
    }
    Value *reach = b.getInt64(check.reach);
    Value *beyond = b.CreateICmpUGT(address, b.CreateSub(size, reach));
    return b.CreateOr(b.CreateICmpULT(size, reach), beyond, "oob");
  }

  void drop(const Stop &stop) {
    LLVMContext &c = f.getContext();
    stop.branch->setCondition(ConstantInt::getBool(c, stop.trapEdge == 1));
    stop.branch->setMetadata(LLVMContext::MD_prof, nullptr);
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
    BasicBlock *trap = stop.branch->getSuccessor(stop.trapEdge);
    for (PHINode &phi : trap->phis()) {
      Value *v = phi.getIncomingValueForBlock(stop.block);
      Value *mapped = map.lookup(v);
      phi.addIncoming(mapped ? mapped : v, &copied);
    }
  }

  void endInTrap(const Stop &stop, BasicBlock &copied) {
    BasicBlock *trap = stop.branch->getSuccessor(stop.trapEdge);
    copied.getTerminator()->eraseFromParent();
    BranchInst::Create(trap, &copied);
  }

  Function &f;
  bool mayCopy;
  OptimizationRemarkEmitter &ore;
  SmallPtrSet<BasicBlock *, 32> done;
};

} // namespace

PreservedAnalyses CheckCoalescingPass::run(Function &f,
                                           FunctionAnalysisManager &am) {
  auto &ore = am.getResult<OptimizationRemarkEmitterAnalysis>(f);
  return Coalescing(f, mayCopy, ore).run() ? PreservedAnalyses::none()
                                           : PreservedAnalyses::all();
}

} // namespace sinter
