//===- Thunks.cpp - between the three ways of calling ---------------------===//
//
// A function is called by compiled code ("Compiled functions" in Abi.def), by
// hosts that know its type when they are compiled (C, typed), and by hosts
// that learn it at run time (an array of sinter_Values). The first and the
// others meet in small functions that only move values.
//
//===----------------------------------------------------------------------===//
#include "Pieces.h"

using namespace llvm;
using sinter::wasm::FuncType;
using sinter::wasm::ValType;

namespace sinter {

/// sinter_Value is aligned as 8-byte integers are.
static const Align ValueAlign(8);

static Value *valueSlot(IRBuilderBase &b, Value *values, size_t i) {
  return b.CreateConstInBoundsGEP1_64(b.getInt8Ty(), values,
                                      i * sizeof(sinter_Value));
}

static IRBuilder<> startFunction(Function *f) {
  return IRBuilder<>(BasicBlock::Create(f->getContext(), "entry", f));
}

static void returnValue(IRBuilderBase &b, Value *v) {
  if (v->getType()->isVoidTy())
    b.CreateRetVoid();
  else
    b.CreateRet(v);
}

/// A tail call may ask each reference of the module for its tailcc function.
static void setTailTarget(ModuleLowering &ml, Function *code,
                          Function *target) {
  if (!ml.hasTailCalls())
    return;
  Constant *zero = ConstantInt::get(ml.i64, 0), *distance = zero;
  if (target)
    distance = ConstantExpr::getSub(ConstantExpr::getPtrToInt(target, ml.i64),
                                    ConstantExpr::getPtrToInt(code, ml.i64));
  // 16 bytes, so that the code keeps its alignment.
  code->setPrefixData(ConstantStruct::getAnon({zero, distance}));
  code->setAlignment(Align(16));
}

// ---- arrays of values ----

Function *emitInvoke(ModuleLowering &ml, uint32_t typeIndex) {
  const Signature &s = ml.referenceSignature(typeIndex);
  const FuncType &t = ml.wasm.types[typeIndex].func;
  auto *type = FunctionType::get(Type::getVoidTy(ml.context),
                                 {ml.ptr, ml.ptr, ml.ptr}, false);
  Function *f =
      ml.newFunction(type, ml.symbol("invoke" + std::to_string(typeIndex)),
                     GlobalValue::InternalLinkage);
  IRBuilder<> b = startFunction(f);
  Value *code = f->getArg(0), *values = f->getArg(2), *out = nullptr;
  SmallVector<Value *, 8> args;
  for (auto [i, p] : enumerate(t.params))
    args.push_back(
        b.CreateAlignedLoad(ml.type(p), valueSlot(b, values, i), ValueAlign));
  if (s.out)
    args.push_back(out = b.CreateAlloca(s.out));
  args.push_back(f->getArg(1));
  Value *result = b.CreateCall(s.type, code, args);
  for (auto [i, r] : enumerate(t.results)) {
    Value *v = out ? b.CreateLoad(ml.type(r), b.CreateStructGEP(s.out, out, i))
               : t.results.size() == 1 ? result
                                       : b.CreateExtractValue(result, i);
    b.CreateAlignedStore(v, valueSlot(b, values, i), ValueAlign);
  }
  b.CreateRetVoid();
  return f;
}

/// Calls the callback of a sinter_HostFunc.
static void callHost(ModuleLowering &ml, IRBuilderBase &b, Value *host,
                     Value *values) {
  static_assert(offsetof(sinter_HostFunc, callback) == 0 &&
                sizeof(sinter_HostFunc) == 2 * sizeof(void *));
  auto *hostType = StructType::get(ml.ptr, ml.ptr);
  Value *callback = b.CreateLoad(ml.ptr, b.CreateStructGEP(hostType, host, 0));
  Value *context = b.CreateLoad(ml.ptr, b.CreateStructGEP(hostType, host, 1));
  auto *type = FunctionType::get(b.getVoidTy(), {ml.ptr, ml.ptr}, false);
  b.CreateCall(type, callback, {context, values});
}

Function *emitHostEntry(ModuleLowering &ml, uint32_t typeIndex) {
  const Signature &s = ml.referenceSignature(typeIndex);
  const FuncType &t = ml.wasm.types[typeIndex].func;
  Function *f =
      ml.newFunction(s.type, ml.symbol("host" + std::to_string(typeIndex)),
                     GlobalValue::InternalLinkage);
  setTailTarget(ml, f, nullptr);
  IRBuilder<> b = startFunction(f);
  size_t count = std::max(t.params.size(), t.results.size());
  Value *values =
      b.CreateAlloca(ArrayType::get(ArrayType::get(ml.i64, 2), count));
  for (size_t i = 0; i != t.params.size(); ++i)
    b.CreateAlignedStore(f->getArg(i), valueSlot(b, values, i), ValueAlign);
  callHost(ml, b, f->getArg(s.instanceIndex), values);
  Value *result = s.result->isVoidTy() ? nullptr : PoisonValue::get(s.result);
  for (auto [i, r] : enumerate(t.results)) {
    Value *v =
        b.CreateAlignedLoad(ml.type(r), valueSlot(b, values, i), ValueAlign);
    if (s.out)
      b.CreateStore(v, b.CreateStructGEP(s.out, f->getArg(s.outIndex), i));
    else
      result = t.results.size() == 1 ? v : b.CreateInsertValue(result, v, i);
  }
  result ? b.CreateRet(result) : b.CreateRetVoid();
  return f;
}

// ---- C functions ----

CSignature cSignature(ModuleLowering &ml, const FuncType &t) {
  SmallVector<Type *, 8> params{ml.ptr}, results;
  for (ValType r : t.results)
    results.push_back(ml.type(r));
  StructType *out =
      results.size() > 1 ? StructType::get(ml.context, results) : nullptr;
  if (out)
    params.push_back(ml.ptr);
  for (ValType p : t.params)
    params.push_back(ml.type(p));
  Type *result = results.size() == 1 ? results[0] : Type::getVoidTy(ml.context);
  return {FunctionType::get(result, params, false), out};
}

Function *emitImportAdapter(ModuleLowering &ml, uint32_t typeIndex,
                            const Twine &name, StringRef symbol) {
  const Signature &s = ml.referenceSignature(typeIndex);
  CSignature c = cSignature(ml, ml.wasm.types[typeIndex].func);
  Function *f = ml.newFunction(s.type, name, GlobalValue::InternalLinkage);
  f->addFnAttr(Attribute::AlwaysInline);
  setTailTarget(ml, f, nullptr);
  IRBuilder<> b = startFunction(f);
  SmallVector<Value *, 8> args{f->getArg(s.instanceIndex)};
  Value *pair = c.out && !s.out ? b.CreateAlloca(c.out) : nullptr;
  if (c.out)
    args.push_back(pair ? pair : f->getArg(s.outIndex));
  size_t params = c.type->getNumParams() - args.size();
  for (size_t i = 0; i != params; ++i)
    args.push_back(f->getArg(i));
  CallInst *call =
      b.CreateCall(ml.ir.getOrInsertFunction(symbol, c.type), args);
  if (ml.options.selfContained)
    ml.abi.tag(call, Alias::Unsized); // our WASI: see ModuleFacts.h
  Value *result = call;
  if (pair)
    result = b.CreateLoad(c.out, pair);
  returnValue(b, result);
  return f;
}

// ---- tail calls ----

Function *emitTailAdapter(ModuleLowering &ml, Function *target,
                          uint32_t typeIndex, const Twine &name) {
  const Signature &s = ml.referenceSignature(typeIndex);
  Function *f = ml.newFunction(s.type, name, GlobalValue::InternalLinkage);
  setTailTarget(ml, f, target);
  // What it becomes when the target is inlined (passes/Passes.h).
  for (const char *kind : {"wasm-function", "wasm-name", "wasm-instance"})
    f->addFnAttr(target->getFnAttribute(kind));
  f->addFnAttr("wasm-adapter");
  IRBuilder<> b = startFunction(f);
  SmallVector<Value *, 8> args;
  for (Argument &a : f->args())
    args.push_back(&a);
  CallInst *call = b.CreateCall(target, args);
  call->addFnAttr(Attribute::get(ml.context, "wasm-adapter"));
  call->setCallingConv(target->getCallingConv());
  returnValue(b, call);
  return f;
}

Function *ModuleLowering::referenceCode(uint32_t func) {
  if (!hasTailCalls())
    return function(func);
  Function *&code = referenceCodes[func];
  uint32_t type = wasm.functions[func].typeIndex;
  std::string name = versioned(plan.symbols.reference(func));
  if (!code && !isDefinedHere(func))
    code = sharedFunction(referenceSignature(type).type, name);
  else if (!code)
    code = emitTailAdapter(*this, function(func), type, name);
  return code;
}

void emitTailAdapters(ModuleLowering &ml) {
  if (!ml.hasTailCalls() || ml.isWhole())
    return;
  for (uint32_t func : ml.shard.functions)
    if (ml.scan.refs[func])
      ml.share(*ml.referenceCode(func));
}

Value *ModuleLowering::tailEntry(IRBuilder<> &b, Value *type, Value *code) {
  Function *f = b.GetInsertBlock()->getParent();
  auto *read = BasicBlock::Create(context, "tail.read", f);
  auto *join = BasicBlock::Create(context, "tail.entry", f);
  BasicBlock *from = b.GetInsertBlock();
  Value *flags = abi.load(b, type, abi::Type::flags);
  b.CreateCondBr(b.CreateIsNotNull(b.CreateAnd(flags, SINTER_TYPE_TAIL)), read,
                 join);

  b.SetInsertPoint(read);
  LoadInst *distance = b.CreateLoad(
      i64, b.CreateConstGEP1_64(b.getInt8Ty(), code, -8), "distance");
  abi.tag(distance, Alias::Const);
  Value *null = ConstantPointerNull::get(PointerType::getUnqual(context));
  Value *atDistance = b.CreatePtrAdd(code, distance);
  Value *target =
      b.CreateSelect(b.CreateIsNull(distance), null, atDistance, "target");
  b.CreateBr(join);

  b.SetInsertPoint(join);
  PHINode *entry = b.CreatePHI(ptr, 2, "entry");
  entry->addIncoming(null, from);
  entry->addIncoming(target, read);
  return entry;
}

} // namespace sinter
