//===- LoopSearch.cpp - loops that look for something, in blocks ----------===//
//
// Before:                              After:
//   for (k = 0; k < n; k++)              for (k = 0; k + 16 <= n; k += 16) {
//     if (a[k] != b[k]) break;             any = false;
//                                          for (j = 0; j < 16; j++)
//                                            any |= a[k + j] != b[k + j];
//                                          if (any) break;
//                                        }
//                                        for (; k < n; k++)
//                                          if (a[k] != b[k]) break;
//
// LLVM 19 does not vectorise a loop that may end early, because it may not read
// further than the loop does. In a loop without checks it may, if it has none
// because all iterations up to the counted end are known to be in bounds: that
// is what loop versioning demands (LoopPlan), and what is seen here for arrays
// at known addresses below the memory's minimum. So blocks
// of 16 iterations are tried first, which LLVM vectorises; the loop as it was
// goes on where something was found, or where no whole block is left. memcmp
// and memchr as libraries for Wasm have them become about ten times faster.
//
// Iterations that the loop would not make are made for their conditions only:
// they store nothing and trap nowhere, and what is undefined in them is frozen,
// so that it cannot hide what an earlier one found.
//
//===----------------------------------------------------------------------===//
#include "../lower/Memories.h"
#include "LoopCopy.h"
#include "LoopLine.h"
#include "MemoryCheck.h"
#include "Passes.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;

namespace sinter {
namespace {

constexpr unsigned blockSize = 16;

/// What is done in an iteration is little: the block is made of 16 of them.
constexpr unsigned maxBody = 32;

/// Elements that 16 bytes hold at least four of.
constexpr unsigned maxElementBits = 32;

class Search {
public:
  Search(Loop &l, ScalarEvolution &se, const Memories &memories)
      : l(l), se(se), memories(memories),
        expander(se, l.getHeader()->getDataLayout(), ""),
        i64(Type::getInt64Ty(l.getHeader()->getContext())) {}

  bool run();

private:
  bool findExits();
  bool canReadAhead() const;
  bool findStarts();
  bool isHarmless(Instruction &i) const;
  bool staysInside(LoadInst &load) const;
  bool readsInOrder(LoadInst &load) const;
  Value *expand(const SCEV *s) {
    return expander.expandCodeFor(
        s, s->getType(), l.getLoopPreheader()->getTerminator()->getIterator());
  }
  void build();
  Value *anyFound(IRBuilder<> &b, Value *k);
  Value *valueAt(IRBuilder<> &b, PHINode &phi, Value *k);
  void addBlockHints(BranchInst &latch);

