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
// For the same reason the check may wait until it is certain that there will be
// a call: it stands in the block that dominates all calls, outside of loops.
// What comes before is as good as a function that calls nothing. Many recursive
// functions return at once in half of their calls (a null pointer, n < 2);
// these then touch neither the limit nor, as reading the stack pointer would
// keep LLVM from moving the prologue, the callee-saved registers.
//
// FRAME is 0 for the small frames that fit into that room too. The static
// allocas of a function are counted here, and without optimisation the values
// that have to be spilled. What register allocation adds to that comes from an
// earlier emission in the attribute "wasm-frame": "warn-stack-size" makes
// emission report a frame that is larger than assumed (codegen/Emit.cpp). A
// large frame is checked first of all, before it is written to.
//
//===----------------------------------------------------------------------===//
#include "../lower/Abi.h"
#include "../lower/EntersCode.h"
#include "Passes.h"
#include "WasmFunction.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

using namespace llvm;

namespace sinter {
namespace {

/// How far below the limit a frame may reach without a check of its own. A
/// checked function and an unchecked one below it can both use it; the runtime
/// keeps 64 KiB below the limit, and what is left is for its own functions.
constexpr uint64_t Slack = 16 * 1024;

bool isRuntimeFunction(const Function *f) {
  static constexpr StringLiteral names[] = {
#define ABI_FUNC(Ret, Name, Params, Attrs) abi::name::Name,
#include "sinter/Abi.def"
  };
  return f && f->isDeclaration() && is_contained(names, f->getName());
}

/// Whether this puts a frame below ours that checks nothing itself, or may come
/// back to us. Tail calls replace our frame; what does not return is a trap;
/// the runtime's own functions call nothing of Wasm and have room of their own.
bool deepensStack(const Instruction &i) {
  if (!entersCode(i))
    return false;
  const auto &call = cast<CallBase>(i);
  return !call.isMustTailCall() && !isRuntimeFunction(call.getCalledFunction());
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

SmallVector<BasicBlock *> blocksWithCalls(Function &f) {
  SmallVector<BasicBlock *> all;
  for (BasicBlock &b : f)
    if (any_of(b, deepensStack))
      all.push_back(&b);
  return all;
}

Value *readStackPointer(IRBuilder<> &b) {
  LLVMContext &c = b.getContext();
  auto *name = MDNode::get(c, MDString::get(c, "rsp"));
  return b.CreateIntrinsic(Intrinsic::read_register, {b.getInt64Ty()},
                           {MetadataAsValue::get(c, name)}, nullptr, "sp");
}

/// Where it is certain that one of `calls` follows, and not in a loop.
BasicBlock::iterator latestPlace(Function &f, ArrayRef<BasicBlock *> calls) {
  DominatorTree dominators(f);
  LoopInfo loops(dominators);
  BasicBlock *place = nullptr;
  for (BasicBlock *b : calls)
    if (dominators.isReachableFromEntry(b))
      place = place ? dominators.findNearestCommonDominator(place, b) : b;
  if (!place)
    return afterAllocas(f); // calls that cannot be reached
  if (Loop *loop = loops.getLoopFor(place)) {
    loop = loop->getOutermostLoop();
    place = loop->getLoopPreheader();
    if (!place)
      place = InsertPreheaderForLoop(loop, &dominators, &loops, nullptr,
                                     /*PreserveLCSSA=*/false);
  }
  if (!place)
    return afterAllocas(f);
  auto call = find_if(*place, deepensStack);
  BasicBlock::iterator at =
      call != place->end() ? call : place->getTerminator()->getIterator();
  return at;
}

void insertCheck(Function &f, const Abi &abi, uint64_t frame,
                 ArrayRef<BasicBlock *> calls) {
  BasicBlock::iterator start = afterAllocas(f);
  BasicBlock::iterator at =
      frame || f.hasOptNone() ? start : latestPlace(f, calls);
  IRBuilder<> b(&*at);
  Value *instance = instanceOf(f);
  Value *room = readStackPointer(b);
  if (frame)
    room = b.CreateSub(room, b.getInt64(frame), "room");
  Value *store = storeOf(f, abi, b, instance);
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
    if (!isWasmFunction(f))
      continue;
    uint64_t frame = assumedFrame(f);
    f.addFnAttr("warn-stack-size", std::to_string(frame + Slack));
    SmallVector<BasicBlock *> calls = blocksWithCalls(f);
    if (frame || !calls.empty())
      insertCheck(f, abi, frame, calls);
  }
  return PreservedAnalyses::none();
}

} // namespace sinter
