//===- ByteRuns.cpp - bytes that are combined one by one ------------------===//
//
// Before:                          After:
//   p[0] = q[0] ^ r[0];              if (p - q - 1 >= 15 && p - r - 1 >= 15)
//   ..                                 p[0..15] = q[0..15] ^ r[0..15];
//   p[15] = q[15] ^ r[15];           else
//                                      as it was
//
// The end of most ciphers: a block is combined with a text. It was a loop, and
// the compiler that made the Wasm has unrolled it. Natively the arrays are
// different variables, and LLVM packs the bytes into vectors. In linear memory
// nothing says that they do not overlap, so that each store may change what the
// next load finds; words that are read from such bytes then wait for all of
// them. Here the code finds out itself. A store changes what is read later only
// if it is 1 to 15 bytes behind it: p == q is fine.
//
// Both ways touch the same bytes, all of which are certain to be reached: there
// is neither check nor call between the first and the last of them. So no trap
// changes, and the bounds are those of the bytes.
//
//===----------------------------------------------------------------------===//
#include "MemoryCheck.h"
#include "Passes.h"
#include "llvm/Analysis/LoopAccessAnalysis.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;

namespace sinter {
namespace {

/// What is packed: vectors of these many bytes.
constexpr unsigned longRun = 16, shortRun = 8;

/// *store = *sides[0] op *sides[1], of a byte each.
struct Lane {
  StoreInst *store;
  BinaryOperator *op;
  LoadInst *sides[2];
};

bool isByteOfHeap(Instruction &i) {
  return getLoadStoreType(&i)->isIntegerTy(8) && isHeapAccess(i);
}

std::optional<Lane> findLane(Instruction &i) {
  auto *store = dyn_cast<StoreInst>(&i);
  if (!store || !store->isSimple() || !isByteOfHeap(*store))
    return std::nullopt;
  auto *op = dyn_cast<BinaryOperator>(store->getValueOperand());
  if (!op || !op->isBitwiseLogicOp() || !op->hasOneUse() ||
      op->getParent() != store->getParent())
    return std::nullopt;
  Lane lane{store, op, {}};
  for (unsigned side : {0, 1}) {
    auto *load = dyn_cast<LoadInst>(op->getOperand(side));
    if (!load || !load->isSimple() || !load->hasOneUse() ||
        load->getParent() != op->getParent() || !isByteOfHeap(*load))
      return std::nullopt;
    lane.sides[side] = load;
  }
  return lane;
}

struct Run {
  SmallVector<Lane, longRun> lanes;
  Instruction *first;   // of all their instructions
  bool unknown[2] = {}; // where a side is from the stores
  bool contains(const Instruction *i) const {
    return any_of(lanes, [&](const Lane &lane) {
      return i == lane.store || i == lane.op || is_contained(lane.sides, i);
    });
  }
};

/// Finds the runs of a block.
class Search {
public:
  Search(BasicBlock &block, ScalarEvolution &se) : block(block), se(se) {}

  void addTo(SmallVectorImpl<Run> &all, SmallVectorImpl<Lane> &lanes);

private:
  std::optional<int> distance(Instruction *from, Instruction *to) const;
  bool follows(const Lane &a, Lane &b) const;
  bool isFree(Run &run);

