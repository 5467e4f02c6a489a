//===- TypeReader.cpp - types in binary form ------------------------------===//
//
// One table says what each type byte means, as a value type and as a heap
// type, and which feature it belongs to.
//
//===----------------------------------------------------------------------===//
#include "TypeReader.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

struct TypeByte {
  uint8_t byte;
  ValType type;
  Feature feature;
};

constexpr ValType nullRef(HeapKind k) { return ValType::ref({k}, true); }

constexpr TypeByte typeBytes[] = {
    {0x7f, ValType::I32, Feature::Mvp},
    {0x7e, ValType::I64, Feature::Mvp},
    {0x7d, ValType::F32, Feature::Mvp},
    {0x7c, ValType::F64, Feature::Mvp},
    {0x7b, ValType::V128, Feature::Simd},
    {0x74, nullRef(HeapKind::NoExn), Feature::Exceptions},
    {0x73, nullRef(HeapKind::NoFunc), Feature::Gc},
    {0x72, nullRef(HeapKind::NoExtern), Feature::Gc},
    {0x71, nullRef(HeapKind::None), Feature::Gc},
    {0x70, nullRef(HeapKind::Func), Feature::ReferenceTypes},
    {0x6f, nullRef(HeapKind::Extern), Feature::ReferenceTypes},
    {0x6e, nullRef(HeapKind::Any), Feature::Gc},
    {0x6d, nullRef(HeapKind::Eq), Feature::Gc},
    {0x6c, nullRef(HeapKind::I31), Feature::Gc},
    {0x6b, nullRef(HeapKind::Struct), Feature::Gc},
    {0x6a, nullRef(HeapKind::Array), Feature::Gc},
    {0x69, nullRef(HeapKind::Exn), Feature::Exceptions},
};

constexpr uint8_t refByte = 0x64, nullableRefByte = 0x63, emptyBlock = 0x40;

const TypeByte *find(uint8_t b) {
  for (const TypeByte &t : typeBytes)
    if (t.byte == b)
      return &t;
  return nullptr;
}

/// The type of a single byte, or null with the error set.
const TypeByte *readTypeByte(Reader &r, const Module &m, const char *message) {
  uint64_t at = r.offset();
  uint8_t b = r.u8();
  const TypeByte *t = find(b);
  if (!t) {
    r.malformed(at, Twine(message) + ": 0x" + Twine::utohexstr(b));
    return nullptr;
  }
  if (!m.features.has(t->feature))
    requireFeature(r, m, t->feature, at, toString(t->type));
  return t;
}

/// The rest of (ref ht) and (ref null ht).
ValType readTypedRef(Reader &r, const Module &m) {
  uint64_t at = r.offset();
  bool nullable = r.u8() == nullableRefByte;
  requireFeature(r, m, Feature::FunctionReferences, at, "a typed reference");
  return ValType::ref(readHeapType(r, m), nullable);
}

ValType readValType(Reader &r, const Module &m, const char *message) {
  if (r.peek() == refByte || r.peek() == nullableRefByte)
    return readTypedRef(r, m);
  const TypeByte *t = readTypeByte(r, m, message);
  return t ? t->type : ValType();
}

uint32_t canonical(Reader &r, const Module &m, uint64_t at, uint64_t index) {
  if (index < m.types.size())
    return m.types[index].canonical;
  r.invalid(at, "unknown type " + Twine(index));
  return 0;
}

} // namespace

void requireFeature(Reader &r, const Module &m, Feature f, uint64_t at,
                    const Twine &what) {
  if (m.features.has(f))
    return;
  StringRef text = featureInfo(f).text;
  r.malformed(at, what + " needs the feature " + text +
                      ", which is off (turn "
                      "it on with --enable=" +
                      text + ")");
}

ValType readValType(Reader &r, const Module &m) {
  return readValType(r, m, "malformed value type");
}

ValType readRefType(Reader &r, const Module &m) {
  uint64_t at = r.offset();
  // A single type of tables needs no feature: funcref is in Wasm 1.0.
  if (r.peek() == 0x70) {
    r.u8();
    return ValType::funcref();
  }
  ValType t = readValType(r, m, "malformed reference type");
  if (!t.isRef())
    r.malformed(at, "malformed reference type: " + toString(t));
  return t;
}

HeapType readHeapType(Reader &r, const Module &m) {
  uint64_t at = r.offset();
  uint8_t b = r.peek();
  if (b >= 0x80 || b < 0x40) {
    int64_t index = r.s33();
    if (index < 0)
      r.malformed(at, "malformed heap type: " + Twine(index));
    if (!r)
      return {};
    requireFeature(r, m, Feature::FunctionReferences, at, "a concrete type");
    return {HeapKind::Concrete, canonical(r, m, at, index)};
  }
  const TypeByte *t = readTypeByte(r, m, "malformed heap type");
  if (t && !t->type.isRef())
    r.malformed(at, "malformed heap type: " + toString(t->type));
  return r ? t->type.heap() : HeapType();
}

BlockType readBlockType(Reader &r, const Module &m) {
  BlockType block;
  uint64_t at = r.offset();
  uint8_t b = r.peek();
  if (b == emptyBlock) {
    r.u8();
  } else if (b > emptyBlock && b < 0x80) {
    block.kind = BlockType::Value;
    block.value = readValType(r, m, "malformed block type");
  } else {
    block.kind = BlockType::Index;
    int64_t index = r.s33();
    if (index < 0)
      r.malformed(at, "malformed block type: " + Twine(index));
    if (r)
      requireFeature(r, m, Feature::MultiValue, at, "a block's type index");
    if (r)
      block.index = canonical(r, m, at, index);
    if (r && m.types[block.index].kind != CompositeKind::Func)
      r.invalid(at, "unknown type " + Twine(index) + " of a function");
  }
  return block;
}

uint32_t readTypeIndex(Reader &r, const Module &m) {
  uint64_t at = r.offset();
  uint32_t index = r.u32();
  return r ? canonical(r, m, at, index) : 0;
}

uint32_t readFuncTypeIndex(Reader &r, const Module &m) {
  uint64_t at = r.offset();
  uint32_t index = readTypeIndex(r, m);
  if (r && m.types[index].kind != CompositeKind::Func)
    r.invalid(at, "unknown type of a function: type " + Twine(index) +
                      " is not a function type");
  return r ? index : 0;
}

} // namespace sinter::wasm
