//===- World.cpp - an instance and its memories, made up ------------------===//
#include "World.h"
#include "lower/Abi.h"
#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace sinter::fuzz {

// Bit 60: the instance; 59: objects of memories; 58: variables; below: memory n
// around (2 n + 1) * 2^48.
static constexpr uint64_t instanceAt = uint64_t(1) << 60,
                          objectsAt = uint64_t(1) << 59, objectBytes = 4096,
                          variablesAt = uint64_t(1) << 58,
                          apart = uint64_t(1) << 49;

Sizes promisedSizes(const Module &m, const Memories &memories) {
  Sizes all;
  for (auto [index, memory] : enumerate(memories.all())) {
    APInt least(64, memory.minimum);
    // Where no code loads it, it is fixed.
    ConstantRange size(least);
    for (const Function &f : m)
      for (const Instruction &i : instructions(f)) {
        if (!isa<LoadInst>(i) || !memories.isSize(&i, index))
          continue;
        if (size.isSingleElement())
          size = ConstantRange(least, APInt(64, uint64_t(1) << 47));
        if (auto *range = i.getMetadata(LLVMContext::MD_range))
          size = size.intersectWith(getConstantRangeFromMetadata(*range));
      }
    all.push_back(size);
  }
  return all;
}

World::World(const Module &m, const Memories &memories, const Sizes &promised,
             uint64_t seed)
    : context(m.getContext()), layout(m.getDataLayout()), memories(memories),
      random(seed), promised(promised), nextFree(variablesAt) {
  for (const ConstantRange &range : promised) {
    uint64_t least = range.getUnsignedMin().getZExtValue();
    uint64_t most = range.getUnsignedMax().getZExtValue();
    uint64_t more = random.pick(
        {uint64_t(0), random.below(100), random.below(1 << 20), most - least});
    sizes.push_back(std::min(least + more, most));
  }
}

// ---- where things are ----

Constant *World::pointer(uint64_t address) const {
  return ConstantExpr::getIntToPtr(
      ConstantInt::get(Type::getInt64Ty(context), address),
      PointerType::get(context, 0));
}

Constant *World::base(unsigned memory) const {
  return pointer(memory * apart + apart / 2);
}

Constant *World::instance() const { return pointer(instanceAt); }

uint64_t World::allocate(uint64_t bytes) {
  uint64_t at = nextFree;
  nextFree += alignTo(bytes + 1, 4096);
  return at;
}

Constant *World::variable(const GlobalValue &v) {
  if (v.getName() == "sinter.instance")
    return instance();
  if (std::optional<unsigned> memory = memories.ofBase(&v))
    return base(*memory);
  auto [it, isNew] = variables.try_emplace(&v, 0);
  if (isNew) {
    auto *variable = dyn_cast<GlobalVariable>(&v);
    it->second = allocate(
        variable ? layout.getTypeAllocSize(variable->getValueType()) : 16);
  }
  return pointer(it->second);
}

bool World::isInMemory(const APInt &address, uint64_t bytes) const {
  uint64_t at = address.getZExtValue(), memory = at / apart;
  if (memory >= sizes.size())
    return false;
  uint64_t start = memory * apart + apart / 2;
  return at >= start && at - start <= sizes[memory] &&
         bytes <= sizes[memory] - (at - start);
}

std::optional<uint64_t> addressOf(const Constant *pointer) {
  if (isa<ConstantPointerNull>(pointer))
    return 0;
  auto *cast = dyn_cast<ConstantExpr>(pointer);
  if (!cast || cast->getOpcode() != Instruction::IntToPtr)
    return std::nullopt;
  auto *n = dyn_cast<ConstantInt>(cast->getOperand(0));
  return n ? std::optional(n->getZExtValue()) : std::nullopt;
}

// ---- what is there ----

/// The field of a memory's object that is at `address`, or the pointer to an
/// object; null if there is something else.
Constant *World::field(uint64_t address) {
  auto *i64 = Type::getInt64Ty(context);
  for (auto [i, m] : enumerate(memories.all())) {
    uint64_t object =
        m.imported ? objectsAt + i * objectBytes : instanceAt + m.offset;
    if (m.imported && address == instanceAt + m.offset)
      return pointer(object);
    if (address == object + offsetof(sinter_Memory, base))
      return base(i);
    if (address == object + offsetof(sinter_Memory, size))
      return ConstantInt::get(i64, sizes[i]);
  }
  return nullptr;
}

