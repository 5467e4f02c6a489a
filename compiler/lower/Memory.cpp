//===- Memory.cpp - linear memory: the sandbox ----------------------------===//
//
// A Wasm address becomes a pointer in heapAddress() (an access of a few bytes)
// or in heapRange() (bulk operations), after an explicit check against the
// memory's size. There are no guard pages behind these checks: an error here is
// a hole in the sandbox.
//
// With --bounds-checks=guard there are (runtime-support/guard.c), and a load or
// store whose address and offset cannot reach beyond them is not checked. What
// traps is then the access itself, so LLVM has to keep each one, in its place:
// they are volatile (Abi::keep).
//
// Why the code looks like this:
//  - Sizes and ends are computed in 64 bits, where the sum of a 32-bit address,
//    a 32-bit offset and a width cannot wrap. The check `address + (offset +
//    bytes) > size` keeps the offset on the left, so that LLVM drops a check
//    that another one with the same address dominates.
//  - An access through a local that has passed a check which includes its own
//    is not checked again (KnownValues.h): no memory shrinks.
//  - base and size are loaded for each access, or behind each call and join
//    (KnownValues.h), with alias classes that no store to linear memory belongs
//    to. LLVM keeps them in registers where that is right; nothing here has to
//    know which calls may grow a memory.
//  - The size has a !range: see MemoryLimits.h.
//  - Accesses are plain and aligned to 1: the alignment of the text is a hint.
//    No `inbounds`: LLVM must not conclude from an address that it is in range.
//    `nuw` stands only on sums that cannot wrap once the check has passed.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"
#include "MemoryLimits.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

const MemoryType &FunctionLowering::memoryType(uint32_t memory) const {
  return wasm.memories[memory].type;
}

Value *FunctionLowering::memoryObject(uint32_t memory) {
  return ml.memory(b, instance(), memory);
}

/// What `load` gives, or gave before if no memory can have grown since then.
Value *FunctionLowering::remembered(uint32_t memory, MemoryField field,
                                    function_ref<Value *()> load) {
  size_t slot = 2 * size_t(memory) + size_t(field);
  Value *v = recall(slot, lastCall);
  if (v)
    return v;
  v = load();
  known.set(slot, v);
  return v;
}

/// In a self-contained executable it becomes part of the instructions.
Value *FunctionLowering::memoryBase(uint32_t memory) {
  if (ml.hasFixedBase(memory))
    return ml.fixedMemoryBase();
  return remembered(memory, MemoryField::Base, [&] {
    LoadInst *base = ml.loadOfMemory(b, instance(), memory, abi::Memory::base);
    base->setName("mem.base");
    return base;
  });
}

/// Size in bytes: a constant if nobody can grow the memory.
Value *FunctionLowering::memorySize(uint32_t memory) {
  const MemoryType &type = memoryType(memory);
  uint64_t cap = wasm.memories[memory].import ? importedMemoryCapBytes(type)
                                              : memoryCapBytes(type);
  uint64_t min = memoryMinBytes(type);
  if (min >= cap || !ml.facts.memoryGrows[memory])
    return b.getInt64(min);
  return remembered(memory, MemoryField::Size, [&] {
    LoadInst *size = ml.loadOfMemory(b, instance(), memory, abi::Memory::size);
    size->setName("mem.size");
    if (!ml.options.optimizeNone)
      size->setMetadata(
          LLVMContext::MD_range,
          MDBuilder(context).createRange(APInt(64, min), APInt(64, cap + 1)));
    return size;
  });
}

Value *FunctionLowering::address64(Value *index) {
  return b.CreateZExt(index, ml.i64);
}

//===----------------------------------------------------------------------===//
//
//     THE SANDBOX.  heapAddress() is the only function that turns a Wasm
//     address into a pointer for loads and stores, and accessFails() is its
//     check. heapRange() further below does the same for bulk operations.
//     Nothing else in the compiler may do it. When you change them, ask of each
//     line: what if the address is 2^32 - 1, or 2^64 - 1? The offset 2^64 - 1?
//     The memory empty, or at its cap?
//
//===----------------------------------------------------------------------===//

