//===- HeapAccesses.cpp - which bytes of linear memory code touches -------===//
#include "HeapAccesses.h"
#include "../lower/Abi.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace sinter {
namespace {

MemoryAccess simpleAccess(Instruction &i, Value *pointer, Type *type) {
  return {&i, pointer, nullptr, i.getDataLayout().getTypeStoreSize(type)};
}

void addIntrinsic(IntrinsicInst &i, SmallVectorImpl<MemoryAccess> &all) {
  auto add = [&](Value *pointer, Value *length) {
    auto *constant = dyn_cast<ConstantInt>(length);
    all.push_back({&i, pointer, constant ? nullptr : length,
                   constant ? constant->getZExtValue() : 0});
  };
  if (auto *copy = dyn_cast<AnyMemTransferInst>(&i))
    add(copy->getRawSource(), copy->getLength());
  if (auto *write = dyn_cast<AnyMemIntrinsic>(&i))
    return add(write->getRawDest(), write->getLength());
  switch (i.getIntrinsicID()) {
  case Intrinsic::masked_load:
  case Intrinsic::masked_gather:
    return all.push_back(simpleAccess(i, i.getArgOperand(0), i.getType()));
  case Intrinsic::masked_store:
  case Intrinsic::masked_scatter:
    return all.push_back(
        simpleAccess(i, i.getArgOperand(1), i.getArgOperand(0)->getType()));
  default:
    return;
  }
}

/// Where `pointer` points into, frozen or not.
const Value *objectOf(const Value *pointer) {
  const Value *object = getUnderlyingObject(pointer, 0);
  auto *freeze = dyn_cast<FreezeInst>(object);
  return freeze ? objectOf(freeze->getOperand(0)) : object;
}

/// Of the module itself: something on the stack, a data segment.
bool isVariable(const Value *pointer, const Memories &memories) {
  const Value *object = objectOf(pointer);
  return isa<AllocaInst>(object) ||
         (isa<GlobalVariable>(object) && !memories.ofBase(object));
}

} // namespace

SmallVector<MemoryAccess, 2> accessesOf(Instruction &i,
                                        const Memories &memories) {
  SmallVector<MemoryAccess, 2> all;
  if (!i.mayReadOrWriteMemory())
    return all;
  if (Value *pointer = getLoadStorePointerOperand(&i))
    all.push_back(simpleAccess(i, pointer, getLoadStoreType(&i)));
  else if (auto *rmw = dyn_cast<AtomicRMWInst>(&i))
    all.push_back(simpleAccess(i, rmw->getPointerOperand(),
                               rmw->getValOperand()->getType()));
  else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&i))
    all.push_back(simpleAccess(i, exchange->getPointerOperand(),
                               exchange->getNewValOperand()->getType()));
  else if (auto *intrinsic = dyn_cast<IntrinsicInst>(&i))
    addIntrinsic(*intrinsic, all);
  bool tagged = aliasClass(i) == Alias::Heap;
  erase_if(all, [&](const MemoryAccess &a) {
    return tagged ? isVariable(a.pointer, memories)
                  : !memories.ofBase(objectOf(a.pointer));
  });
  return all;
}

} // namespace sinter
