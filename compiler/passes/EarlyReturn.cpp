//===- EarlyReturn.cpp - recursion that stops one call earlier ------------===//
//
// Before:                          After:
//   define @f(n) {                   define @f(n) {
//   entry:                             %stop = icmp eq %n, 0
//     %stop = icmp eq %n, 0            br %stop, %early, %call
//     br %stop, %early, %more        early:
//   early:                             ret
//     ret                            call:
//   more:                              tail call @f.rest(%n)
//     .. call @f(%m) ..                ret
//   }                                }
//                                    define @f.rest(n) {
//                                      ..
//                                      %stop = icmp eq %m, 0
//                                      br %stop, %early, %call
//                                    call:
//                                      call @f.rest(%m)
//                                      ..
//
// Half of the calls of a recursive function and more return at once: a null
// pointer, n < 2. With its calls, a function saves registers for them in front
// of that test; LLVM could place that behind it, but not where blocks that end
// in traps leave the code in between. With the test in the caller, what only
// returns is no call any more, and it checks no stack limit.
//
// The pass runs before inlining, on values: the test must be the first thing
// that the function does. It inlines the test into the rest itself, because
// LLVM's inliner forgets that a call is none to be made a jump: a recursion
// without end has to exhaust the stack.
//
//===----------------------------------------------------------------------===//
#include "../lower/Symbols.h"
#include "Passes.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ProfDataUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;

namespace sinter {
namespace {

/// More in front of the test, or behind it before the return, is no early
/// return. It is there once more for each call in the rest.
constexpr unsigned maxTest = 12, maxEarly = 12;
/// Jumps on the way to the return.
constexpr unsigned maxBlocks = 4;

/// The calls of `f` in `caller`, but for those that replace its frame.
SmallVector<CallInst *> recursions(Function &f, const Function &caller) {
  SmallVector<CallInst *> all;
  for (User *user : f.users())
    if (auto *call = dyn_cast<CallInst>(user))
      if (call->getCalledOperand() == &f && call->getFunction() == &caller &&
          !call->isMustTailCall())
        all.push_back(call);
  return all;
}

/// Instructions that may be executed twice, or not at all.
bool hasEffects(const Instruction &i) {
  auto *intrinsic = dyn_cast<IntrinsicInst>(&i);
  return isa<AllocaInst>(i) ||
         (i.mayHaveSideEffects() &&
          !(intrinsic && intrinsic->isAssumeLikeIntrinsic()));
}

/// Whether `v` could be something else the second time.
bool readsMemory(const Value *v, const BasicBlock &entry) {
  auto *i = dyn_cast<Instruction>(v);
  return i && i->getParent() == &entry &&
         (i->mayReadFromMemory() || any_of(i->operands(), [&](const Use &u) {
            return readsMemory(u, entry);
          }));
}

/// A test is made twice when the function does not return early.
bool isTest(const BasicBlock &entry) {
  auto *branch = dyn_cast<BranchInst>(entry.getTerminator());
  return branch && branch->isConditional() &&
         !readsMemory(branch->getCondition(), entry) &&
         branch->getSuccessor(0) != branch->getSuccessor(1) &&
         entry.size() <= maxTest && none_of(entry, hasEffects);
}

/// An early return may store something, but calls nothing.
bool isCheap(const Instruction &i) {
  return isa<CallBase>(i) ? isa<IntrinsicInst>(i) && !hasEffects(i)
                          : !isa<AllocaInst>(i);
}

/// The blocks from `first` to a return, if these are few and do little.
SmallVector<BasicBlock *> wayToReturn(BasicBlock *first) {
  SmallVector<BasicBlock *> way;
  unsigned instructions = 0;
  for (BasicBlock *block = first; block && way.size() != maxBlocks;
       block = block->getSingleSuccessor()) {
    if (is_contained(way, block) || !all_of(*block, isCheap))
      return {};
    way.push_back(block);
    for (const Instruction &i : *block)
      instructions += !isa<PHINode>(i) && !i.isTerminator();
    if (instructions > maxEarly)
      return {};
    if (isa<ReturnInst>(block->getTerminator()))
      return way;
  }
  return {};
}

class Split {
public:
  Split(Function &f, const CallInst &recursion, unsigned early,
        ArrayRef<BasicBlock *> way)
      : f(f), recursion(recursion), early(early), way(way), c(f.getContext()) {}

