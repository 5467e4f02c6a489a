//===- StackCheck.cpp - stack overflow becomes a trap ---------------------===//
//
// Before:                       After:
//   define @f(.., ptr %inst) {    define @f(.., ptr %inst) {
//     ..                            %sp = call i64 @llvm.read_register(rsp)
//     call @g(..)                   %room = sub i64 %sp, FRAME
//                                   %limit = load [store of %inst].stackLimit
//                                   br (%room < %limit), %overflow, %body
//                                 overflow: ; cold
//                                   call @sinter_trap(%inst,
//                                   CallStackExhausted)
//
// Guest code can recurse as deep as it likes, and a host's stack may lie beside
// anything. So every function that calls something compares its stack pointer
// with a limit that the runtime sets on entry. Functions that call nothing get
// no check: each has at most one frame, for which the runtime keeps room below
// the limit. It is the last pass, so that functions that were inlined need
// none.
//
// FRAME is 0 for the small frames that fit into that room too. The static
// allocas of a function are counted here, and without optimisation the values
// that have to be spilled. What register allocation adds to that comes from an
// earlier emission in the attribute "wasm-frame": "warn-stack-size" makes
// emission report a frame that is larger than assumed (codegen/Emit.cpp).
//
//===----------------------------------------------------------------------===//
#include "../lower/Abi.h"
#include "Passes.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

namespace sinter {
namespace {

/// How far below the limit a frame may reach without a check of its own. A
/// checked function and an unchecked one below it can both use it; the runtime
/// keeps 64 KiB below the limit, and what is left is for its own functions.
constexpr uint64_t Slack = 16 * 1024;

SmallVector<AllocaInst *> staticAllocas(Function &f) {
  SmallVector<AllocaInst *> all;
  for (Instruction &i : f.getEntryBlock())
    if (auto *a = dyn_cast<AllocaInst>(&i); a && a->isStaticAlloca())
      all.push_back(a);
  return all;
}

/// Whether this puts a frame below ours that checks nothing itself, or may come
/// back to us. Tail calls replace our frame; what does not return is a trap.
bool deepensStack(const Instruction &i) {
  const auto *call = dyn_cast<CallBase>(&i);
  return call && !isa<IntrinsicInst>(call) && !call->isMustTailCall() &&
         !call->doesNotReturn();
}

/// The values of a function that -O0's register allocation keeps in memory:
/// those that are used in another block or after a call. A frame would be found
/// out by emission too, but large functions are common and emitting twice is
/// slow.
class Spills {
public:
  explicit Spills(const Function &f) : layout(f.getDataLayout()) {
    for (const BasicBlock &block : f)
      visit(block);
  }
  uint64_t bytes = 0;

private:
  void visit(const BasicBlock &block) {
    DenseMap<const Value *, unsigned> callsBefore;
    unsigned calls = 0;
    for (const Instruction &i : block) {
      for (const Value *used : i.operands())
        if (isa<Instruction>(used) && !isa<AllocaInst>(used)) {
          auto here = callsBefore.find(used);
          if (here == callsBefore.end() || here->second != calls)
            spill(used);
        }
      calls += deepensStack(i);
      callsBefore[&i] = calls;
    }
  }
  void spill(const Value *v) {
    if (spilled.insert(v).second)
      bytes += alignTo(layout.getTypeAllocSize(v->getType()), 8);
  }

  const DataLayout &layout;
  DenseSet<const Value *> spilled;
};

/// Bytes that the check has to find free below the stack pointer; 0 if the
/// frame is small.
uint64_t assumedFrame(Function &f) {
  uint64_t bytes = 0;
  const DataLayout &layout = f.getDataLayout();
  for (AllocaInst *a : staticAllocas(f))
    if (auto size = a->getAllocationSize(layout))
      bytes += alignTo(size->getFixedValue(), a->getAlign());
  bool mayBeLarge = bytes + f.getInstructionCount() * 16 > Slack;
  if (mayBeLarge && f.hasOptNone())
    bytes += Spills(f).bytes;
  uint64_t reported = 0;
  f.getFnAttribute("wasm-frame").getValueAsString().getAsInteger(10, reported);
  bytes = std::max(bytes, reported);
  return bytes > Slack ? bytes : 0;
}

bool callsSomething(const Function &f) {
  return any_of(f, [](const BasicBlock &b) { return any_of(b, deepensStack); });
}

Value *readStackPointer(IRBuilder<> &b) {
  LLVMContext &c = b.getContext();
  auto *name = MDNode::get(c, MDString::get(c, "rsp"));
  return b.CreateIntrinsic(Intrinsic::read_register, {b.getInt64Ty()},
                           {MetadataAsValue::get(c, name)}, nullptr, "sp");
}

Value *instanceOf(Function &f) {
  StringRef where = f.getFnAttribute("wasm-instance").getValueAsString();
  if (where == "param")
    return f.getArg(f.arg_size() - 1);
  Module &m = *f.getParent();
  if (GlobalVariable *instance = m.getGlobalVariable(where, true))
    return instance;
  // Another shard defines it, and LLVM drops declarations without a use.
  auto *instance =
      new GlobalVariable(m, Type::getInt8Ty(m.getContext()), false,
                         GlobalValue::ExternalLinkage, nullptr, where);
  instance->setVisibility(GlobalValue::HiddenVisibility);
  instance->setDSOLocal(true);
  return instance;
}

/// Allocas first, so that a block can be split off behind them and they stay
/// part of the fixed frame.
BasicBlock::iterator gatherAllocas(Function &f) {
  BasicBlock &entry = f.getEntryBlock();
  SmallVector<AllocaInst *> allocas = staticAllocas(f);
  for (AllocaInst *a : reverse(allocas))
    a->moveBefore(entry, entry.begin());
  BasicBlock::iterator at = entry.begin();
  while (isa<AllocaInst>(*at) && cast<AllocaInst>(*at).isStaticAlloca())
    ++at;
  return at;
}

void insertCheck(Function &f, const Abi &abi, uint64_t frame) {
  BasicBlock::iterator at = gatherAllocas(f);
  IRBuilder<> b(&*at);
  Value *instance = instanceOf(f);
  Value *room = readStackPointer(b);
  if (frame)
    room = b.CreateSub(room, b.getInt64(frame), "room");
  Value *store = abi.load(b, instance, abi::Instance::store);
  Value *limit = abi.load(b, store, abi::Store::stackLimit);
  Value *exhausted = b.CreateICmpULT(room, limit, "exhausted");
  Instruction *end = SplitBlockAndInsertIfThen(
      exhausted, at, /*Unreachable=*/true,
      MDBuilder(f.getContext()).createUnlikelyBranchWeights());
  end->getParent()->setName("overflow");
  at->getParent()->setName("body");
  b.SetInsertPoint(end);
  b.CreateCall(abi.trap, {instance, b.getInt32(SINTER_TRAP_CallStackExhausted)})
      ->setDoesNotReturn();
}

} // namespace

PreservedAnalyses StackCheckPass::run(Module &m, ModuleAnalysisManager &) {
  Abi abi(m);
  for (Function &f : m) {
    if (f.isDeclaration() || !f.hasFnAttribute("wasm-function"))
      continue;
    uint64_t frame = assumedFrame(f);
    f.addFnAttr("warn-stack-size", std::to_string(frame + Slack));
    if (frame || callsSomething(f))
      insertCheck(f, abi, frame);
  }
  return PreservedAnalyses::none();
}

} // namespace sinter
