//===- TypeIdentity.cpp - equality and subtyping of types -----------------===//
//
// See TypeIdentity.h for identity. Subtyping is Spec 3.3: abstract heap types
// form a fixed lattice, concrete ones a forest in which every type knows its
// depth, so that one walk upwards of at most 63 steps decides.
//
//===----------------------------------------------------------------------===//
#include "TypeIdentity.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/SHA256.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

/// Writes the closed form of one group.
class ClosedForm {
public:
  ClosedForm(const Module &m, uint32_t start) : m(m), start(start) {}

  ArrayRef<uint8_t> bytes() const { return out; }

  void add(const SubType &t) {
    byte(uint8_t(t.kind));
    byte(t.isFinal);
    byte(t.super.has_value());
    if (t.super)
      reference(*t.super);
    add(t.func.params);
    add(t.func.results);
    word(t.fields.size());
    for (const FieldType &f : t.fields) {
      add(f.type);
      byte(f.packedBits);
      byte(f.isMutable);
    }
  }

private:
  void byte(uint8_t b) { out.push_back(b); }

  void word(uint32_t w) {
    uint8_t buffer[4];
    support::endian::write32le(buffer, w);
    out.append(buffer, buffer + 4);
  }

  void add(const std::vector<ValType> &types) {
    word(types.size());
    for (ValType t : types)
      add(t);
  }

  void add(ValType t) {
    byte(t.kind());
    if (!t.isRef())
      return;
    byte(t.nullable());
    byte(uint8_t(t.heap().kind));
    if (t.heap().kind == HeapKind::Concrete)
      reference(t.heap().index);
  }

  void reference(uint32_t index) {
    bool inside = index >= start;
    byte(inside);
    if (!inside) {
      const auto &hash = m.groupHashes[m.types[index].group];
      out.append(hash.begin(), hash.end());
    }
    word(index - (inside ? start : m.types[index].groupStart));
  }

  const Module &m;
  uint32_t start;
  SmallVector<uint8_t, 256> out;
};

/// Moves references into the group at `from` to the equal group at `to`.
struct GroupMove {
  uint32_t from, to;

  uint32_t operator()(uint32_t index) const {
    return index >= from ? index - from + to : index;
  }
  ValType operator()(ValType t) const {
    if (!t.isRef() || t.heap().kind != HeapKind::Concrete)
      return t;
    return ValType::ref({HeapKind::Concrete, (*this)(t.heap().index)},
                        t.nullable());
  }
  void apply(SubType &t) const {
    if (t.super)
      t.super = (*this)(*t.super);
    for (ValType &p : t.func.params)
      p = (*this)(p);
    for (ValType &r : t.func.results)
      r = (*this)(r);
    for (FieldType &f : t.fields)
      f.type = (*this)(f.type);
  }
};

} // namespace

void TypeIdentity::closeGroup(uint32_t start) {
  ClosedForm form(m, start);
  for (uint32_t i = start; i != m.types.size(); ++i)
    form.add(m.types[i]);
  auto hash = SHA256::hash(form.bytes());
  m.groupHashes.push_back(hash);

  StringRef key(reinterpret_cast<const char *>(hash.data()), hash.size());
  uint32_t first = firstWithHash.try_emplace(key, start).first->second;
  GroupMove move{start, first};
  for (uint32_t i = start; i != m.types.size(); ++i) {
    SubType &t = m.types[i];
    t.groupStart = start;
    t.groupSize = m.types.size() - start;
    t.group = m.groupHashes.size() - 1;
    t.canonical = move(i);
    if (first != start)
      move.apply(t);
  }
}

std::array<uint8_t, 32> Module::typeHash(uint32_t typeIndex) const {
  const SubType &t = types[typeIndex];
  std::array<uint8_t, 36> closed;
  std::copy(groupHashes[t.group].begin(), groupHashes[t.group].end(),
            closed.begin());
  support::endian::write32le(closed.data() + 32, typeIndex - t.groupStart);
  return SHA256::hash(closed);
}