  BasicBlock &block;
  ScalarEvolution &se;
};

/// How far the bytes of two accesses are from each other.
std::optional<int> Search::distance(Instruction *from, Instruction *to) const {
  Type *byte = Type::getInt8Ty(block.getContext());
  return getPointersDiff(byte, getLoadStorePointerOperand(from), byte,
                         getLoadStorePointerOperand(to), block.getDataLayout(),
                         se);
}

/// Whether `b` is about the bytes behind those of `a`; its sides are put into
/// the order of a's.
bool Search::follows(const Lane &a, Lane &b) const {
  auto isNext = [&](Instruction *x, Instruction *y) {
    return distance(x, y) == 1 && x->getMetadata(LLVMContext::MD_tbaa) ==
                                      y->getMetadata(LLVMContext::MD_tbaa);
  };
  if (a.op->getOpcode() != b.op->getOpcode() || !isNext(a.store, b.store))
    return false;
  if (!isNext(a.sides[0], b.sides[0]))
    std::swap(b.sides[0], b.sides[1]);
  return isNext(a.sides[0], b.sides[0]) && isNext(a.sides[1], b.sides[1]);
}

/// Whether what lies between the instructions of the run can be computed before
/// all of them, and no store is known to change what another lane reads.
bool Search::isFree(Run &run) {
  StoreInst *last = run.lanes.back().store;
  run.first = last;
  for (const Lane &lane : run.lanes)
    for (LoadInst *side : lane.sides)
      if (side->comesBefore(run.first))
        run.first = side;
  for (Instruction *i = run.first; i != last; i = i->getNextNode())
    if (!run.contains(i) &&
        (i->mayReadOrWriteMemory() || i->mayHaveSideEffects() ||
         !isGuaranteedToTransferExecutionToSuccessor(i)))
      return false;
  const Lane &lane = run.lanes.front();
  for (unsigned side : {0, 1}) {
    std::optional<int> behind = distance(lane.sides[side], lane.store);
    if (behind && *behind > 0 && *behind < int(run.lanes.size()))
      return false;
    run.unknown[side] = !behind;
  }
  return true;
}

void Search::addTo(SmallVectorImpl<Run> &all, SmallVectorImpl<Lane> &lanes) {
  for (size_t from = 0; from < lanes.size();) {
    size_t to = from + 1;
    while (to < lanes.size() && to - from < longRun &&
           follows(lanes[to - 1], lanes[to]))
      ++to;
    if (to - from >= shortRun) {
      to = from + (to - from < longRun ? shortRun : longRun);
      Run run;
      run.lanes.assign(lanes.begin() + from, lanes.begin() + to);
      if (isFree(run))
        all.push_back(std::move(run));
    }
    from = to;
  }
}

/// No store of the run changes what a later lane reads.
Value *doNotOverlap(IRBuilder<> &b, const Run &run) {
  const Lane &lane = run.lanes.front();
  Type *i64 = b.getInt64Ty();
  Value *all = nullptr;
  for (unsigned side : {0, 1}) {
    if (!run.unknown[side])
      continue;
    Value *to = b.CreatePtrToInt(lane.store->getPointerOperand(), i64);
    Value *from = b.CreatePtrToInt(lane.sides[side]->getPointerOperand(), i64);
    Value *behind = b.CreateSub(to, from);
    Value *apart = b.CreateICmpUGE(b.CreateSub(behind, b.getInt64(1)),
                                   b.getInt64(run.lanes.size() - 1));
    all = all ? b.CreateAnd(all, apart) : apart;
  }
  return all ? all : b.getTrue();
}

void combineAtOnce(IRBuilder<> &b, const Run &run) {
  const Lane &lane = run.lanes.front();
  auto *type = FixedVectorType::get(b.getInt8Ty(), run.lanes.size());
  auto copyClass = [](Instruction *from, Instruction *to) {
    to->setMetadata(LLVMContext::MD_tbaa,
                    from->getMetadata(LLVMContext::MD_tbaa));
  };
  Value *sides[2];
  for (unsigned side : {0, 1}) {
    LoadInst *all = b.CreateAlignedLoad(
        type, lane.sides[side]->getPointerOperand(), Align(1));
    copyClass(lane.sides[side], all);
    sides[side] = all;
  }
  copyClass(lane.store,
            b.CreateAlignedStore(
                b.CreateBinOp(lane.op->getOpcode(), sides[0], sides[1]),
                lane.store->getPointerOperand(), Align(1)));
}

void build(const Run &run) {
  StoreInst *last = run.lanes.back().store;
  for (Instruction *i = run.first, *next; i != last; i = next) {
    next = i->getNextNode();
    if (!run.contains(i))
      i->moveBefore(run.first);
  }
  BasicBlock *block = run.first->getParent();
  BasicBlock *bytes = block->splitBasicBlock(run.first, "bytes");
  BasicBlock *rest = bytes->splitBasicBlock(last->getNextNode(), "combined");
  BasicBlock *packed = BasicBlock::Create(block->getContext(), "packed",
                                          block->getParent(), bytes);
  block->getTerminator()->eraseFromParent();
  IRBuilder<> b(block);
  b.CreateCondBr(doNotOverlap(b, run), packed, bytes,
                 MDBuilder(b.getContext()).createLikelyBranchWeights());
  b.SetInsertPoint(packed);
  combineAtOnce(b, run);
  b.CreateBr(rest);
}

} // namespace

PreservedAnalyses ByteRunsPass::run(Function &f, FunctionAnalysisManager &am) {
  if (f.hasOptSize())
    return PreservedAnalyses::all();
  // All of them before any block changes: what is known of addresses goes with
  // the loops as they are.
  SmallVector<Run, 4> runs;
  for (BasicBlock &block : f) {
    SmallVector<Lane, 32> lanes;
    for (Instruction &i : block)
      if (auto lane = findLane(i))
        lanes.push_back(*lane);
    if (lanes.size() >= shortRun)
      Search(block, am.getResult<ScalarEvolutionAnalysis>(f))
          .addTo(runs, lanes);
  }
  for (const Run &run : reverse(runs))
    build(run);
  return runs.empty() ? PreservedAnalyses::all() : PreservedAnalyses::none();
}

} // namespace sinter