Value *FunctionLowering::heapAddress(const MemArg &arg, Value *index,
                                     uint64_t bytes) {
  Value *ea = address64(index);
  if (!guardPagesStop(arg, bytes) && !wasChecked(arg, index, bytes))
    if (Value *fails = accessFails(arg, ea, bytes)) {
      trapIf(fails, SINTER_TRAP_MemoryOutOfBounds);
      noteCheck(arg, index, bytes);
    }
  Value *base = memoryBase(arg.memory);
  // After the check address + offset <= size <= 2^40: no wrap, of either sign.
  // Without one both are below 2^33.
  if (arg.offset != 0)
    ea = b.CreateAdd(ea, b.getInt64(arg.offset), "ea", /*NUW=*/true,
                     /*NSW=*/true);
  return b.CreateGEP(b.getInt8Ty(), base, ea, "ptr");
}

/// Whether a check that this one includes has passed: no memory shrinks.
bool FunctionLowering::wasChecked(const MemArg &arg, Value *index,
                                  uint64_t bytes) const {
  std::optional<uint32_t> local = localWith(index);
  Value *reach =
      local && arg.memory == 0 ? known.get(reachSlot(*local)) : nullptr;
  uint64_t most = reach ? cast<ConstantInt>(reach)->getZExtValue() : 0;
  return bytes <= most && arg.offset <= most - bytes;
}

void FunctionLowering::noteCheck(const MemArg &arg, Value *index,
                                 uint64_t bytes) {
  std::optional<uint32_t> local = localWith(index);
  if (local && arg.memory == 0)
    known.set(reachSlot(*local), b.getInt64(arg.offset + bytes));
}

/// Whether the access, at any 32-bit address, stays in the address space that
/// the runtime reserves for the memory.
bool FunctionLowering::guardPagesStop(const MemArg &arg, uint64_t bytes) const {
  static_assert(SINTER_GUARD_RESERVATION ==
                (uint64_t(1) << 32) + SINTER_GUARD_REACH);
  return ml.hasGuardPages(arg.memory) && arg.offset <= SINTER_GUARD_REACH &&
         bytes <= SINTER_GUARD_REACH - arg.offset;
}

/// Whether not all `bytes` at `address` + offset exist. Null if they always do.
Value *FunctionLowering::accessFails(const MemArg &arg, Value *address,
                                     uint64_t bytes) {
  const MemoryType &type = memoryType(arg.memory);
  if (arg.offset > maxMemoryBytes - bytes) // no memory is that large
    return b.getTrue();
  uint64_t reach = arg.offset + bytes; // at most 2^40
  uint64_t min = memoryMinBytes(type);
  if (auto *constant = dyn_cast<ConstantInt>(address))
    if (reach <= min && constant->getZExtValue() <= min - reach)
      return nullptr;
  if (!type.limits.is64) {
    // Below 2^32 + 2^40: cannot wrap. The size comes next to the comparison,
    // of which its load can then be a part.
    Value *end = b.CreateAdd(address, b.getInt64(reach), "end", /*NUW=*/true,
                             /*NSW=*/true);
    return b.CreateICmpUGT(end, memorySize(arg.memory), "oob");
  }
  Value *size = memorySize(arg.memory);
  // The address is any 64-bit number: compare it with size - reach, when there
  // is such a number.
  Value *last = b.CreateSub(size, b.getInt64(reach), "last",
                            /*NUW=*/reach <= min);
  Value *beyond = b.CreateICmpUGT(address, last, "oob");
  if (reach <= min)
    return beyond;
  return b.CreateOr(b.CreateICmpULT(size, b.getInt64(reach)), beyond, "oob");
}

/// Whether at + count > limit. `at` and `count` are i32 or i64, unsigned.
Value *FunctionLowering::rangeFails(Value *at, Value *count, Value *limit) {
  bool narrow = at->getType() == ml.i32 && count->getType() == ml.i32;
  at = address64(at);
  count = address64(count);
  if (narrow) {
    Value *end = b.CreateAdd(at, count, "end", /*NUW=*/true, /*NSW=*/true);
    return b.CreateICmpUGT(end, limit, "oob");
  }
  // The difference may wrap, but then the first comparison has failed.
  Value *tooMany = b.CreateICmpUGT(count, limit);
  Value *tooFar = b.CreateICmpUGT(at, b.CreateSub(limit, count));
  return b.CreateOr(tooMany, tooFar, "oob");
}

/// Pointer to `count` bytes at `at`; traps when they do not all exist.
Value *FunctionLowering::heapRange(uint32_t memory, Value *at, Value *count) {
  trapIf(rangeFails(at, count, memorySize(memory)),
         SINTER_TRAP_MemoryOutOfBounds);
  Value *base = memoryBase(memory);
  return b.CreateGEP(b.getInt8Ty(), base, address64(at), "ptr");
}

