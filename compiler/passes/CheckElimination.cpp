//===- CheckElimination.cpp - checks that were made before ----------------===//
//
// Before:                          After:
//   trap if p + 12 > size            trap if p + 12 > size
//   x = load p + 8                   x = load p + 8
//   call f(x)                        call f(x)
//   size' = load ..                  y = load p + 4
//   trap if p + 8 > size'
//   y = load p + 4
//
// A memory never shrinks. So a check is superfluous if all ways to it lead
// through one of the same address that demanded as much, whatever happened in
// between. LLVM does not know that of sizes: it gives up at the first call.
// Checks that it could drop take it a chain of expensive passes; here they go
// in one walk over the dominator tree, before these passes see them.
//
// What is known of an address holds in all blocks that the check dominates: its
// other way out is a trap, from which nothing returns.
//
//===----------------------------------------------------------------------===//
#include "MemoryCheck.h"
#include "Passes.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace sinter {
namespace {

/// An address, and what it is compared with: the size of a memory, by the
/// object and offset where it is loaded from; some other number; or (null) a
/// constant.
using Comparison = std::pair<Value *, std::pair<Value *, uint64_t>>;

Comparison comparisonOf(const BoundsCheck &check, const DataLayout &layout) {
  if (isa<ConstantInt>(check.size))
    return {check.address, {nullptr, 0}};
  Value *field = sizeField(check.size);
  if (!field)
    return {check.address, {check.size, 0}};
  APInt offset(64, 0);
  Value *object =
      field->stripAndAccumulateInBoundsConstantOffsets(layout, offset);
  return {check.address, {object, offset.getZExtValue()}};
}

/// What must be free behind the address; a size that is a constant is part of
/// it.
int64_t demandOf(const BoundsCheck &check) {
  auto *constant = dyn_cast<ConstantInt>(check.size);
  return int64_t(check.reach) - (constant ? constant->getSExtValue() : 0);
}

/// The demands that are met at a place in the dominator tree.
class Demands {
public:
  explicit Demands(const DataLayout &layout) : layout(layout) {}

  bool include(const MemoryCheck &check) const {
    return all_of(check.checks, [&](const BoundsCheck &c) {
      auto it = met.find(comparisonOf(c, layout));
      return it != met.end() && it->second >= demandOf(c);
    });
  }
  void add(const MemoryCheck &check) {
    for (const BoundsCheck &c : check.checks) {
      Comparison comparison = comparisonOf(c, layout);
      auto [it, isNew] = met.try_emplace(comparison, Nothing);
      if (it->second >= demandOf(c))
        continue;
      before.push_back({comparison, it->second});
      it->second = demandOf(c);
    }
  }
  /// A place to come back to.
  size_t mark() const { return before.size(); }
  void backTo(size_t mark) {
    while (before.size() > mark) {
      auto [comparison, demand] = before.pop_back_val();
      met[comparison] = demand;
    }
  }

private:
  static constexpr int64_t Nothing = INT64_MIN;
  const DataLayout &layout;
  DenseMap<Comparison, int64_t> met;
  SmallVector<std::pair<Comparison, int64_t>> before; ///< what `met` was
};

/// The checks of `f` that others include, those that dominate others first.
/// Dominator trees of large functions are deep: no recursion.
SmallVector<MemoryCheck> findIncluded(Function &f, const DominatorTree &dt) {
  struct Visit {
    const DomTreeNode *node;
    DomTreeNode::const_iterator next; ///< of its children
    size_t mark;
  };
  SmallVector<MemoryCheck> included;
  Demands demands(f.getDataLayout());
  SmallVector<Visit> stack;
  auto enter = [&](const DomTreeNode *node) {
    stack.push_back({node, node->begin(), demands.mark()});
    std::optional<MemoryCheck> check = findMemoryCheck(*node->getBlock());
    if (!check)
      return;
    if (demands.include(*check))
      included.push_back(std::move(*check));
    else
      demands.add(*check);
  };
  enter(dt.getRootNode());
  while (!stack.empty()) {
    Visit &top = stack.back();
    if (top.next != top.node->end()) {
      enter(*top.next++);
      continue;
    }
    demands.backTo(top.mark);
    stack.pop_back();
  }
  return included;
}

} // namespace

PreservedAnalyses CheckEliminationPass::run(Function &f,
                                            FunctionAnalysisManager &am) {
  auto &dt = am.getResult<DominatorTreeAnalysis>(f);
  SmallVector<MemoryCheck> included = findIncluded(f, dt);
  if (included.empty())
    return PreservedAnalyses::all();
  SmallVector<BasicBlock *> nexts;
  for (const MemoryCheck &check : included) {
    Value *condition = check.branch->getCondition();
    nexts.push_back(check.nextBlock());
    dropCheck(check);
    RecursivelyDeleteTriviallyDeadInstructions(condition);
  }
  for (BasicBlock *next : nexts)
    MergeBlockIntoPredecessor(next); // unless it has others
  return PreservedAnalyses::none();
}

} // namespace sinter
