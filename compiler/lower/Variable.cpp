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

size_t FunctionLowering::knownSlot(uint32_t local) const {
  return 2 * wasm.memories.size() + local;
}

void FunctionLowering::localGet(uint32_t index) {
  if (Value *v = known.get(knownSlot(index)))
    return push(v);
  AllocaInst *slot = localSlots[index];
  Value *v = b.CreateLoad(slot->getAllocatedType(), slot);
  if (!ml.options.optimizeNone)
    known.set(knownSlot(index), v);
  push(v);
}

void FunctionLowering::localSet(uint32_t index, Value *v) {
  b.CreateStore(v, localSlots[index]);
  if (!ml.options.optimizeNone)
    known.set(knownSlot(index), v);
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