  Loop &l;
  ScalarEvolution &se;
  const Memories &memories;
  SCEVExpander expander;
  Type *i64;
  SmallVector<BasicBlock *> chain;    // of the loop, as they run
  SmallVector<BranchInst *, 4> early; // exits that depend on what was read
  const SCEV *iterations = nullptr;   // that are complete, unless it is found
  struct Start {
    PHINode *phi;
    Value *start, *step;
  };
  SmallVector<Start, 4> starts;
};

bool Search::run() {
  if (!l.isInnermost() || !l.isLoopSimplifyForm() || isExactCopy(l))
    return false;
  chain = lineOfBlocks(l);
  if (!findExits() || !canReadAhead() || !findStarts())
    return false;
  build();
  return true;
}

/// Whether iterations up to the counted end can be made for their conditions.
bool Search::canReadAhead() const {
  size_t size = 0;
  bool reads = false;
  for (BasicBlock *block : chain) {
    for (Instruction &i : *block) {
      if (isa<PHINode>(i) ? block != l.getHeader() : !isHarmless(i))
        return false;
      reads |= isa<LoadInst>(i);
    }
    size += block->size();
  }
  return reads && size <= maxBody;
}

/// Whether `i` may be executed in iterations that are not made.
bool Search::isHarmless(Instruction &i) const {
  if (auto *load = dyn_cast<LoadInst>(&i))
    return load->isSimple() && readsInOrder(*load) &&
           (isMarkedProved(i) || staysInside(*load));
  return isa<BranchInst>(i) ||
         (!isa<CallBase>(i) && isSafeToSpeculativelyExecute(&i));
}

/// Elements side by side are read in one go.
bool Search::readsInOrder(LoadInst &load) const {
  auto *type = dyn_cast<IntegerType>(load.getType());
  if (!type || type->getBitWidth() > maxElementBits ||
      type->getBitWidth() % 8 != 0)
    return false;
  const SCEV *address = se.getSCEV(load.getPointerOperand());
  if (se.isLoopInvariant(address, &l))
    return true;
  auto *walk = dyn_cast<SCEVAddRecExpr>(address);
  auto *step = walk && walk->isAffine()
                   ? dyn_cast<SCEVConstant>(walk->getStepRecurrence(se))
                   : nullptr;
  return step && step->getAPInt() == type->getBitWidth() / 8;
}

/// Whether all that is read up to the counted end is below the minimum of the
/// memory. An address that grows does so without wrapping: it ends below.
bool Search::staysInside(LoadInst &load) const {
  std::optional<HeapAccess> access = findHeapAccess(load);
  if (!access || !access->known || !access->index || access->offset < 0)
    return false;
  std::optional<unsigned> memory = memories.ofBase(access->base);
  if (!memory)
    return false;
  const SCEV *first = se.getSCEV(access->index);
  APInt way(128, 0);
  if (auto *walk = dyn_cast<SCEVAddRecExpr>(first)) {
    if (walk->getLoop() != &l || !walk->isAffine())
      return false;
    way = se.getUnsignedRangeMax(iterations).zext(128) *
          se.getUnsignedRangeMax(walk->getStepRecurrence(se)).zext(128);
    first = walk->getStart();
  }
  APInt end = se.getUnsignedRangeMax(first).zext(128) + way +
              uint64_t(access->offset) + access->bytes;
  return end.ule(memories.all()[*memory].minimum) &&
         se.isLoopInvariant(first, &l);
}

bool Search::findExits() {
  for (BasicBlock *block : chain) {
    auto *branch = cast<BranchInst>(block->getTerminator());
    if (!branch->isConditional())
      continue;
    const SCEV *count = se.getExitCount(&l, block);
    if (isa<SCEVCouldNotCompute>(count))
      early.push_back(branch);
    else
      iterations =
          iterations ? se.getUMinFromMismatchedTypes(iterations, count) : count;
  }
  if (early.empty() || !iterations ||
      iterations->getType()->getIntegerBitWidth() > 64 ||
      !expander.isSafeToExpandAt(iterations,
                                 l.getLoopPreheader()->getTerminator()))
    return false;
  auto *known = dyn_cast<SCEVConstant>(iterations);
  return !known || known->getAPInt().ugt(2 * blockSize);
}

bool Search::findStarts() {
  Instruction *before = l.getLoopPreheader()->getTerminator();
  return all_of(l.getHeader()->phis(), [&](PHINode &phi) {
    auto *walk = phi.getType()->isIntegerTy()
                     ? dyn_cast<SCEVAddRecExpr>(se.getSCEV(&phi))
                     : nullptr;
    if (!walk || walk->getLoop() != &l || !walk->isAffine() ||
        !expander.isSafeToExpandAt(walk->getStart(), before) ||
        !expander.isSafeToExpandAt(walk->getStepRecurrence(se), before))
      return false;
    starts.push_back({&phi, nullptr, nullptr});
    return true;
  });
}

// ---- the loop over blocks ----

Value *Search::valueAt(IRBuilder<> &b, PHINode &phi, Value *k) {
  const Start &start =
      *find_if(starts, [&](const Start &s) { return s.phi == &phi; });
  Value *way = b.CreateMul(b.CreateZExtOrTrunc(k, phi.getType()), start.step);
  return b.CreateAdd(start.start, way);
}

/// Whether iteration `k` would leave the loop early.
Value *Search::anyFound(IRBuilder<> &b, Value *k) {
  ValueToValueMapTy map;
  for (const Start &start : starts)
    map[start.phi] = valueAt(b, *start.phi, k);
  Value *found = b.getFalse();
  for (BasicBlock *block : chain) {
    for (Instruction &i : *block) {
      if (isa<PHINode>(i) || i.isTerminator())
        continue;
      Instruction *copy = b.Insert(i.clone());
      RemapInstruction(copy, map,
                       RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
      copy->dropPoisonGeneratingFlags();
      if (isa<LoadInst>(copy))
        markProved(*copy);
      map[&i] = copy;
    }
    auto *branch = cast<BranchInst>(block->getTerminator());
    if (!is_contained(early, branch))
      continue;
    Value *condition = branch->getCondition();
    Value *copy = map.lookup(condition);
    Value *leaves = copy ? copy : condition;
    if (l.contains(branch->getSuccessor(0)))
      leaves = b.CreateNot(leaves);
    if (!isGuaranteedNotToBeUndefOrPoison(leaves))
      leaves = b.CreateFreeze(leaves);
    found = b.CreateOr(found, leaves);
  }
  return found;
}

void Search::addBlockHints(BranchInst &latch) {
  LLVMContext &c = latch.getContext();
  MDNode *vectors =
      MDNode::get(c, {MDString::get(c, "llvm.loop.vectorize.enable"),
                      ConstantAsMetadata::get(ConstantInt::getTrue(c))});
  latch.setMetadata(LLVMContext::MD_loop,
                    makePostTransformationMetadata(c, nullptr, {}, {vectors}));
}

void Search::build() {
  BasicBlock *before = l.getLoopPreheader(), *header = l.getHeader();
  Function &f = *before->getParent();
  LLVMContext &c = f.getContext();
  Value *count = expand(se.getTruncateOrZeroExtend(iterations, i64));
  for (Start &start : starts) {
    auto *walk = cast<SCEVAddRecExpr>(se.getSCEV(start.phi));
    start.start = expand(walk->getStart());
    start.step = expand(walk->getStepRecurrence(se));
  }
  auto newBlock = [&](const Twine &name) {
    return BasicBlock::Create(c, header->getName() + name, &f, header);
  };
  BasicBlock *outer = newBlock(".block"), *inner = newBlock(".try"),
             *tried = newBlock(".tried"), *next = newBlock(".next"),
             *rest = newBlock(".rest");
  Value *size = ConstantInt::get(i64, blockSize);

  IRBuilder<> b(before->getTerminator());
  b.CreateCondBr(b.CreateICmpUGE(count, size), outer, rest);
  before->getTerminator()->eraseFromParent();

  b.SetInsertPoint(outer);
  PHINode *k = b.CreatePHI(i64, 2, "k");
  b.CreateBr(inner);

  b.SetInsertPoint(inner);
  PHINode *j = b.CreatePHI(i64, 2, "j");
  PHINode *any = b.CreatePHI(b.getInt8Ty(), 2, "any");
  Value *found = anyFound(b, b.CreateAdd(k, j));
  Value *anyNext = b.CreateOr(any, b.CreateZExt(found, b.getInt8Ty()));
  Value *jNext = b.CreateAdd(j, b.getInt64(1), "", true, true);
  BranchInst *latch = b.CreateCondBr(b.CreateICmpEQ(jNext, size), tried, inner);
  addBlockHints(*latch);
  j->addIncoming(b.getInt64(0), outer);
  j->addIncoming(jNext, inner);
  any->addIncoming(b.getInt8(0), outer);
  any->addIncoming(anyNext, inner);

  b.SetInsertPoint(tried);
  PHINode *result = b.CreatePHI(b.getInt8Ty(), 1);
  result->addIncoming(anyNext, inner);
  Value *kNext = b.CreateAdd(k, size);
  b.CreateCondBr(b.CreateIsNotNull(result), rest, next);

  b.SetInsertPoint(next);
  Value *left = b.CreateSub(count, kNext);
  b.CreateCondBr(b.CreateICmpUGE(left, size), outer, rest);
  k->addIncoming(b.getInt64(0), before);
  k->addIncoming(kNext, next);

  b.SetInsertPoint(rest);
  PHINode *from = b.CreatePHI(i64, 3, "from");
  from->addIncoming(b.getInt64(0), before);
  from->addIncoming(k, tried);
  from->addIncoming(kNext, next);
  for (const Start &start : starts) {
    Value *v = valueAt(b, *start.phi, from);
    start.phi->setIncomingValueForBlock(before, v);
  }
  b.CreateBr(header);
  header->replacePhiUsesWith(before, rest);
}

} // namespace

PreservedAnalyses LoopSearchPass::run(Function &f,
                                      FunctionAnalysisManager &am) {
  LoopInfo &li = am.getResult<LoopAnalysis>(f);
  ScalarEvolution &se = am.getResult<ScalarEvolutionAnalysis>(f);
  Memories memories(*f.getParent());
  bool changed = false;
  for (Loop *l : li.getLoopsInPreorder())
    if (Search(*l, se, memories).run()) {
      se.forgetLoop(l);
      changed = true;
    }
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace sinter
