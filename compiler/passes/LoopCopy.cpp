//===- LoopCopy.cpp - two copies of a loop nest, one without checks -------===//
//
// The original blocks become the fast copy, so that everything LLVM knows about
// them stays; the exact copy is the clone.
//
// An address of the fast copy is computed in 64 bits from a counter for each
// loop, 0, 1, 2, ..:
//
//   %k = phi i64 [ 0, .. ], [ %k.next, .. ]
//   %a = add nuw nsw i64 %start, (mul nuw nsw %k, 8)     one for a group
//   add nuw nsw i64 %a, 16                               for each address
//
//===----------------------------------------------------------------------===//
#include "LoopCopy.h"
#include "../lower/Abi.h"
#include "CheckClaim.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"

using namespace llvm;

namespace sinter {
namespace {

constexpr StringLiteral exactCopy = "sinter.loop.exact";

//===----------------------------------------------------------------------===//
// The fast copy.
//===----------------------------------------------------------------------===//

class FastCopy {
public:
  /// With `onlyProved` all that depends on a test stays as it is.
  FastCopy(LoopPlan &plan, LoopContext &c, bool onlyProved)
      : plan(plan), c(c), onlyProved(onlyProved),
        expander(c.se, c.f.getDataLayout(), "loop"),
        i64(Type::getInt64Ty(c.f.getContext())) {}

  bool run() {
    if (!onlyProved)
      countExits();
    markAccesses();
    extendAddresses();
    removeChecks();
    return changed;
  }

private:
  const AddressGroup *groupOf(const SCEV *address, uint64_t &offset) const {
    const GroupAddress *place = plan.find(address);
    if (!place || (onlyProved && !plan.groups[place->group].proved))
      return nullptr;
    offset = place->offset;
    return &plan.groups[place->group];
  }

  void countExits();
  void countExit(Loop &l);
  void markAccesses();
  void extendAddresses();
  void removeChecks();
  Value *counter(Loop &l);
  Value *lowest(const AddressGroup &g);
  Value *expand(const SCEV *s, Loop &inFrontOf) {
    return expander.expandCodeFor(
        c.se.getTruncateOrZeroExtend(s, i64), i64,
        inFrontOf.getLoopPreheader()->getTerminator()->getIterator());
  }

