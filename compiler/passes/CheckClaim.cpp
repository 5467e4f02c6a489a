//===- CheckClaim.cpp - what a pass knew when it removed a check ----------===//
#include "CheckClaim.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

namespace sinter {

static constexpr StringLiteral functionName = "sinter.claim",
                               wantedName = "sinter-claims";

void wantClaims(Function &f, bool wanted) {
  if (wanted)
    f.addFnAttr(wantedName);
  else
    f.removeFnAttr(wantedName);
}

/// Calls of it are in nobody's way.
static FunctionCallee claimFunction(Module &m) {
  LLVMContext &c = m.getContext();
  AttributeList none;
  AttributeList attributes =
      none.addFnAttribute(c, Attribute::NoUnwind)
          .addFnAttribute(c, Attribute::WillReturn)
          .addFnAttribute(
              c, Attribute::getWithMemoryEffects(c, MemoryEffects::none()));
  return m.getOrInsertFunction(functionName, attributes, Type::getVoidTy(c),
                               Type::getInt1Ty(c));
}

void claim(Value *condition, bool holds, BasicBlock &block) {
  if (!block.getParent()->hasFnAttribute(wantedName))
    return;
  IRBuilder<> b(block.getTerminator());
  if (!holds)
    condition = b.CreateNot(condition);
  b.CreateCall(claimFunction(*block.getModule()), condition);
}

void claimReplaced(Value *before, BranchInst &branch) {
  if (!branch.getFunction()->hasFnAttribute(wantedName))
    return;
  IRBuilder<> b(&branch);
  Value *differ = b.CreateXor(before, branch.getCondition());
  claim(differ, false, *branch.getParent());
}

Value *claimed(const Instruction &i) {
  auto *call = dyn_cast<CallInst>(&i);
  const Function *callee = call ? call->getCalledFunction() : nullptr;
  bool isClaim = callee && callee->getName() == functionName;
  return isClaim ? call->getArgOperand(0) : nullptr;
}

void removeClaims(Function &f) {
  SmallVector<Instruction *, 16> claims;
  for (Instruction &i : instructions(f))
    if (claimed(i))
      claims.push_back(&i);
  for (Instruction *i : claims) {
    Value *condition = claimed(*i);
    i->eraseFromParent();
    RecursivelyDeleteTriviallyDeadInstructions(condition);
  }
  if (Function *callee = f.getParent()->getFunction(functionName))
    if (callee->use_empty())
      callee->eraseFromParent();
}

} // namespace sinter
