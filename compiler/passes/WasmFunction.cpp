//===- WasmFunction.cpp - a function's instance, store and frame ----------===//
#include "WasmFunction.h"

using namespace llvm;

namespace sinter {

SmallVector<AllocaInst *> staticAllocas(Function &f) {
  SmallVector<AllocaInst *> all;
  for (Instruction &i : f.getEntryBlock())
    if (auto *a = dyn_cast<AllocaInst>(&i); a && a->isStaticAlloca())
      all.push_back(a);
  return all;
}

BasicBlock::iterator afterAllocas(Function &f) {
  BasicBlock &entry = f.getEntryBlock();
  SmallVector<AllocaInst *> allocas = staticAllocas(f);
  for (AllocaInst *a : reverse(allocas))
    a->moveBefore(entry, entry.begin());
  BasicBlock::iterator at = entry.begin();
  while (isa<AllocaInst>(*at) && cast<AllocaInst>(*at).isStaticAlloca())
    ++at;
  return at;
}

/// The global variable of that name, which LLVM drops when this module only
/// declares it and does not use it.
static GlobalVariable *declared(Module &m, StringRef name,
                                GlobalValue::VisibilityTypes visibility) {
  if (GlobalVariable *g = m.getGlobalVariable(name, true))
    return g;
  auto *g = new GlobalVariable(m, Type::getInt8Ty(m.getContext()), false,
                               GlobalValue::ExternalLinkage, nullptr, name);
  g->setVisibility(visibility);
  g->setDSOLocal(true);
  return g;
}

Value *instanceOf(Function &f) {
  StringRef where = f.getFnAttribute("wasm-instance").getValueAsString();
  if (where == "param")
    return f.getArg(f.arg_size() - 1);
  return declared(*f.getParent(), where, GlobalValue::HiddenVisibility);
}

Value *storeOf(Function &f, const Abi &abi, IRBuilder<> &b, Value *instance) {
  Attribute name = f.getFnAttribute("wasm-store");
  if (!name.isValid())
    return abi.load(b, instance, abi::Instance::store);
  return declared(*f.getParent(), name.getValueAsString(),
                  GlobalValue::DefaultVisibility);
}

} // namespace sinter
