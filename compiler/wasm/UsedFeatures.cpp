//===- UsedFeatures.cpp - which features a module uses --------------------===//
//
// For `sinter inspect`. Instructions tell by their row of the opcode table,
// declarations and immediates by the types and indices in them. This reads all
// bodies once more, so that validation does not pay for what is rarely asked.
//
//===----------------------------------------------------------------------===//
#include "Instr.h"
#include "Reader.h"
#include "TypeReader.h"
#include "Validator.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

class FeatureScan {
public:
  explicit FeatureScan(const Module &m) : m(m) {}

  FeatureSet run();

private:
  void use(Feature f, bool when = true) {
    if (when)
      used.set(f);
  }
  void heap(HeapType t);
  void type(ValType t);
  void declarations();
  void typeSection();
  void segments();
  void body(const Function &f);
  void instr(const Instr &in);

  const Module &m;
  FeatureSet used;
};

FeatureSet FeatureScan::run() {
  use(Feature::Mvp);
  declarations();
  typeSection();
  segments();
  for (const Function &f : m.functions)
    if (!f.import)
      body(f);
  return used;
}

void FeatureScan::heap(HeapType t) {
  switch (t.kind) {
  case HeapKind::Func:
  case HeapKind::Extern:
    return;
  case HeapKind::Exn:
  case HeapKind::NoExn:
    return use(Feature::Exceptions);
  case HeapKind::Concrete:
    return use(Feature::FunctionReferences);
  default:
    return use(Feature::Gc);
  }
}

void FeatureScan::type(ValType t) {
  use(Feature::Simd, t.isVec());
  if (!t.isRef())
    return;
  use(Feature::ReferenceTypes);
  use(Feature::FunctionReferences, !t.nullable());
  heap(t.heap());
}

void FeatureScan::typeSection() {
  for (const SubType &t : m.types) {
    use(Feature::Gc, t.kind != CompositeKind::Func || !t.isFinal || t.super ||
                         t.groupSize > 1);
    use(Feature::MultiValue, t.func.results.size() > 1);
    for (ValType v : t.func.params)
      type(v);
    for (ValType v : t.func.results)
      type(v);
    for (const FieldType &f : t.fields)
      type(f.type);
  }
}

void FeatureScan::declarations() {
  use(Feature::ReferenceTypes, m.tables.size() > 1);
  use(Feature::MultiMemory, m.memories.size() > 1);
  use(Feature::Exceptions, !m.tags.empty());
  use(Feature::BulkMemory, m.hasDataCount);
  for (const Table &t : m.tables) {
    use(Feature::Memory64, t.type.limits.is64);
    use(Feature::FunctionReferences, !t.init.bytes.empty());
    if (t.type.elem != ValType::funcref())
      type(t.type.elem);
  }
  for (const Memory &t : m.memories) {
    use(Feature::Memory64, t.type.limits.is64);
    use(Feature::Threads, t.type.limits.shared);
    use(Feature::CustomPageSizes, t.type.pageShift != 16);
  }
  for (const Global &g : m.globals) {
    type(g.type.type);
    use(Feature::MutableGlobals, g.import && g.type.isMutable);
    visitConstExpr(m, g.init, [&](const Instr &in) {
      instr(in);
      use(Feature::ExtendedConst, opInfo(in.op).in.size() == 2);
    });
  }
  for (const Export &e : m.exports)
    use(Feature::MutableGlobals,
        e.kind == ExternKind::Global && m.globals[e.index].type.isMutable);
}

void FeatureScan::segments() {
  auto offset = [&](const ConstExpr &e) {
    visitConstExpr(m, e, [&](const Instr &in) {
      instr(in);
      use(Feature::ExtendedConst, opInfo(in.op).in.size() == 2);
    });
  };
  for (const ElemSegment &s : m.elems) {
    use(Feature::BulkMemory, s.mode != SegmentMode::Active);
    use(Feature::ReferenceTypes, !s.exprs.empty());
    offset(s.offset);
    for (const ConstExpr &e : s.exprs)
      offset(e);
  }
  for (const DataSegment &s : m.datas) {
    use(Feature::BulkMemory, s.mode != SegmentMode::Active);
    offset(s.offset);
  }
}

void FeatureScan::body(const Function &f) {
  Reader r(f.body);
  for (uint32_t n = r.count("local declarations", UINT32_MAX, 2); n-- && r;) {
    r.u32();
    type(readValType(r, m));
  }
  Instr in;
  while (!r.done()) {
    decodeInstr(r, m, in);
    if (r)
      instr(in);
  }
}

void FeatureScan::instr(const Instr &in) {
  const OpInfo &info = opInfo(in.op);
  used.set(info.feature);
  switch (info.imm) {
  case Imm::Block:
  case Imm::TryTable:
    use(Feature::MultiValue, in.block.kind == BlockType::Index);
    if (in.block.kind == BlockType::Value)
      type(in.block.value);
    return;
  case Imm::SelectTypes:
    for (ValType t : in.types)
      type(t);
    return;
  case Imm::RefNull:
    return type(in.type);
  default:
    return;
  }
}

} // namespace

FeatureSet usedFeatures(const Module &m) { return FeatureScan(m).run(); }

} // namespace sinter::wasm
