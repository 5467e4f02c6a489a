//===- Interrupt.cpp - code that a host can stop --------------------------===//
//
// Before:                       After:
//   header:                       header:
//     %i = phi ..                   %i = phi ..
//     ..                            %stop = load atomic [store].interrupt
//     br %again, %header, %done     br (%stop != 0), %interrupted, %poll
//                                 poll:
//                                   ..
//                                   br %again, %header, %done
//                                 interrupted: ; cold, one in a function
//                                   call @sinter_trap(%inst, Interrupted)
//
// With --interruptible, functions (attribute "wasm-interruptible") look at a
// word of the store that any thread may set. Whatever can go on forever passes
// such a look: a cycle of blocks has an edge that goes back in reverse post
// order, whose target is a header here, reducible or not; recursion and cycles
// of tail calls enter functions that call something.
//
// It comes after all optimisation, so vectorised and unrolled loops are what
// they are without it, and look once in an iteration that does the work of
// many. Innermost loops that are known to be short do not look at all.
//
//===----------------------------------------------------------------------===//
#include "../lower/Abi.h"
#include "../lower/EntersCode.h"
#include "Passes.h"
#include "WasmFunction.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace sinter {
namespace {

/// Iterations after which a loop is over soon enough without a look.
constexpr unsigned Short = 1 << 16;

/// Targets of edges that go back.
SmallVector<BasicBlock *> headers(Function &f) {
  DenseMap<BasicBlock *, unsigned> number;
  ReversePostOrderTraversal<Function *> order(&f);
  for (BasicBlock *b : order)
    number.try_emplace(b, number.size());
  SmallVector<BasicBlock *> all;
  for (BasicBlock *b : order) {
    auto goesBack = [&](BasicBlock *from) {
      auto it = number.find(from);
      return it != number.end() && it->second >= number[b];
    };
    if (any_of(predecessors(b), goesBack))
      all.push_back(b);
  }
  return all;
}

bool isShort(const Loop *l, const BasicBlock *header, ScalarEvolution &se) {
  if (!l || l->getHeader() != header || !l->isInnermost())
    return false;
  unsigned trips = se.getSmallConstantMaxTripCount(l);
  return trips != 0 && trips <= Short;
}

/// The looks of one function.
class Polls {
public:
  Polls(Function &f, const Abi &abi) : f(f), abi(abi) {}

  void insert(BasicBlock::iterator at) {
    IRBuilder<> b(&*at);
    Value *store = storeOf(f, abi, b, instanceOf(f));
    auto *stop = abi.load(b, store, abi::Store::interrupt);
    stop->setAlignment(Align(8));
    stop->setAtomic(AtomicOrdering::Monotonic);
    Value *isSet = b.CreateIsNotNull(stop, "stop");
    BasicBlock *before = at->getParent();
    BasicBlock *after = before->splitBasicBlock(at, "poll");
    before->getTerminator()->eraseFromParent();
    b.SetInsertPoint(before);
    b.CreateCondBr(isSet, interrupted(), after,
                   MDBuilder(f.getContext()).createUnlikelyBranchWeights());
  }

private:
  BasicBlock *interrupted() {
    if (trap)
      return trap;
    trap = BasicBlock::Create(f.getContext(), "interrupted", &f);
    IRBuilder<> b(trap);
    b.CreateCall(abi.trap, {instanceOf(f), b.getInt32(SINTER_TRAP_Interrupted)})
        ->setDoesNotReturn();
    b.CreateUnreachable();
    return trap;
  }

  Function &f;
  const Abi &abi;
  BasicBlock *trap = nullptr;
};

void makeInterruptible(Function &f, const Abi &abi,
                       FunctionAnalysisManager &fam) {
  SmallVector<BasicBlock *> places = headers(f);
  if (!f.hasOptNone()) {
    LoopInfo &loops = fam.getResult<LoopAnalysis>(f);
    auto &se = fam.getResult<ScalarEvolutionAnalysis>(f);
    erase_if(places, [&](BasicBlock *b) {
      return isShort(loops.getLoopFor(b), b, se);
    });
  }
  bool onEntry = any_of(instructions(f), entersCode);
  Polls polls(f, abi);
  for (BasicBlock *b : places)
    polls.insert(b->getFirstInsertionPt());
  if (onEntry)
    polls.insert(afterAllocas(f));
}

} // namespace

PreservedAnalyses InterruptPass::run(Module &m, ModuleAnalysisManager &mam) {
  auto &fam = mam.getResult<FunctionAnalysisManagerModuleProxy>(m).getManager();
  std::optional<Abi> abi;
  for (Function &f : m) {
    if (!f.hasFnAttribute("wasm-interruptible") || !isWasmFunction(f))
      continue;
    if (!abi)
      abi.emplace(m);
    makeInterruptible(f, *abi, fam);
  }
  return abi ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace sinter
