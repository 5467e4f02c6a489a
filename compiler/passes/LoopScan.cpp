//===- LoopScan.cpp - searches without a known end, several at once -------===//
//
// Before:                         After:
//   for (;; p++) {                  for (t = 0;; p++) {
//     if (p >= size) trap;            if (p >= size) trap;
//     if (mem[p] == 0) break;         if (mem[p] == 0) break;
//   }                                 if (++t == 4)
//                                       for (; p + 1 + 16 <= size; p += 16) {
//                                         found = mem[p + 1 .. p + 17] == 0;
//                                         if (any of found) {
//                                           p += the first of found;
//                                           break;
//                                         }
//                                       }
//                                   }
//
// strlen, strcmp, strchr and what programs write like them: nobody knows before
// the loop how often it runs, so neither LLVM nor LoopVersioning can do
// anything about it. But to read on is harmless as long as it stays inside of
// the memory, and that is one comparison for each of the loop's checks and each
// block. The original loop makes the last iteration, or traps, itself.
//
// Most such loops are short (a word, the spaces between two), so the first
// iterations are made as they were; a loop that ends within them pays for
// counting. From the end of the block loop the count never comes to that number
// again, unless it wraps around, and then another visit does no harm.
//
// Loops that also end after a known number of iterations are left to loop
// versioning and LoopSearch.cpp.
//
//===----------------------------------------------------------------------===//
#include "../lower/Memories.h"
#include "LoopCopy.h"
#include "LoopLine.h"
#include "MemoryCheck.h"
#include "Passes.h"
#include "SameOperation.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/ConstantRange.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/PatternMatch.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;
using namespace llvm::PatternMatch;

#define DEBUG_TYPE "sinter-loop-scan"

namespace sinter {
namespace {

/// Iterations that are made one by one, if not half of a block.
constexpr unsigned fewIterations = 4;

/// Bytes that a load for a block reads at most: two vectors.
constexpr unsigned maxBlockBytes = 32, maxLanes = 16;

/// What a block may take, as a number of operations on 16 bytes.
constexpr unsigned maxVectorOperations = 32;

/// Bytes from one iteration to the next.
constexpr uint64_t maxStep = 16;

/// A loop that fits, and what there is to know about it.
class Scan {
public:
  Scan(Loop &l, ScalarEvolution &se, const Memories &memories)
      : l(l), latch(l.getLoopLatch()), se(se), memories(memories) {}

  bool fits();
  void build();
  unsigned lanes = maxLanes;

private:
  bool addBlock(BasicBlock &block);
  bool addInstruction(Instruction &i);
  bool addEnd(BasicBlock &block);
  bool addTrap(Value *condition, bool opposite);
  bool addLoad(LoadInst &load);
  bool addBound(Value *address, uint64_t reach, Value *size);
  bool isWidenable(const Instruction &i) const;
  bool isCheap() const;
  std::optional<APInt> step(Value *v) const;
  uint64_t smallStep(Value *v) const;
  Value *sizeOf(Value *base) const;

  void makeBlocks();
  void countIterations();
  void advance(Value *found, const ValueToValueMapTy &map);
  void copyAddresses(IRBuilder<> &b, ValueToValueMapTy &map) const;
  Value *exceeds(IRBuilder<> &b, const ValueToValueMapTy &map) const;
  Value *widen(IRBuilder<> &b, Instruction &i, ValueToValueMapTy &map);
  Value *wide(Value *v, ValueToValueMapTy &map);
  Value *found(IRBuilder<> &b, ValueToValueMapTy &map);