uint8_t &World::byte(uint64_t address) {
  auto [it, isNew] = bytes.try_emplace(address, 0);
  if (isNew && random.chance(40))
    it->second = random.bits();
  return it->second;
}

Constant *World::load(uint64_t address, Type *type, const Instruction &by) {
  if (Constant *known = field(address))
    return known->getType() == type ? known : nullptr;
  if (!type->isSized() || type->isAggregateType() ||
      type->getScalarType()->isPointerTy())
    return type->isPointerTy() ? pointer(allocate(1 << 16)) : nullptr;
  const MDNode *range = by.getMetadata(LLVMContext::MD_range);
  uint64_t count = layout.getTypeStoreSize(type);
  bool isNew = none_of(seq(count), [&](uint64_t i) {
    return bytes.find(address + i) != bytes.end();
  });
  if (isNew && type->isIntegerTy() && (range || random.chance(50)))
    store(address,
          range ? invent(getConstantRangeFromMetadata(*range)) : invent(type));
  APInt whole(count * 8, 0);
  for (uint64_t i = 0; i != count; ++i)
    whole.insertBits(byte(address + i), i * 8, 8);
  unsigned bits = layout.getTypeSizeInBits(type);
  auto *n = ConstantInt::get(context, whole.trunc(bits));
  return n->getType() == type
             ? n
             : ConstantFoldCastOperand(Instruction::BitCast, n, type, layout);
}

bool World::store(uint64_t address, Constant *value) {
  Type *type = value->getType();
  if (field(address))
    return false; // not by code that is tested
  if (type->isAggregateType() || type->getScalarType()->isPointerTy())
    return true; // read again, it is something else
  unsigned bits = layout.getTypeSizeInBits(type);
  Constant *n = ConstantFoldCastOperand(
      Instruction::BitCast, value, IntegerType::get(context, bits), layout);
  auto *known = dyn_cast_or_null<ConstantInt>(n);
  if (!known)
    return false;
  uint64_t count = layout.getTypeStoreSize(type);
  APInt whole = known->getValue().zext(count * 8);
  for (uint64_t i = 0; i != count; ++i)
    bytes[address + i] = whole.extractBitsAsZExtValue(8, i * 8);
  return true;
}

void World::copy(uint64_t to, uint64_t from, uint64_t count) {
  std::vector<uint8_t> copied;
  for (uint64_t i = 0; i != count; ++i)
    copied.push_back(byte(from + i));
  for (uint64_t i = 0; i != count; ++i)
    bytes[to + i] = copied[i];
}

void World::fill(uint64_t to, uint8_t value, uint64_t count) {
  for (uint64_t i = 0; i != count; ++i)
    bytes[to + i] = value;
}

void World::change() {
  bytes.clear();
  for (auto [size, range] : zip(sizes, promised))
    if (random.chance(30))
      size = std::min(range.getUnsignedMax().getZExtValue(),
                      size + random.below(1 << 18));
}

// ---- values ----

APInt World::number(unsigned bits) {
  uint64_t size = sizes.empty() ? 0 : random.pickFrom(sizes);
  uint64_t n = random.pick(
      {random.below(8), random.below(300), random.below(size + 1),
       size - random.below(64), size - random.below(12),
       size - random.below(12), size + 4 - random.below(12),
       (uint64_t(1) << 32) - random.below(64), (uint64_t(1) << 31) - 4,
       uint64_t(0) - random.below(300), random.bits() >> random.below(64)});
  return APInt(64, n).zextOrTrunc(bits);
}

Constant *World::invent(Type *type) {
  if (type->isIntegerTy())
    return ConstantInt::get(context, number(type->getIntegerBitWidth()));
  if (type->isPointerTy())
    return pointer(allocate(1 << 16));
  unsigned bits = layout.getTypeSizeInBits(type);
  if (type->isAggregateType() || bits == 0 ||
      type->getScalarType()->isPointerTy())
    return nullptr;
  auto *n =
      ConstantInt::get(context, APInt(64, random.bits()).zextOrTrunc(bits));
  return ConstantFoldCastOperand(Instruction::BitCast, n, type, layout);
}

Constant *World::invent(const ConstantRange &range) {
  unsigned bits = range.getBitWidth();
  APInt n = number(bits), count = range.getUpper() - range.getLower();
  if (!range.contains(n) && !count.isZero())
    n = range.getLower() + n.urem(count);
  return ConstantInt::get(context, n);
}

} // namespace sinter::fuzz
