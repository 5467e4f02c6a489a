//===- CallIndirect.cpp - calls through tables and references -------------===//
//
// The general call_indirect loads a slot: is the index in the table, is the
// type the expected one, then the call. Usually the type's descriptor is that
// of this module, which one comparison finds; all else is out of the way.
//
// When it is known what a table holds (ModuleFacts.h), the index says it all:
//
//   few functions have the type     a switch over their slots, a direct call
//                                   in each arm, which LLVM can inline
//   their slots lie close together  one comparison, then a call through a
//                                   constant array of code addresses
//   neither                         the general way, with a constant size
//
// In the array, slots between those of the type hold functions that trap. What
// exactly is wrong with an index is found out after the fact, by one function
// for each table.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"
#include "Pieces.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {
namespace {

/// So many functions are called directly, from a switch with so many cases.
constexpr size_t MaxDirectCallees = 4, MaxCases = 8;

} // namespace

// ---- what to call for a sinter_FuncRef ----

CallTarget FunctionLowering::loadTarget(Value *funcRef,
                                        const IndirectCall &call) {
  LoadInst *type = ml.abi.load(b, funcRef, abi::FuncRef::type);
  type->setName("type");
  LoadInst *code = ml.abi.load(b, funcRef, abi::FuncRef::code);
  code->setName("code");
  LoadInst *callee = ml.abi.load(b, funcRef, abi::FuncRef::instance);
  callee->setName("callee.instance");
  return {code, &ml.referenceSignature(call.type), callee, type,
          ml.facts.mayGrow(call)};
}

void FunctionLowering::callRef(const Instr &in, Tail tail) {
  Value *ref = pop();
  trapIf(b.CreateIsNull(ref), SINTER_TRAP_NullFunctionReference);
  emitCall(loadTarget(ref, {IndirectCall::noTable, in.index}), in.index, tail);
}

// ---- through a table ----

void FunctionLowering::callIndirect(const Instr &in, Tail tail) {
  IndirectCall call{in.index2, in.index};
  Value *index = pop();
  const TableFacts &table = ml.facts.tables[call.table];
  ArrayRef<uint32_t> slots = table.slotsOfType(call.type);
  auto isImported = [&](uint32_t slot) {
    return wasm.functions[table.slots[slot]].import.has_value();
  };
  if (!table.known || any_of(slots, isImported))
    return callSlot(call, index, tail);
  SmallVector<uint32_t, 8> callees;
  for (uint32_t slot : slots)
    if (callees.size() <= MaxDirectCallees &&
        !is_contained(callees, table.slots[slot]))
      callees.push_back(table.slots[slot]);
  if (callees.size() <= MaxDirectCallees && slots.size() <= MaxCases)
    return callOneOf(call, index, callees, tail);
  if (fitsArray(ml, call))
    return callFromArray(call, index, tail);
  callSlot(call, index, tail);
}

/// The general way.
void FunctionLowering::callSlot(const IndirectCall &call, Value *index,
                                Tail tail) {
  Value *slot = slotAddress(call.table, index, SINTER_TRAP_UndefinedElement);
  CallTarget target = loadTarget(slot, call);
  checkType(target.type, call.type, tableType(call.table).elem);
  emitCall(target, call.type, tail);
}

/// Traps unless a function of this type, from a table of `elem`, has type
/// `expected` or one below it. Usually the descriptors have the same address;
/// those of other modules, and subtypes, are compared out of the way.
void FunctionLowering::checkType(Value *type, uint32_t expected, ValType elem) {
  if (wasm.isSubtype(elem.heap(), {HeapKind::Concrete, expected})) {
    if (elem.nullable())
      trapIf(b.CreateIsNull(type), SINTER_TRAP_UninitializedElement);
    return;
  }
  Constant *descriptor = ml.typeDescriptor(expected);
  BasicBlock *compare = newBlock("type.compare"), *match = newBlock("match");
  b.CreateCondBr(b.CreateICmpEQ(type, descriptor), match, compare,
                 MDBuilder(context).createLikelyBranchWeights());
  b.SetInsertPoint(compare);
  trapIf(b.CreateIsNull(type), SINTER_TRAP_UninitializedElement);
  Value *same = callRuntime(ml.abi.type_matches, {type, descriptor});
  trapIf(b.CreateIsNull(same), SINTER_TRAP_IndirectCallTypeMismatch);
  b.CreateBr(match);
  startBlock(match);
}

