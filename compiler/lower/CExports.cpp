//===- CExports.cpp - C functions for what a module exports ---------------===//
//
//   int32_t M_add(M_instance *, int32_t, int32_t);
//   void M_divmod(M_instance *, struct M_divmod_results *, int32_t, int32_t);
//   sinter_Memory *M_memory(M_instance *);   also tables and globals
//
// A call from the host enters the sandbox: it sets the stack limit of the
// store, and sets it to zero again when it leaves. Usually that is the limit of
// the thread's own stack, which the thread remembers where the store says
// (sinter/thread.h); else the runtime finds it. Where Wasm code of the store
// runs already (a host function calls back) the limit stays, and the handler
// of traps is put away meanwhile: a trap must not unwind the host's frames
// between the two, so without a sinter_try of its own it ends the process.
//
// Names are those of bindings/CNames.h.
//
//===----------------------------------------------------------------------===//
#include "../bindings/CNames.h"
#include "Pieces.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using sinter::wasm::ExternKind;

namespace sinter {
namespace {

/// One exported function's C function while it is built.
class CExport {
public:
  CExport(ModuleLowering &ml, uint32_t func, const std::string &symbol)
      : ml(ml), func(func),
        c(cSignature(ml,
                     ml.wasm.types[ml.wasm.functions[func].typeIndex].func)),
        f(ml.newFunction(c.type, symbol, GlobalValue::ExternalLinkage)),
        b(ml.context) {}

  void emit();

private:
  BasicBlock *block(const char *name) {
    return BasicBlock::Create(ml.context, name, f);
  }
  /// Calls the function and returns what the C function returns.
  Value *call();
  void enter(Value *store);
  /// Whether the store's limit is not that of the thread; else *limit is it.
  Value *isForeign(Value *store, Value *&limit);
  void branch(Value *cond, const char *yesName, const char *noName,
              function_ref<void()> yes, function_ref<void()> no);
  void store(Value *v, Value *store, abi::Store::Field field) {
    ml.abi.store(b, v, store, field)->setVolatile(true);
  }

  ModuleLowering &ml;
  uint32_t func;
  CSignature c;
  Function *f;
  IRBuilder<> b;
};

} // namespace

/// Stores are volatile: LLVM does not know that the callee may trap by stack
/// overflow, because checks for that come last.
void CExport::emit() {
  b.SetInsertPoint(block("entry"));
  Value *store =
      ml.abi.load(b, ml.instance(b, f->getArg(0)), abi::Instance::store);
  Value *limit = ml.abi.load(b, store, abi::Store::stackLimit);
  Value *nested = b.CreateIsNotNull(limit, "nested");
  Value *handler = ml.abi.load(b, store, abi::Store::handler);
  branch(
      nested, "put.away", "enter",
      [&] {
        this->store(ConstantPointerNull::get(b.getPtrTy()), store,
                    abi::Store::handler);
      },
      [&] { enter(store); });
  Value *result = call();
  branch(
      nested, "restore", "leave",
      [&] { this->store(handler, store, abi::Store::handler); },
      [&] { this->store(b.getInt64(0), store, abi::Store::stackLimit); });
  if (c.type->getReturnType()->isVoidTy())
    b.CreateRetVoid();
  else
    b.CreateRet(result);
}

Value *CExport::isForeign(Value *store, Value *&limit) {
  // Without one this is something else that can be read.
  Value *distance = ml.abi.load(b, store, abi::Store::threadStack);
  Value *thread = b.CreatePtrAdd(
      b.CreateIntrinsic(Intrinsic::thread_pointer, {}, {}), distance);
  limit = ml.abi.load(b, thread, abi::ThreadStack::limit);
  Value *span = ml.abi.load(b, thread, abi::ThreadStack::span);
  auto *name = MDNode::get(ml.context, MDString::get(ml.context, "rsp"));
  Value *stack = b.CreateIntrinsic(Intrinsic::read_register, {b.getInt64Ty()},
                                   {MetadataAsValue::get(ml.context, name)});
  Value *outside = b.CreateICmpUGE(b.CreateSub(stack, limit), span);
  Value *own = ml.abi.load(b, store, abi::Store::ownStack);
  return b.CreateOr(
      {outside, b.CreateIsNotNull(own), b.CreateIsNull(distance)});
}

void CExport::enter(Value *store) {
  Value *limit;
  Value *foreign = isForeign(store, limit);
  branch(
      foreign, "foreign", "own", [&] { b.CreateCall(ml.abi.enter, {store}); },
      [&] { this->store(limit, store, abi::Store::stackLimit); });
}

/// if (cond) yes(); else no();
void CExport::branch(Value *cond, const char *yesName, const char *noName,
                     function_ref<void()> yes, function_ref<void()> no) {
  BasicBlock *yesBlock = block(yesName), *noBlock = block(noName),
             *next = block("next");
  b.CreateCondBr(cond, yesBlock, noBlock,
                 MDBuilder(ml.context).createUnlikelyBranchWeights());
  b.SetInsertPoint(yesBlock);
  yes();
  b.CreateBr(next);
  b.SetInsertPoint(noBlock);
  no();
  b.CreateBr(next);
  b.SetInsertPoint(next);
}

Value *CExport::call() {
  CallTarget target = ml.entryTarget(b, f->getArg(0), func);
  const Signature &s = *target.signature;
  unsigned first = c.out ? 2 : 1;
  SmallVector<Value *, 8> args;
  for (unsigned i = first; i != f->arg_size(); ++i)
    args.push_back(f->getArg(i));
  if (s.out)
    args.push_back(f->getArg(1));
  if (s.instanceIndex >= 0)
    args.push_back(target.instance);
  CallInst *result = b.CreateCall(s.type, target.callee, args);
  result->setCallingConv(s.convention);
  result->setIsNoInline(); // a backtrace shows functions, and this is none
  if (c.out && !s.out)
    b.CreateStore(result, f->getArg(1));
  return result;
}

/// sinter_Memory *M_NAME(instance), and so on.
static void emitAccessor(ModuleLowering &ml, const wasm::Export &e,
                         const std::string &symbol) {
  auto *type = FunctionType::get(ml.ptr, {ml.ptr}, false);
  Function *f = ml.newFunction(type, symbol, GlobalValue::ExternalLinkage);
  IRBuilder<> b(BasicBlock::Create(ml.context, "entry", f));
  Value *instance = f->getArg(0);
  b.CreateRet(e.kind == ExternKind::Memory ? ml.memory(b, instance, e.index)
              : e.kind == ExternKind::Table
                  ? ml.table(b, instance, e.index)
                  : ml.globalObject(b, instance, e.index));
}

void emitCExports(ModuleLowering &ml) {
  if (ml.options.executable)
    return; // its runtime finds exports by name
  for (uint32_t i : ml.shard.exports) {
    const wasm::Export &e = ml.wasm.exports[i];
    if (e.kind == ExternKind::Func)
      CExport(ml, e.index, ml.names.exports[i]).emit();
    else
      emitAccessor(ml, e, ml.names.exports[i]);
  }
}

} // namespace sinter