  struct Exit {
    Value *condition;
    bool leavesIf;
  };
  Loop &l;
  BasicBlock *latch;
  ScalarEvolution &se;
  const Memories &memories;
  SmallVector<Instruction *> scalars;                 // addresses, in order
  SmallSetVector<Instruction *, 16> vectors;          // what depends on loads
  SmallVector<std::pair<PHINode *, APInt>> variables; // and their steps
  /// Of the first element: address <= size - reach.
  struct Bound {
    Value *address, *size;
    uint64_t reach;
  };
  SmallVector<Bound> bounds;
  /// A trap when `variable`, which counts up, has come to `end`.
  struct Trap {
    Value *variable, *end;
  };
  SmallVector<Trap> traps;
  SmallVector<BoundsCheck> checks;
  SmallVector<Exit> exits;
  BasicBlock *tick, *enter, *block, *tried, *hit, *next, *rest;
};

// ---- does it fit? ----

bool Scan::fits() {
  if (!l.isInnermost() || !latch || isExactCopy(l))
    return false;
  for (PHINode &phi : l.getHeader()->phis()) {
    std::optional<APInt> by = step(&phi);
    if (!by)
      return false;
    variables.push_back({&phi, *by});
  }
  SmallVector<BasicBlock *> line = lineOfBlocks(l);
  auto isInside = [&](Instruction *i) {
    auto *load = dyn_cast<LoadInst>(i);
    return !load || addLoad(*load);
  };
  return all_of(line, [&](BasicBlock *block) { return addBlock(*block); }) &&
         !exits.empty() &&
         all_of(checks,
                [&](const BoundsCheck &c) {
                  return addBound(c.address, c.reach, c.size);
                }) &&
         all_of(vectors, isInside) && isCheap();
}

bool Scan::addBlock(BasicBlock &block) {
  for (Instruction &i : block)
    if (isa<PHINode>(i) ? &block != l.getHeader()
                        : !i.isTerminator() && !addInstruction(i))
      return false;
  return addEnd(block);
}

/// Values that depend on loads become vectors; others are needed for the first
/// element of a block only.
bool Scan::addInstruction(Instruction &i) {
  bool reads = any_of(i.operands(), [&](Value *v) {
    return isa<Instruction>(v) && vectors.contains(cast<Instruction>(v));
  });
  if (auto *load = dyn_cast<LoadInst>(&i)) {
    unsigned bytes = load->getType()->getScalarSizeInBits() / 8;
    if (reads || !load->isSimple() || !load->getType()->isIntegerTy() ||
        bytes == 0 || bytes > 4 || !isPowerOf2_32(bytes))
      return false;
    lanes = std::min(lanes, maxBlockBytes / bytes);
    return vectors.insert(load);
  }
  if (!reads) {
    scalars.push_back(&i);
    return !isa<CallBase>(i) && isSafeToSpeculativelyExecute(&i);
  }
  return isWidenable(i) && vectors.insert(&i);
}

bool Scan::isWidenable(const Instruction &i) const {
  bool plain = isa<ICmpInst, SelectInst, FreezeInst>(i) ||
               (i.isBinaryOp() && !i.isIntDivRem()) ||
               isa<TruncInst, ZExtInst, SExtInst>(i);
  return plain && i.getType()->isIntegerTy() &&
         all_of(i.operands(), [&](Value *v) {
           auto *inside = dyn_cast<Instruction>(v);
           return v->getType()->isIntegerTy() &&
                  (!inside || vectors.contains(inside) || !l.contains(inside));
         });
}

bool Scan::addEnd(BasicBlock &block) {
  auto *branch = dyn_cast<BranchInst>(block.getTerminator());
  if (!branch)
    return false;
  if (!branch->isConditional())
    return true;
  if (l.contains(branch->getSuccessor(0)) ==
      l.contains(branch->getSuccessor(1)))
    return false;
  unsigned out = l.contains(branch->getSuccessor(0));
  if (isTrapBlock(*branch->getSuccessor(out)))
    return addTrap(branch->getCondition(), out == 1);
  auto *condition = dyn_cast<Instruction>(branch->getCondition());
  if (!condition || !vectors.contains(condition))
    return false;
  exits.push_back({condition, out == 0});
  return true;
}

/// What is left of checks that LLVM can count: address == size, in one branch
/// with others. Of `condition`, or of its opposite.
bool Scan::addTrap(Value *condition, bool opposite) {
  Value *x, *y;
  bool either = opposite
                    ? match(condition, m_LogicalAnd(m_Value(x), m_Value(y)))
                    : match(condition, m_LogicalOr(m_Value(x), m_Value(y)));
  if (either)
    return addTrap(x, opposite) && addTrap(y, opposite);
  if (std::optional<BoundsCheck> check = findBoundsCheck(condition, opposite)) {
    checks.push_back(*check);
    return true;
  }
  ICmpInst::Predicate p;
  if (!match(condition, m_ICmp(p, m_Value(x), m_Value(y))) ||
      p != (opposite ? ICmpInst::ICMP_NE : ICmpInst::ICMP_EQ))
    return false;
  if (l.isLoopInvariant(x))
    std::swap(x, y);
  traps.push_back({x, y});
  return l.isLoopInvariant(y) && smallStep(x) == 1;
}

/// By how much `v` grows in each iteration, modulo its width.
std::optional<APInt> Scan::step(Value *v) const {
  auto *walk = v->getType()->isIntegerTy()
                   ? dyn_cast<SCEVAddRecExpr>(se.getSCEV(v))
                   : nullptr;
  if (!walk || walk->getLoop() != &l || !walk->isAffine())
    return std::nullopt;
  auto *by = dyn_cast<SCEVConstant>(walk->getStepRecurrence(se));
  return by ? std::optional(by->getAPInt()) : std::nullopt;
}

/// The same; 0 if it is not known, or no small number.
uint64_t Scan::smallStep(Value *v) const {
  std::optional<APInt> by = step(v);
  return by && by->ule(maxStep) ? by->getZExtValue() : 0;
}

/// `address`, which grows, plus `reach` must be at most `size` in all
/// iterations of a block: then it is so in the last one, and an address of 32
/// bits that would wrap before is outside of a memory that has not more.
bool Scan::addBound(Value *address, uint64_t reach, Value *size) {
  constexpr uint64_t maxReach = uint64_t(1) << 48, most = uint64_t(1) << 32;
  uint64_t by = smallStep(address);
  unsigned bits = address->getType()->getIntegerBitWidth();
  if (by == 0 || reach > maxReach || !l.isLoopInvariant(size) ||
      (bits != 32 && bits != 64))
    return false;
  reach += (lanes - 1) * by;
  ConstantRange sizes = computeConstantRange(size, /*ForSigned=*/false);
  if (sizes.getUnsignedMin().ult(reach) ||
      (bits == 32 && sizes.getUnsignedMax().ugt(most)))
    return false;
  bool known = any_of(bounds, [&](const Bound &b) {
    return b.address == address && b.reach >= reach && b.size == size;
  });
  if (!known)
    bounds.push_back({address, size, reach});
  return true;
}

/// Elements that lie side by side in successive iterations.
bool Scan::addLoad(LoadInst &load) {
  std::optional<HeapAccess> access = findHeapAccess(load);
  if (!access || !access->known || access->offset < 0 || !access->index ||
      !l.isLoopInvariant(access->base))
    return false;
  uint64_t reach = access->offset + access->bytes;
  Value *index = splitSum(access->index, reach);
  Value *size = sizeOf(access->base);
  return size && smallStep(index) == access->bytes &&
         addBound(index, reach, size);
}

/// The size of the memory that begins at `base`, as the loop's checks have it.
Value *Scan::sizeOf(Value *base) const {
  std::optional<unsigned> memory = memories.ofBase(base);
  auto isSize = [&](Value *v) {
    auto *constant = dyn_cast<ConstantInt>(v);
    return constant ? constant->getValue().ule(memories.all()[*memory].minimum)
                    : memories.isSize(v, *memory);
  };
  if (!memory)
    return nullptr;
  for (const BoundsCheck &check : checks)
    if (isSize(check.size))
      return check.size;
  for (const Trap &trap : traps) {
    Value *v = trap.end, *x;
    while (match(v, m_Add(m_Value(x), m_ConstantInt())) ||
           match(v, m_ZExt(m_Value(x))) || match(v, m_Trunc(m_Value(x))))
      v = x;
    if (isSize(v) && !isa<Constant>(v))
      return v;
  }
  return nullptr;
}

/// Whether the block's operations are few.
bool Scan::isCheap() const {
  unsigned operations = 0;
  for (Instruction *i : vectors) {
    unsigned bits = i->getType()->getIntegerBitWidth();
    for (Value *v : i->operands())
      if (v->getType()->isIntegerTy())
        bits = std::max(bits, v->getType()->getIntegerBitWidth());
    operations += divideCeil(bits * lanes, 128);
  }
  return operations <= maxVectorOperations;
}

// ---- the loop over blocks ----

/// The addresses of a block's first element.
void Scan::copyAddresses(IRBuilder<> &b, ValueToValueMapTy &map) const {
  for (Instruction *i : scalars) {
    Instruction *copy = b.Insert(i->clone(), i->getName());
    RemapInstruction(copy, map,
                     RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
    copy->dropPoisonGeneratingFlags();
    map[i] = copy;
  }
}

/// Whether a block has to end before its last element.
Value *Scan::exceeds(IRBuilder<> &b, const ValueToValueMapTy &map) const {
  auto first = [&](Value *v) {
    Value *copy = map.lookup(v);
    return copy ? copy : v;
  };
  Type *i64 = b.getInt64Ty();
  Value *any = nullptr;
  auto add = [&](Value *beyond) {
    any = any ? b.CreateOr(any, beyond) : beyond;
  };
  for (const Bound &bound : bounds) {
    IRBuilder<> ahead(enter->getTerminator());
    Value *limit = ahead.CreateSub(ahead.CreateZExt(bound.size, i64),
                                   ahead.getInt64(bound.reach), "limit",
                                   /*HasNUW=*/true);
    add(b.CreateICmpUGT(b.CreateZExt(first(bound.address), i64), limit));
  }
  for (const Trap &trap : traps) {
    Value *left = b.CreateSub(trap.end, first(trap.variable), "left");
    add(b.CreateICmpULT(left, ConstantInt::get(left->getType(), lanes)));
  }
  return any;
}

/// Outside of the loop there is one value for all lanes. Constants of addresses
/// are in the map as what they are.
Value *Scan::wide(Value *v, ValueToValueMapTy &map) {
  if (auto *constant = dyn_cast<Constant>(v))
    return ConstantVector::getSplat(ElementCount::getFixed(lanes), constant);
  WeakTrackingVH &copy = map[v];
  if (!copy) {
    IRBuilder<> ahead(enter->getTerminator());
    copy = ahead.CreateVectorSplat(lanes, v);
  }
  return copy;
}

Value *Scan::widen(IRBuilder<> &b, Instruction &i, ValueToValueMapTy &map) {
  auto *type = FixedVectorType::get(i.getType(), lanes);
  if (auto *load = dyn_cast<LoadInst>(&i)) {
    Value *at = load->getPointerOperand();
    Value *copy = map.lookup(at);
    LoadInst *block =
        b.CreateAlignedLoad(type, copy ? copy : at, load->getAlign());
    block->copyMetadata(*load,
                        {LLVMContext::MD_tbaa, LLVMContext::MD_alias_scope,
                         LLVMContext::MD_noalias});
    return block;
  }
  SmallVector<Value *, 3> of;
  for (Value *operand : i.operands())
    of.push_back(wide(operand, map));
  return sameOperation(b, i, of, type);
}

/// A bit for each of the block's iterations that would leave the loop.
Value *Scan::found(IRBuilder<> &b, ValueToValueMapTy &map) {
  for (Instruction *i : vectors)
    map[i] = widen(b, *i, map);
  Value *any = nullptr;
  for (const Exit &exit : exits) {
    Value *leaves = wide(exit.condition, map);
    if (!exit.leavesIf)
      leaves = b.CreateNot(leaves);
    leaves = b.CreateFreeze(leaves);
    any = any ? b.CreateOr(any, leaves) : leaves;
  }
  return b.CreateBitCast(any, b.getIntNTy(lanes), "found");
}

void Scan::makeBlocks() {
  BasicBlock *header = l.getHeader();
  for (auto [block, name] :
       {std::pair(&tick, ".tick"), std::pair(&enter, ".enter"),
        std::pair(&block, ".block"), std::pair(&tried, ".try"),
        std::pair(&hit, ".hit"), std::pair(&next, ".next"),
        std::pair(&rest, ".rest")})
    *block = BasicBlock::Create(header->getContext(), header->getName() + name,
                                header->getParent(), header);
}

/// Between the last block of an iteration and the next iteration: it is time
/// for the block loop, or not yet, or no longer.
void Scan::countIterations() {
  BasicBlock *header = l.getHeader();
  unsigned few = std::max(fewIterations, lanes / 2);
  IRBuilder<> b(header, header->begin());
  PHINode *count = b.CreatePHI(b.getInt32Ty(), 3, "count");
  for (BasicBlock *from : predecessors(header))
    if (from != latch)
      count->addIncoming(b.getInt32(few), from);
  b.SetInsertPoint(tick);
  Value *left = b.CreateSub(count, b.getInt32(1));
  BranchInst *back =
      b.CreateCondBr(b.CreateICmpEQ(left, b.getInt32(0)), enter, header);
  count->addIncoming(left, tick);
  count->addIncoming(b.getInt32(0), rest);
  latch->getTerminator()->replaceSuccessorWith(header, tick);

  b.SetInsertPoint(rest);
  BranchInst *again = b.CreateBr(header);
  LLVMContext &c = b.getContext();
  MDNode *asIs = makePostTransformationMetadata(
      c, nullptr, {},
      {MDNode::get(c, MDString::get(c, "llvm.loop.unroll.disable"))});
  for (BranchInst *branch : {back, again})
    branch->setMetadata(LLVMContext::MD_loop, asIs);
}

/// Lets the loop's variables go on in blocks, and from there in the loop.
void Scan::advance(Value *found, const ValueToValueMapTy &map) {
  IRBuilder<> b(hit), onward(next), end(rest, rest->begin());
  Value *lane = b.CreateBinaryIntrinsic(Intrinsic::cttz, found, b.getTrue());
  for (auto &[phi, by] : variables) {
    Type *type = phi->getType();
    Value *first = map.lookup(phi);
    Value *way = b.CreateMul(b.CreateZExtOrTrunc(lane, type),
                             ConstantInt::get(type, by));
    Value *atHit = b.CreateAdd(first, way);
    cast<PHINode>(first)->addIncoming(
        onward.CreateAdd(first, ConstantInt::get(type, by * lanes)), next);
    PHINode *again = end.CreatePHI(type, 2);
    again->addIncoming(first, block);
    again->addIncoming(atHit, hit);
    phi->setIncomingBlock(phi->getBasicBlockIndex(latch), tick);
    phi->addIncoming(again, rest);
  }
  b.CreateBr(rest);
  onward.CreateBr(block);
}

void Scan::build() {
  makeBlocks();
  countIterations();
  IRBuilder<> b(block);
  ValueToValueMapTy map;
  for (auto &[phi, by] : variables) {
    PHINode *first = b.CreatePHI(phi->getType(), 2, phi->getName());
    first->addIncoming(phi->getIncomingValueForBlock(latch), enter);
    map[phi] = first;
  }
  BranchInst::Create(block, enter);
  copyAddresses(b, map);
  MDBuilder md(b.getContext());
  b.CreateCondBr(exceeds(b, map), rest, tried,
                 md.createUnlikelyBranchWeights());
  b.SetInsertPoint(tried);
  Value *bits = found(b, map);
  b.CreateCondBr(b.CreateIsNotNull(bits), hit, next);
  advance(bits, map);
}

} // namespace

PreservedAnalyses LoopScanPass::run(Function &f, FunctionAnalysisManager &am) {
  LoopInfo &li = am.getResult<LoopAnalysis>(f);
  if (li.empty() || f.hasOptSize())
    return PreservedAnalyses::all();
  auto &se = am.getResult<ScalarEvolutionAnalysis>(f);
  auto &ore = am.getResult<OptimizationRemarkEmitterAnalysis>(f);
  Memories memories(*f.getParent());
  bool changed = false;
  for (Loop *l : li.getLoopsInPreorder()) {
    Scan scan(*l, se, memories);
    if (!scan.fits())
      continue;
    ore.emit([&] {
      return OptimizationRemark(DEBUG_TYPE, "LoopScans", l->getStartLoc(),
                                l->getHeader())
             << "loop tries " << ore::NV("Elements", scan.lanes)
             << " elements at once";
    });
    se.forgetLoop(l);
    scan.build();
    changed = true;
  }
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace sinter
