//===- Call.cpp - calls ---------------------------------------------------===//
//
// Direct calls, and what all calls have in common (CallIndirect.cpp has the
// others).
//
// Every call finds its CallTarget (code, signature, instance) and then has one
// of two ways to go. Ordinary calls are `notail`: a recursion without end must
// exhaust the stack, and a backtrace must show each caller. Tail calls are
// `musttail`, which tailcc allows between any two functions whatever their
// parameters: the stack stays constant, also through references and imports.
//
// Results: none, one, two in registers, or more in a struct that the caller
// provides; see "Compiled functions" in Abi.def.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

void FunctionLowering::call(const Instr &in, Tail tail) {
  emitCall(ml.callTarget(b, instance(), in.index),
           wasm.functions[in.index].typeIndex, tail);
}

/// A tail call through a reference finds the tailcc entry of the code at run
/// time; a function that has none makes no tail calls itself, so that an
/// ordinary call cannot let a chain of them grow.
void FunctionLowering::emitCall(const CallTarget &target, uint32_t typeIndex,
                                Tail tail) {
  const FuncType &type = wasm.types[typeIndex].func;
  size_t params = type.params.size(), results = type.results.size();
  SmallVector<Value *, 8> args(stack.end() - params, stack.end());
  stack.truncate(stack.size() - params);
  if (tail == Tail::No)
    return plainCall(target, args, results);
  if (target.signature->convention == CallingConv::Tail)
    return mustTail(target, args);
  if (target.type) {
    Value *entry = ml.tailEntry(b, target.type, target.callee);
    BasicBlock *chain = newBlock("tail"), *plain = newBlock("plain");
    b.CreateCondBr(b.CreateIsNotNull(entry), chain, plain);
    b.SetInsertPoint(chain);
    mustTail({entry, &ml.tailSignature(typeIndex), target.instance}, args);
    b.SetInsertPoint(plain);
  }
  plainCall(target, args, results);
  ret();
}

CallInst *FunctionLowering::createCall(const CallTarget &target,
                                       ArrayRef<Value *> args, Value *out) {
  SmallVector<Value *, 8> all(args);
  if (out)
    all.push_back(out);
  if (target.signature->instanceIndex >= 0)
    all.push_back(target.instance);
  CallInst *call = b.CreateCall(target.signature->type, target.callee, all);
  call->setCallingConv(target.signature->convention);
  noteCall();
  if (!target.mayGrow)
    ml.abi.tag(call, Alias::Unsized);
  return call;
}

void FunctionLowering::plainCall(const CallTarget &target,
                                 ArrayRef<Value *> args, size_t results) {
  StructType *out = target.signature->out;
  Value *slot = out ? resultSlot(out) : nullptr;
  CallInst *call = createCall(target, args, slot);
  call->setTailCallKind(CallInst::TCK_NoTail);
  if (results == 1)
    return push(call);
  for (unsigned i = 0; i != results; ++i)
    push(slot ? b.CreateLoad(out->getElementType(i),
                             b.CreateStructGEP(out, slot, i))
              : b.CreateExtractValue(call, i));
}

/// The results are ours: they go where our caller wants them.
void FunctionLowering::mustTail(const CallTarget &target,
                                ArrayRef<Value *> args) {
  Value *out = target.signature->out ? fn->getArg(signature.outIndex) : nullptr;
  CallInst *call = createCall(target, args, out);
  call->setTailCallKind(CallInst::TCK_MustTail);
  if (call->getType()->isVoidTy())
    b.CreateRetVoid();
  else
    b.CreateRet(call);
  die();
}

/// One slot per shape of results and function is enough: a call's results are
/// read right behind it.
AllocaInst *FunctionLowering::resultSlot(StructType *type) {
  AllocaInst *&slot = resultSlots[type];
  if (!slot)
    slot = newAlloca(type, "results");
  return slot;
}

} // namespace sinter