// ---- through a table whose contents are known ----

/// Ends the current block with the trap for an index of which only is known
/// that the slot cannot be called.
void FunctionLowering::trapForSlot(uint32_t table, Value *index) {
  callRuntime(ml.tableTrap(table), {address64(index), instance()});
  b.CreateUnreachable();
}

/// A switch over all slots that can be called, to `callees`.
void FunctionLowering::callOneOf(const IndirectCall &call, Value *index,
                                 ArrayRef<uint32_t> callees, Tail tail) {
  const TableFacts &table = ml.facts.tables[call.table];
  BasicBlock *wrong = newBlock("wrong.slot");
  SwitchInst *choice = b.CreateSwitch(index, wrong, callees.size());
  b.SetInsertPoint(wrong);
  trapForSlot(call.table, index);
  DenseMap<uint32_t, BasicBlock *> arms;
  for (uint32_t slot : table.slotsOfType(call.type)) {
    BasicBlock *&arm = arms[table.slots[slot]];
    if (!arm)
      arm = newBlock("callee");
    choice->addCase(ConstantInt::get(cast<IntegerType>(index->getType()), slot),
                    arm);
  }
  // The last arm may only be reached from the switch, which knows no weights
  // but these.
  SmallVector<uint32_t, 9> weights(choice->getNumCases() + 1, 1 << 20);
  weights[0] = 1;
  choice->setMetadata(LLVMContext::MD_prof,
                      MDBuilder(context).createBranchWeights(weights));
  if (callees.empty())
    return die();
  emitArms(callees, arms, call.type, tail);
}

/// A direct call in each arm; the results meet behind them.
void FunctionLowering::emitArms(ArrayRef<uint32_t> callees,
                                const DenseMap<uint32_t, BasicBlock *> &arms,
                                uint32_t typeIndex, Tail tail) {
  const FuncType &type = wasm.types[typeIndex].func;
  BasicBlock *join = tail == Tail::No && callees.size() > 1
                         ? joinBlock(type.results, "called")
                         : nullptr;
  SmallVector<Value *, 32> before = stack;
  for (uint32_t callee : callees) {
    BasicBlock *arm = arms.lookup(callee);
    stack = before;
    startBlock(arm);
    emitCall(ml.callTarget(b, instance(), callee), typeIndex, tail);
    if (!join)
      continue;
    auto result = stack.end() - type.results.size();
    for (PHINode &phi : join->phis())
      phi.addIncoming(*result++, b.GetInsertBlock());
    b.CreateBr(join);
  }
  if (!join)
    return;
  stack.truncate(stack.size() - type.results.size());
  startBlock(join);
  for (PHINode &phi : join->phis())
    push(&phi);
}

/// One comparison covers the slots before, between and behind those of the
/// type, but for the ones between: those trap when called.
void FunctionLowering::callFromArray(const IndirectCall &call, Value *index,
                                     Tail tail) {
  ArrayRef<uint32_t> slots = ml.facts.tables[call.table].slotsOfType(call.type);
  uint32_t first = slots.front(), count = slots.back() - first + 1;
  Value *at = b.CreateSub(index, ConstantInt::get(index->getType(), first));
  Value *wrongSlot =
      b.CreateICmpUGE(at, ConstantInt::get(index->getType(), count), "wrong");
  BasicBlock *wrong = newBlock("wrong.slot"), *next = newBlock("cont");
  b.CreateCondBr(wrongSlot, wrong, next,
                 MDBuilder(context).createUnlikelyBranchWeights());
  b.SetInsertPoint(wrong);
  trapForSlot(call.table, index);
  b.SetInsertPoint(next);
  LoadInst *code = b.CreateLoad(
      ml.ptr, b.CreateInBoundsGEP(ml.ptr, ml.slotCodes(call), address64(at)),
      "code");
  ml.abi.tag(code, Alias::Const);
  Value *self = ml.options.oneInstance ? PoisonValue::get(ml.ptr) : instance();
  emitCall({code,
            &ml.functionSignature(ml.facts.tables[call.table].slots[first]),
            self, nullptr, ml.facts.mayGrow(call)},
           call.type, tail);
}

} // namespace sinter