// Spec: 3.3.2, the part without type indices.
static bool isAbstractSubtype(HeapKind sub, HeapKind super) {
  switch (sub) {
  case HeapKind::NoFunc:
    return super == HeapKind::Func;
  case HeapKind::NoExtern:
    return super == HeapKind::Extern;
  case HeapKind::NoExn:
    return super == HeapKind::Exn;
  case HeapKind::Eq:
    return super == HeapKind::Any;
  case HeapKind::I31:
  case HeapKind::Struct:
  case HeapKind::Array:
    return super == HeapKind::Eq || super == HeapKind::Any;
  case HeapKind::None:
    return super == HeapKind::Any || super == HeapKind::Eq ||
           super == HeapKind::I31 || super == HeapKind::Struct ||
           super == HeapKind::Array;
  default:
    return false;
  }
}

static HeapKind abstractOf(CompositeKind k) {
  switch (k) {
  case CompositeKind::Func:
    return HeapKind::Func;
  case CompositeKind::Struct:
    return HeapKind::Struct;
  case CompositeKind::Array:
    return HeapKind::Array;
  }
  llvm_unreachable("all kinds are above");
}

static bool isConcreteSubtype(const Module &m, uint32_t sub, uint32_t super) {
  uint32_t depth = m.types[super].depth;
  while (m.types[sub].depth > depth)
    sub = *m.types[sub].super;
  return sub == super;
}

bool Module::isSubtype(HeapType sub, HeapType super) const {
  if (sub == super || sub.kind == HeapKind::Bottom)
    return true;
  bool concreteSub = sub.kind == HeapKind::Concrete;
  if (super.kind == HeapKind::Concrete) {
    if (concreteSub)
      return isConcreteSubtype(*this, sub.index, super.index);
    return sub.kind == (types[super.index].kind == CompositeKind::Func
                            ? HeapKind::NoFunc
                            : HeapKind::None);
  }
  HeapKind kind = concreteSub ? abstractOf(types[sub.index].kind) : sub.kind;
  return kind == super.kind || isAbstractSubtype(kind, super.kind);
}

bool Module::isSubtype(ValType sub, ValType super) const {
  if (sub == super || sub.isBottom())
    return true;
  if (!sub.isRef() || !super.isRef())
    return false;
  return (!sub.nullable() || super.nullable()) &&
         isSubtype(sub.heap(), super.heap());
}

// Spec: 3.3.7 and 3.3.8. Immutable fields may narrow, mutable ones may not.
static bool isFieldSubtype(const Module &m, FieldType sub, FieldType super) {
  if (sub.isMutable != super.isMutable || sub.packedBits != super.packedBits)
    return false;
  return sub.isMutable ? sub.type == super.type
                       : m.isSubtype(sub.type, super.type);
}

static bool areSubtypes(const Module &m, const std::vector<ValType> &sub,
                        const std::vector<ValType> &super) {
  return std::equal(sub.begin(), sub.end(), super.begin(), super.end(),
                    [&](ValType a, ValType b) { return m.isSubtype(a, b); });
}

static bool isCompositeSubtype(const Module &m, const SubType &sub,
                               const SubType &super) {
  if (sub.kind != super.kind)
    return false;
  if (sub.kind == CompositeKind::Func)
    return areSubtypes(m, super.func.params, sub.func.params) &&
           areSubtypes(m, sub.func.results, super.func.results);
  if (sub.fields.size() < super.fields.size())
    return false;
  return std::equal(
      super.fields.begin(), super.fields.end(), sub.fields.begin(),
      [&](FieldType p, FieldType s) { return isFieldSubtype(m, s, p); });
}

std::string explainBadSupertype(const Module &m, uint32_t index) {
  const SubType &sub = m.types[index];
  const SubType &super = m.types[*sub.super];
  std::string pair = "sub type " + std::to_string(index) +
                     " does not match super type " + std::to_string(*sub.super);
  if (super.isFinal)
    return pair + ", which is final";
  if (!isCompositeSubtype(m, sub, super))
    return pair;
  return "";
}

} // namespace sinter::wasm
