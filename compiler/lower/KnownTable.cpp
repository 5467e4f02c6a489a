//===- KnownTable.cpp - what stands for a table that nobody changes -------===//
//
// For CallIndirect.cpp: constant arrays of code addresses, and the functions
// that trap where there is nothing to call. They are made when first asked for;
// the arrays are large, so that the main shard has them for all.
//
//===----------------------------------------------------------------------===//
#include "Pieces.h"

using namespace llvm;

namespace sinter {

static void emitTrap(ModuleLowering &ml, IRBuilder<> &b, Value *instance,
                     uint32_t kind) {
  b.CreateCall(ml.abi.trap, {ml.instance(b, instance), b.getInt32(kind)});
  b.CreateUnreachable();
}

static Function *newTrapFunction(ModuleLowering &ml, FunctionType *type,
                                 const Twine &name) {
  Function *f =
      ml.newFunction(type, ml.symbol(name.str()), GlobalValue::InternalLinkage);
  f->addFnAttr(Attribute::Cold);
  f->addFnAttr(Attribute::NoInline);
  f->addFnAttr(Attribute::NoReturn);
  return f;
}

/// The table itself tells null from functions of other types.
static Function *emitTableTrap(ModuleLowering &ml, uint32_t table) {
  auto *type =
      FunctionType::get(Type::getVoidTy(ml.context), {ml.i64, ml.ptr}, false);
  Function *f =
      newTrapFunction(ml, type, "table" + Twine(table) + ".wrong.slot");
  Value *index = f->getArg(0), *instance = f->getArg(1);
  auto block = [&](const char *name) {
    return BasicBlock::Create(ml.context, name, f);
  };
  BasicBlock *entry = block("entry"), *outside = block("outside"),
             *inside = block("inside"), *null = block("null"),
             *mismatch = block("mismatch");
  IRBuilder<> b(entry);
  uint64_t size = ml.facts.tables[table].slots.size();
  b.CreateCondBr(b.CreateICmpUGE(index, b.getInt64(size)), outside, inside);
  b.SetInsertPoint(outside);
  emitTrap(ml, b, instance, SINTER_TRAP_UndefinedElement);
  b.SetInsertPoint(inside);
  Value *elems =
      ml.abi.load(b, ml.table(b, instance, table), abi::Table::elems);
  Value *slot = b.CreateGEP(ml.abi.FuncRefTy, elems, index, "slot");
  Value *held = ml.abi.load(b, slot, abi::FuncRef::type);
  b.CreateCondBr(b.CreateIsNull(held), null, mismatch);
  b.SetInsertPoint(null);
  emitTrap(ml, b, instance, SINTER_TRAP_UninitializedElement);
  b.SetInsertPoint(mismatch);
  emitTrap(ml, b, instance, SINTER_TRAP_IndirectCallTypeMismatch);
  return f;
}

/// A function with the signature that calls of the slot expect.
static Function *emitSlotTrap(ModuleLowering &ml, const Signature &s,
                              const Twine &name, uint32_t kind) {
  Function *f = newTrapFunction(ml, s.type, name);
  f->setCallingConv(s.convention);
  IRBuilder<> b(BasicBlock::Create(ml.context, "entry", f));
  Value *instance = s.instanceIndex >= 0 ? f->getArg(s.instanceIndex) : nullptr;
  emitTrap(ml, b, instance, kind);
  return f;
}

static std::string nameOfCodes(const IndirectCall &call) {
  return ("table" + Twine(call.table) + ".type" + Twine(call.type)).str();
}

static GlobalVariable *emitSlotCodes(ModuleLowering &ml,
                                     const IndirectCall &call) {
  const TableFacts &table = ml.facts.tables[call.table];
  ArrayRef<uint32_t> callable = table.slotsOfType(call.type);
  const Signature &s = ml.functionSignature(table.slots[callable.front()]);
  std::string name = nameOfCodes(call);
  Function *null = nullptr, *mismatch = nullptr;
  std::vector<Constant *> codes;
  for (uint32_t i = callable.front(); !callable.empty(); ++i) {
    if (i == callable.front()) {
      codes.push_back(ml.function(table.slots[i]));
      callable = callable.drop_front();
    } else if (table.slots[i] == TableFacts::nullSlot) {
      if (!null)
        null = emitSlotTrap(ml, s, name + ".null",
                            SINTER_TRAP_UninitializedElement);
      codes.push_back(null);
    } else {
      if (!mismatch)
        mismatch = emitSlotTrap(ml, s, name + ".mismatch",
                                SINTER_TRAP_IndirectCallTypeMismatch);
      codes.push_back(mismatch);
    }
  }
  auto *array = ConstantArray::get(ArrayType::get(ml.ptr, codes.size()), codes);
  return ml.isWhole() ? ml.privateConstant(array, ml.symbol(name))
                      : ml.versionConstant(array, ml.plan.symbols.part(name));
}

Function *ModuleLowering::tableTrap(uint32_t table) {
  Function *&f = tableTraps[table];
  if (!f)
    f = emitTableTrap(*this, table);
  return f;
}

GlobalVariable *ModuleLowering::slotCodes(const IndirectCall &call) {
  GlobalVariable *&codes = codesOfSlots[{call.table, call.type}];
  if (!codes && isVersionMain())
    codes = emitSlotCodes(*this, call);
  else if (!codes)
    codes = sharedVariable(ptr, /*isConstant=*/true,
                           versioned(plan.symbols.part(nameOfCodes(call))));
  return codes;
}

bool fitsArray(const ModuleLowering &ml, const IndirectCall &call) {
  if (call.table == IndirectCall::noTable || !ml.facts.tables[call.table].known)
    return false;
  const TableFacts &table = ml.facts.tables[call.table];
  ArrayRef<uint32_t> slots = table.slotsOfType(call.type);
  bool areClose =
      !slots.empty() && slots.back() - slots.front() < 64 + 4 * slots.size();
  return areClose && none_of(slots, [&](uint32_t slot) {
           return ml.wasm.functions[table.slots[slot]].import.has_value();
         });
}

void emitSlotCodes(ModuleLowering &ml) {
  for (const IndirectCall &call : ml.scan.indirectCalls)
    if (fitsArray(ml, call))
      ml.slotCodes(call);
}

} // namespace sinter