  LoopPlan &plan;
  LoopContext &c;
  bool onlyProved;
  SCEVExpander expander;
  Type *i64;
  DenseMap<Loop *, Value *> counters;
  DenseMap<const AddressGroup *, Value *> lowestOf;
  bool changed = false;
};

/// 0, 1, 2, .. in the iterations of `l`.
Value *FastCopy::counter(Loop &l) {
  Value *&k = counters[&l];
  if (k)
    return k;
  IRBuilder<> b(&l.getHeader()->front());
  PHINode *phi = b.CreatePHI(i64, 2, "k");
  b.SetInsertPoint(l.getLoopLatch()->getTerminator());
  // No loop makes 2^63 iterations.
  Value *next = b.CreateAdd(phi, b.getInt64(1), "k.next", true, true);
  phi->addIncoming(b.getInt64(0), l.getLoopPreheader());
  phi->addIncoming(next, l.getLoopLatch());
  return k = phi;
}

/// Where ScalarEvolution knows no trip count but a demand makes one certain,
/// the exit is taken by counting: then LLVM sees the count as well.
void FastCopy::countExits() {
  for (Loop *l : plan.root.getLoopsInPreorder())
    countExit(*l);
}

void FastCopy::countExit(Loop &l) {
  const TripCount *trip = c.trips.get(l);
  if (!trip || !trip->exit || !plan.demands(trip->when) ||
      !expander.isSafeToExpandAt(trip->count,
                                 l.getLoopPreheader()->getTerminator()))
    return;
  Value *count = expand(trip->count, l);
  auto *branch = cast<BranchInst>(trip->exit->getTerminator());
  IRBuilder<> b(branch);
  bool leavesIfTrue = !l.contains(branch->getSuccessor(0));
  Value *k = counter(l);
  Value *before = branch->getCondition();
  branch->setCondition(leavesIfTrue ? b.CreateICmpEQ(k, count, "last")
                                    : b.CreateICmpNE(k, count, "more"));
  claimReplaced(before, *branch);
  changed = true;
}

/// The lowest address of a group in each iteration.
Value *FastCopy::lowest(const AddressGroup &g) {
  Value *&known = lowestOf[&g];
  if (known)
    return known;
  Value *sum = expand(g.shape->line.start.value, plan.root);
  auto steps = g.shape->line.steps;
  llvm::sort(steps, [](auto &x, auto &y) {
    return x.first->getLoopDepth() < y.first->getLoopDepth();
  });
  for (auto &[loop, step] : steps) {
    Value *stride = expand(step.value, plan.root);
    Value *k = counter(*loop);
    IRBuilder<> b(&*loop->getHeader()->getFirstInsertionPt());
    // All of these are between 0 and the size of a memory, or differences of
    // such numbers. Upwards they are positive too.
    bool up = !step.range.getSignedMin().isNegative();
    Value *way = b.CreateMul(k, stride, "way", up, /*NSW=*/true);
    sum = b.CreateAdd(sum, way, "address", up, /*NSW=*/true);
  }
  return known = sum;
}

void FastCopy::extendAddresses() {
  for (Instruction *z : plan.extensions) {
    uint64_t offset = 0;
    const AddressGroup *g = groupOf(LoopPlan::address(c.se, z), offset);
    if (!g)
      continue;
    Value *address = lowest(*g);
    IRBuilder<> b(z);
    if (offset) {
      address = b.CreateAdd(address, b.getInt64(offset), "", true, true);
      address->takeName(z);
    }
    z->replaceAllUsesWith(address);
    z->eraseFromParent();
    changed = true;
  }
}

/// Whether `size` may be the size of the memory that `base` is the base of, as
/// far as one can tell.
bool sameMemory(Value *base, const SCEV *size, const DataLayout &layout,
                StructType *memory) {
  auto *unknown = dyn_cast<SCEVUnknown>(size);
  Value *sizeAt = unknown ? sizeField(unknown->getValue()) : nullptr;
  auto *load = dyn_cast<LoadInst>(base);
  if (!sizeAt || !load)
    return true;
  APInt baseOffset(64, 0), sizeOffset(64, 0);
  Value *a = load->getPointerOperand()->stripAndAccumulateConstantOffsets(
      layout, baseOffset, /*AllowNonInbounds=*/true);
  Value *b =
      sizeAt->stripAndAccumulateConstantOffsets(layout, sizeOffset, true);
  const StructLayout &fields = *layout.getStructLayout(memory);
  return a == b && (sizeOffset - baseOffset) ==
                       uint64_t(fields.getElementOffset(abi::Memory::size) -
                                fields.getElementOffset(abi::Memory::base));
}

/// Marks the accesses whose checks go.
void FastCopy::markAccesses() {
  Abi abi(*c.f.getParent());
  for (BasicBlock *block : plan.root.blocks())
    for (Instruction &i : *block) {
      std::optional<HeapAccess> a = findHeapAccess(i);
      if (!a || !a->index)
        continue;
      uint64_t more = 0, offset = 0;
      Value *address = splitSum(a->index, more);
      const AddressGroup *g = groupOf(LoopPlan::address(c.se, address), offset);
      int64_t first = int64_t(offset + more) + a->offset;
      if (g && first >= 0 && any_of(g->limits, [&](auto &limit) {
            return first + a->bytes <= limit.second &&
                   sameMemory(a->base, limit.first, c.f.getDataLayout(),
                              abi.MemoryTy);
          }))
        markProved(i);
    }
}

void FastCopy::removeChecks() {
  for (PlannedCheck &planned : plan.checks) {
    if (planned.obstacle != Obstacle::None || (onlyProved && !planned.proved))
      continue;
    BranchInst *branch = planned.check.branch;
    BasicBlock *block = branch->getParent();
    BasicBlock *trap = planned.check.trapBlock();
    claim(branch->getCondition(), planned.check.trapEdge == 1, *block);
    dropCheck(planned.check);
    c.dt.deleteEdge(block, trap);
    changed = true;
  }
}

//===----------------------------------------------------------------------===//
// Two copies.
//===----------------------------------------------------------------------===//

/// Whether all demands hold, computed at the end of `block`.
Value *testDemands(const LoopPlan &plan, LoopContext &c, BasicBlock &block) {
  SCEVExpander expander(c.se, c.f.getDataLayout(), "demand");
  Instruction *at = block.getTerminator();
  IRBuilder<> b(at);
  Value *all = nullptr;
  for (const Condition &d : plan.conditions()) {
    Type *type = d.left->getType();
    Value *left = expander.expandCodeFor(d.left, type, at->getIterator());
    Value *right = expander.expandCodeFor(d.right, type, at->getIterator());
    Value *holds = b.CreateICmp(d.predicate, left, right, "holds");
    all = all ? b.CreateAnd(all, holds, "hold") : holds;
  }
  // The expander knows that nothing wraps in a loop that runs; here it may
  // not run.
  for (Instruction *i : expander.getAllInsertedInstructions())
    i->dropPoisonGeneratingFlags();
  return all;
}

/// Blocks outside the loop, reachable from both copies now, that only one of
/// its blocks dominated.
void updateDominators(const Loop &l, BasicBlock *before, DominatorTree &dt) {
  SmallVector<BasicBlock *> after;
  for (BasicBlock *block : l.blocks())
    for (DomTreeNode *child : *dt.getNode(block))
      if (!l.contains(child->getBlock()))
        after.push_back(child->getBlock());
  for (BasicBlock *block : after)
    dt.changeImmediateDominator(block, before);
}

/// In loop-closed form only the exits' phis see values of the loop.
void completeExits(const Loop &l, const ValueToValueMapTy &map,
                   ScalarEvolution &se) {
  SmallVector<BasicBlock *> exits;
  l.getUniqueExitBlocks(exits);
  for (BasicBlock *exit : exits)
    for (PHINode &phi : exit->phis()) {
      se.forgetValue(&phi);
      for (unsigned i = 0, n = phi.getNumIncomingValues(); i < n; ++i) {
        Value *block = map.lookup(phi.getIncomingBlock(i));
        if (!block)
          continue;
        Value *value = phi.getIncomingValue(i);
        Value *copy = map.lookup(value);
        phi.addIncoming(copy ? copy : value, cast<BasicBlock>(block));
      }
    }
}

void keepSmall(Loop &l) {
  LLVMContext &context = l.getHeader()->getContext();
  auto attribute = [&](StringRef name) {
    return MDNode::get(context, MDString::get(context, name));
  };
  MDNode *noVectors =
      MDNode::get(context, {MDString::get(context, "llvm.loop.vectorize.width"),
                            ConstantAsMetadata::get(ConstantInt::get(
                                Type::getInt32Ty(context), 1))});
  MDNode *noInterleaving = MDNode::get(
      context, {MDString::get(context, "llvm.loop.interleave.count"),
                ConstantAsMetadata::get(
                    ConstantInt::get(Type::getInt32Ty(context), 1))});
  for (Loop *loop : l.getLoopsInPreorder())
    loop->setLoopID(makePostTransformationMetadata(
        context, loop->getLoopID(),
        {"llvm.loop.vectorize.", "llvm.loop.interleave.", "llvm.loop.unroll."},
        {attribute(exactCopy), attribute("llvm.loop.unroll.disable"), noVectors,
         noInterleaving}));
}

/// The inputs of a plan's demands, as LLVM values.
SmallSetVector<Value *, 8> inputs(const LoopPlan &plan) {
  SmallSetVector<Value *, 8> all;
  struct Visitor {
    SmallSetVector<Value *, 8> &all;
    bool follow(const SCEV *s) {
      if (auto *unknown = dyn_cast<SCEVUnknown>(s))
        all.insert(unknown->getValue());
      return true;
    }
    bool isDone() const { return false; }
  } visitor{all};
  for (const Condition &d : plan.conditions()) {
    visitAll(d.left, visitor);
    visitAll(d.right, visitor);
  }
  return all;
}

} // namespace

bool haveInputs(const LoopPlan &plan) {
  return none_of(inputs(plan), [](Value *v) { return isa<UndefValue>(v); });
}

bool freezeInputs(const LoopPlan &plan, LoopContext &context) {
  bool changed = false;
  for (Value *v : inputs(plan)) {
    if (sizeField(v) || isGuaranteedNotToBeUndefOrPoison(v))
      continue;
    BasicBlock::iterator at = context.f.getEntryBlock().getFirstInsertionPt();
    if (auto *i = dyn_cast<Instruction>(v))
      at = *i->getInsertionPointAfterDef();
    auto *frozen = new FreezeInst(v, v->getName() + ".fr");
    frozen->insertInto(at->getParent(), at);
    v->replaceUsesWithIf(frozen, [&](Use &u) { return u.getUser() != frozen; });
    changed = true;
  }
  if (changed) {
    context.se.forgetAllLoops();
    context.trips.forget();
  }
  return changed;
}

void versionLoop(LoopPlan &plan, LoopContext &context) {
  auto &[f, li, dt, se, trips, sizes] = context;
  Loop &l = plan.root;
  BasicBlock *before = l.getLoopPreheader();
  Value *hold = testDemands(plan, context, *before);
  BasicBlock *fast = SplitBlock(before, before->getTerminator(), &dt, &li,
                                nullptr, l.getHeader()->getName() + ".fast");
  ValueToValueMapTy map;
  SmallVector<BasicBlock *> copied;
  Loop *exact =
      cloneLoopWithPreheader(fast, before, &l, map, ".exact", &li, &dt, copied);
  remapInstructionsInBlocks(copied, map);
  before->getTerminator()->eraseFromParent();
  BranchInst *branch = BranchInst::Create(
      fast, cast<BasicBlock>(map.lookup(fast)), hold, before);
  branch->setMetadata(LLVMContext::MD_prof,
                      MDBuilder(f.getContext()).createLikelyBranchWeights());
  completeExits(l, map, se);
  updateDominators(l, before, dt);
  keepSmall(*exact);
  FastCopy(plan, context, /*onlyProved=*/false).run();
  se.forgetTopmostLoop(&l);
  se.forgetBlockAndLoopDispositions();
  trips.forget();
}

bool improveLoop(LoopPlan &plan, LoopContext &context) {
  if (!FastCopy(plan, context, /*onlyProved=*/true).run())
    return false;
  context.se.forgetTopmostLoop(&plan.root);
  context.trips.forget();
  return true;
}

bool isExactCopy(const Loop &l) { return findOptionMDForLoop(&l, exactCopy); }

} // namespace sinter
