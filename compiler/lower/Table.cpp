//===- Table.cpp - tables and references ----------------------------------===//
//
// A table of functions holds copies of sinter_FuncRef, so that call_indirect
// reads one cache line: get yields the slot's `self`, set copies what the
// reference points to. Other tables hold the reference itself. What touches
// many slots is done by the runtime.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

const TableType &FunctionLowering::tableType(uint32_t table) const {
  return wasm.tables[table].type;
}

Value *FunctionLowering::tableObject(uint32_t table) {
  return ml.table(b, instance(), table);
}

bool FunctionLowering::holdsFunctions(uint32_t table) const {
  return wasm.isSubtype(tableType(table).elem.heap(), {HeapKind::Func});
}

/// In slots: a constant if nobody can grow the table.
Value *FunctionLowering::sizeOfTable(uint32_t table) {
  const Limits &limits = tableType(table).limits;
  if (!ml.facts.tables[table].grows)
    return b.getInt64(limits.min);
  LoadInst *size = ml.abi.load(b, tableObject(table), abi::Table::size);
  size->setName("table.size");
  return size;
}

Value *FunctionLowering::slotAddress(uint32_t table, Value *index,
                                     uint32_t trapKind) {
  Value *at = address64(index);
  trapIf(b.CreateICmpUGE(at, sizeOfTable(table), "oob"), trapKind);
  LoadInst *elems = ml.abi.load(b, tableObject(table), abi::Table::elems);
  elems->setName("table.elems");
  if (!ml.facts.tables[table].grows) // slots move only when the table grows
    ml.abi.tag(elems, Alias::Const);
  Type *slot = holdsFunctions(table) ? ml.abi.FuncRefTy : ml.ptr;
  return b.CreateGEP(slot, elems, at, "slot");
}

void FunctionLowering::tableGet(const Instr &in) {
  Value *slot = slotAddress(in.index, pop(), SINTER_TRAP_TableOutOfBounds);
  if (holdsFunctions(in.index))
    return push(ml.abi.load(b, slot, abi::FuncRef::self));
  LoadInst *ref = b.CreateLoad(ml.ptr, slot);
  ml.abi.tag(ref, Alias::Table);
  push(ref);
}

void FunctionLowering::tableSet(const Instr &in) {
  auto [index, ref] = pop2();
  Value *slot = slotAddress(in.index, index, SINTER_TRAP_TableOutOfBounds);
  if (!holdsFunctions(in.index))
    return ml.abi.tag(b.CreateStore(ref, slot), Alias::Table);
  // All zero for null.
  Value *from = b.CreateSelect(b.CreateIsNull(ref), nullFuncRef(), ref);
  uint64_t bytes = ml.ir.getDataLayout().getTypeAllocSize(ml.abi.FuncRefTy);
  ml.abi.tag(b.CreateMemCpy(slot, Align(8), from, Align(8), bytes),
             Alias::Table);
}

/// What a null reference copies to a slot.
Constant *FunctionLowering::nullFuncRef() {
  constexpr StringLiteral name = "sinter.null_funcref";
  if (GlobalVariable *zero = ml.ir.getNamedGlobal(name))
    return zero;
  auto *zero = new GlobalVariable(
      ml.ir, ml.abi.FuncRefTy, /*isConstant=*/true, GlobalValue::PrivateLinkage,
      Constant::getNullValue(ml.abi.FuncRefTy), name);
  zero->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
  return zero;
}

void FunctionLowering::tableSize(const Instr &in) {
  push(fromU64(sizeOfTable(in.index), tableType(in.index).limits));
}

void FunctionLowering::tableGrow(const Instr &in) {
  auto [init, delta] = pop2();
  Value *old = callRuntime(ml.abi.table_grow,
                           {tableObject(in.index), address64(delta), init});
  push(fromU64(old, tableType(in.index).limits));
}

/// The runtime's bulk operations return whether they were out of bounds.
void FunctionLowering::tableBulk(FunctionCallee f, ArrayRef<Value *> args) {
  trapIf(b.CreateIsNotNull(callRuntime(f, args)), SINTER_TRAP_TableOutOfBounds);
}

void FunctionLowering::tableFill(const Instr &in) {
  Value *count = address64(pop());
  auto [at, ref] = pop2();
  tableBulk(ml.abi.table_fill,
            {tableObject(in.index), address64(at), ref, count});
}

void FunctionLowering::tableCopy(const Instr &in) {
  Value *count = address64(pop());
  auto [to, from] = pop2();
  tableBulk(ml.abi.table_copy, {tableObject(in.index), tableObject(in.index2),
                                address64(to), address64(from), count});
}

void FunctionLowering::tableInit(const Instr &in) {
  Value *count = address64(pop());
  auto [at, from] = pop2();
  LoadInst *length =
      b.CreateLoad(ml.i64, ml.elemLength(b, instance(), in.index), "length");
  ml.abi.tag(length, Alias::State);
  Value *table = tableObject(in.index2);
  if (ml.elemHoldsFuncs(in.index))
    return tableBulk(ml.abi.table_init_funcs,
                     {table, ml.funcRefs(b, instance()),
                      ml.elemFuncRefs(in.index), length, address64(at),
                      address64(from), count});
  tableBulk(ml.abi.table_init_values,
            {table, ml.elemValues(b, instance(), in.index), length,
             address64(at), address64(from), count});
}

void FunctionLowering::elemDrop(const Instr &in) {
  Value *length = ml.elemLength(b, instance(), in.index);
  ml.abi.tag(b.CreateStore(b.getInt64(0), length), Alias::State);
}

void FunctionLowering::refAsNonNull() {
  trapIf(b.CreateIsNull(stack.back()), SINTER_TRAP_NullReference);
}

} // namespace sinter
