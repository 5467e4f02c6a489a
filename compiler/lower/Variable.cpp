//===- Variable.cpp - locals, constants, select ---------------------------===//
//
// Locals are slots of the frame that mem2reg turns into values. Globals are
// ModuleLowering's: where they live depends on the shape of instances.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

/// Two for each memory, then two for each local: what it holds, and how far
/// behind that memory 0 reaches (Memory.cpp).
size_t FunctionLowering::knownSlot(uint32_t local) const {
  return 2 * (wasm.memories.size() + local);
}

size_t FunctionLowering::reachSlot(uint32_t local) const {
  return knownSlot(local) + 1;
}

void FunctionLowering::addLocal(Value *init) {
  uint32_t index = localSlots.size();
  localSlots.push_back(newAlloca(init->getType(), localName(index)));
  localSet(index, init);
}

/// What a slot holds, if that is known since `since`. Without optimisation a
/// value that is used in another block or behind a call is written to the stack
/// there and read again: nothing is gained by not reading the slot.
Value *FunctionLowering::recall(size_t slot, KnownValues::Time since) const {
  if (!ml.options.optimizeNone)
    return known.get(slot, since);
  Value *v = known.get(slot, lastCall);
  const BasicBlock *block = nullptr; // where it is at hand
  if (isa_and_nonnull<Argument>(v))
    block = &fn->getEntryBlock();
  else if (auto *i = dyn_cast_or_null<Instruction>(v))
    block = i->getParent();
  return !block || block == b.GetInsertBlock() ? v : nullptr;
}

void FunctionLowering::localGet(uint32_t index) {
  Value *v = recall(knownSlot(index), 0);
  if (!v) {
    AllocaInst *slot = localSlots[index];
    v = b.CreateLoad(slot->getAllocatedType(), slot);
    known.set(knownSlot(index), v);
  }
  holders[v] = index;
  push(v);
}

void FunctionLowering::localSet(uint32_t index, Value *v) {
  b.CreateStore(v, localSlots[index]);
  known.set(knownSlot(index), v);
  known.set(reachSlot(index), nullptr);
  holders[v] = index;
}

/// A local that holds `v` now.
std::optional<uint32_t> FunctionLowering::localWith(Value *v) const {
  auto it = holders.find(v);
  if (it == holders.end() || known.get(knownSlot(it->second)) != v)
    return std::nullopt;
  return it->second;
}

Value *FunctionLowering::constant(const Instr &in) {
  switch (in.op) {
  case Op::I32Const:
    return b.getInt32(uint32_t(in.bits));
  case Op::I64Const:
    return b.getInt64(in.bits);
  case Op::F32Const:
    return ConstantFP::get(
        context, APFloat(APFloat::IEEEsingle(), APInt(32, uint32_t(in.bits))));
  case Op::F64Const:
    return ConstantFP::get(context,
                           APFloat(APFloat::IEEEdouble(), APInt(64, in.bits)));
  case Op::V128Const: {
    const uint8_t *bytes = in.bytes.data();
    uint64_t lanes[] = {support::endian::read64le(bytes),
                        support::endian::read64le(bytes + 8)};
    return ConstantDataVector::get(context, lanes);
  }
  default:
    return nullptr;
  }
}

void FunctionLowering::select() {
  Value *cond = condition(pop());
  auto [first, second] = pop2();
  push(b.CreateSelect(cond, first, second));
}

} // namespace sinter