  void run() {
    moveBody();
    auto *test = cast<BranchInst>(rest->getEntryBlock().getTerminator());
    BasicBlock *head = BasicBlock::Create(c, "entry", &f);
    copyInto(*head, rest->getEntryBlock());
    BasicBlock *returns[2];
    returns[early] = makeEarly();
    returns[1 - early] = makeCall();
    auto *branch = BranchInst::Create(returns[0], returns[1],
                                      image(test->getCondition()), head);
    branch->copyMetadata(*test, {LLVMContext::MD_prof});
    passTest(*test);
    inlineTest();
  }

private:
  void moveBody();
  BasicBlock *makeEarly();
  BasicBlock *makeCall();
  void passTest(BranchInst &test);
  void inlineTest();
  void copyInto(BasicBlock &to, const BasicBlock &from);
  Value *image(Value *v) {
    return MapValue(v, map, RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
  }

  Function &f;
  const CallInst &recursion;
  unsigned early; // which edge of the test returns
  ArrayRef<BasicBlock *> way;
  LLVMContext &c;
  Function *rest = nullptr;
  ValueToValueMapTy map; // from the rest to the new `f`
};

void Split::moveBody() {
  Module &m = *f.getParent();
  rest = Function::Create(f.getFunctionType(), GlobalValue::InternalLinkage,
                          f.getAddressSpace(), f.getName() + earlyReturnRest);
  m.getFunctionList().insertAfter(f.getIterator(), rest);
  rest->copyAttributesFrom(&f);
  rest->setVisibility(GlobalValue::DefaultVisibility);
  rest->setDSOLocal(true);
  // Backtraces know one function.
  if (!f.hasFnAttribute("wasm-name"))
    rest->addFnAttr("wasm-name", f.getName());
  // Together they would be what `f` was. In other callers a tail call of the
  // rest would hide them from backtraces.
  rest->addFnAttr(Attribute::NoInline);
  f.addFnAttr(Attribute::NoInline);
  rest->splice(rest->begin(), &f);
  for (auto [old, now] : zip(f.args(), rest->args())) {
    old.replaceAllUsesWith(&now);
    now.setName(old.getName());
    map[&now] = &old;
  }
}

void Split::copyInto(BasicBlock &to, const BasicBlock &from) {
  for (const Instruction &i : from) {
    if (isa<PHINode>(i) || isa<BranchInst>(i))
      continue;
    Instruction *copy = i.clone();
    copy->insertInto(&to, to.end());
    copy->setName(i.getName());
    RemapInstruction(copy, map,
                     RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
    map[&i] = copy;
  }
}

BasicBlock *Split::makeEarly() {
  BasicBlock *all = BasicBlock::Create(c, "early", &f);
  const BasicBlock *before = &rest->getEntryBlock();
  for (BasicBlock *block : way) {
    SmallVector<std::pair<PHINode *, Value *>> values; // all at once
    for (PHINode &phi : block->phis())
      values.push_back({&phi, image(phi.getIncomingValueForBlock(before))});
    for (auto &[phi, value] : values)
      map[phi] = value;
    copyInto(*all, *block);
    before = block;
  }
  return all;
}

BasicBlock *Split::makeCall() {
  IRBuilder<> b(BasicBlock::Create(c, "call", &f));
  SmallVector<Value *> arguments;
  for (Argument &a : f.args())
    arguments.push_back(&a);
  CallInst *call = b.CreateCall(rest, arguments);
  call->setCallingConv(rest->getCallingConv());
  call->setTailCall();
  AttributeList all = rest->getAttributes();
  call->setAttributes(all.removeFnAttributes(c));
  call->copyMetadata(recursion, {LLVMContext::MD_tbaa}); // what it may change
  if (call->getType()->isVoidTy())
    b.CreateRetVoid();
  else
    b.CreateRet(call);
  return b.GetInsertBlock();
}

/// The rest is called when it does not return early, which it may rely on, and
/// that often if there is a profile.
void Split::passTest(BranchInst &test) {
  uint64_t counts[2];
  std::optional<Function::ProfileCount> calls = f.getEntryCount();
  if (calls && extractBranchWeights(test, counts[0], counts[1]) &&
      counts[0] + counts[1] != 0) {
    double part = double(counts[1 - early]) / double(counts[0] + counts[1]);
    rest->setEntryCount(uint64_t(double(calls->getCount()) * part));
  }
  BasicBlock *more = test.getSuccessor(1 - early);
  way.front()->removePredecessor(test.getParent());
  IRBuilder<> b(&test);
  b.CreateAssumption(early == 0 ? b.CreateNot(test.getCondition())
                                : test.getCondition());
  b.CreateBr(more);
  test.eraseFromParent();
}

void Split::inlineTest() {
  for (CallInst *call : recursions(f, *rest)) {
    InlineFunctionInfo info;
    InlineFunction(*call, info);
  }
  for (CallInst *call : recursions(*rest, *rest))
    call->setTailCallKind(CallInst::TCK_NoTail);
}

bool split(Function &f) {
  if (!isWasmFunction(f) || f.hasAvailableExternallyLinkage() ||
      f.hasOptNone())
    return false;
  SmallVector<CallInst *> calls = recursions(f, f);
  if (calls.empty())
    return false;
  BasicBlock &entry = f.getEntryBlock();
  if (!isTest(entry))
    return false;
  for (unsigned early : {0, 1}) {
    SmallVector<BasicBlock *> way =
        wayToReturn(entry.getTerminator()->getSuccessor(early));
    if (way.empty())
      continue;
    Split(f, *calls.front(), early, way).run();
    return true;
  }
  return false;
}

} // namespace

PreservedAnalyses EarlyReturnPass::run(Module &m, ModuleAnalysisManager &) {
  SmallVector<Function *> all(make_pointer_range(m));
  bool changed = false;
  for (Function *f : all)
    changed |= split(*f);
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

} // namespace sinter