// ---- loads and stores ----

Value *FunctionLowering::heapLoad(const MemArg &arg, Value *index, Type *type) {
  uint64_t bytes = ml.ir.getDataLayout().getTypeStoreSize(type);
  LoadInst *load = b.CreateAlignedLoad(type, heapAddress(arg, index, bytes),
                                       Align(1), "value");
  ml.abi.tag(load, Alias::Heap);
  if (!ml.options.optimizeNone)
    load->setMetadata(LLVMContext::MD_noundef, MDNode::get(context, {}));
  return load;
}

void FunctionLowering::heapStore(const MemArg &arg, Value *index,
                                 Value *value) {
  uint64_t bytes = ml.ir.getDataLayout().getTypeStoreSize(value->getType());
  Value *address = heapAddress(arg, index, bytes);
  ml.abi.tag(b.CreateAlignedStore(value, address, Align(1)), Alias::Heap);
}

void FunctionLowering::load(const Instr &in, char type, unsigned bytes,
                            Ext ext) {
  Type *result = letterType(type);
  Type *inMemory = ext == Ext::None ? result : b.getIntNTy(bytes * 8);
  Value *v = heapLoad(in.mem, pop(), inMemory);
  if (ext != Ext::None)
    v = ext == Ext::Sext ? b.CreateSExt(v, result) : b.CreateZExt(v, result);
  push(v);
}

void FunctionLowering::store(const Instr &in, unsigned bytes) {
  auto [index, value] = pop2();
  if (value->getType()->isIntegerTy())
    value = b.CreateTrunc(value, b.getIntNTy(bytes * 8));
  heapStore(in.mem, index, value);
}

// ---- whole memories ----

/// A number of pages or elements as the address type has it; the runtime's
/// UINT64_MAX becomes -1.
Value *FunctionLowering::fromU64(Value *v, const Limits &limits) {
  return limits.is64 ? v : b.CreateTrunc(v, ml.i32);
}

void FunctionLowering::memorySizeOp(const Instr &in) {
  const MemoryType &type = memoryType(in.index);
  Value *pages = b.CreateLShr(memorySize(in.index), type.pageShift);
  push(fromU64(pages, type.limits));
}

void FunctionLowering::memoryGrow(const Instr &in) {
  Value *delta = address64(pop());
  Value *old = callRuntime(ml.abi.memory_grow, {memoryObject(in.index), delta});
  push(fromU64(old, memoryType(in.index).limits));
}

void FunctionLowering::memoryFill(const Instr &in) {
  Value *count = pop();
  auto [at, byte] = pop2();
  Value *to = heapRange(in.index, at, count);
  byte = b.CreateTrunc(byte, b.getInt8Ty());
  ml.abi.tag(b.CreateMemSet(to, byte, address64(count), Align(1)), Alias::Heap);
}

/// Two indices of memories may name one memory (imported twice): always
/// memmove.
void FunctionLowering::memoryCopy(const Instr &in) {
  Value *count = pop();
  auto [toIndex, fromIndex] = pop2();
  Value *to = heapRange(in.index, toIndex, count);
  Value *from = heapRange(in.index2, fromIndex, count);
  ml.abi.tag(b.CreateMemMove(to, Align(1), from, Align(1), address64(count)),
             Alias::Heap);
}

/// A dropped segment has length 0.
void FunctionLowering::memoryInit(const Instr &in) {
  Value *count = pop();
  auto [at, from] = pop2();
  LoadInst *length =
      b.CreateLoad(ml.i64, ml.dataLength(b, instance(), in.index), "length");
  ml.abi.tag(length, Alias::State);
  trapIf(rangeFails(from, count, length), SINTER_TRAP_MemoryOutOfBounds);
  Value *to = heapRange(in.index2, at, count);
  Value *bytes = b.CreateGEP(b.getInt8Ty(), ml.dataBytes(in.index),
                             address64(from), "segment");
  ml.abi.tag(b.CreateMemCpy(to, Align(1), bytes, Align(1), address64(count)),
             Alias::Heap);
}

void FunctionLowering::dataDrop(const Instr &in) {
  Value *length = ml.dataLength(b, instance(), in.index);
  ml.abi.tag(b.CreateStore(b.getInt64(0), length), Alias::State);
}

} // namespace sinter
