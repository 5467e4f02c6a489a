//===- InstanceLayout.cpp - where each piece of an instance's state lies --===//
#include "InstanceLayout.h"
#include "ConstExpr.h"

using namespace llvm;
using sinter::wasm::ElemSegment;
using sinter::wasm::Instr;
using sinter::wasm::Op;
using sinter::wasm::SegmentMode;
using sinter::wasm::ValType;

namespace sinter {

namespace {

/// Collects the fields of the instance's struct.
class Fields {
public:
  unsigned add(Type *t) {
    types.push_back(t);
    return types.size() - 1;
  }
  unsigned addArray(Type *t, uint64_t n) { return add(ArrayType::get(t, n)); }
  std::vector<Type *> types;
};

} // namespace

/// The value of each global that no one can change and that does not depend on
/// the instance.
static std::vector<Constant *> knownGlobals(const wasm::Module &m,
                                            const ModuleFacts &facts,
                                            LLVMContext &context) {
  std::vector<Constant *> known(m.globals.size());
  IRBuilder<> b(context); // nothing is inserted: constants fold
  for (auto [i, g] : enumerate(m.globals)) {
    if (g.import || facts.globalChanges[i])
      continue;
    Value *v = evaluateConstExpr(m, g.init, b, [&](const Instr &in) -> Value * {
      return in.op == Op::GlobalGet ? known[in.index] : nullptr;
    });
    known[i] = cast_or_null<Constant>(v);
  }
  return known;
}

/// Storage of a private global. A vector has the alignment of its halves, as
/// in sinter_Value, so that instances need none beyond malloc's.
static Type *storageType(ValType t, LLVMContext &c) {
  switch (t.kind()) {
  case ValType::I32:
    return Type::getInt32Ty(c);
  case ValType::I64:
    return Type::getInt64Ty(c);
  case ValType::F32:
    return Type::getFloatTy(c);
  case ValType::F64:
    return Type::getDoubleTy(c);
  case ValType::V128:
    return ArrayType::get(Type::getInt64Ty(c), 2);
  default:
    return PointerType::getUnqual(c);
  }
}

static void numberReferences(const wasm::Module &m, const Scan &scan,
                             InstanceLayout &layout) {
  layout.refNumbers.assign(m.functions.size(), UINT32_MAX);
  uint32_t next = 0;
  for (auto [i, f] : enumerate(m.functions)) {
    if (!f.import && !scan.refs[i])
      continue;
    layout.refNumbers[i] = next++;
    if (!f.import)
      layout.funcDefs.push_back(i);
  }
}

InstanceLayout::InstanceLayout(const wasm::Module &m, const Scan &scan,
                               bool oneInstance, const Abi &abi,
                               LLVMContext &context)
    : globalExported(m.globals.size()),
      constants(knownGlobals(m, scan.facts, context)) {
  auto *ptr = PointerType::getUnqual(context);
  Type *i64 = Type::getInt64Ty(context);
  for (uint32_t e : scan.exports)
    if (m.exports[e].kind == wasm::ExternKind::Global)
      globalExported[m.exports[e].index] = true;
  numberReferences(m, scan, *this);

  Fields fields;
  fields.add(abi.InstanceTy);
  funcRefs =
      fields.addArray(abi.FuncRefTy, m.importedFuncs() + funcDefs.size());
  for (const wasm::Memory &memory : m.memories)
    memories.push_back(fields.add(memory.import ? ptr : (Type *)abi.MemoryTy));
  for (const wasm::Table &table : m.tables)
    tables.push_back(fields.add(table.import ? ptr : (Type *)abi.TableTy));
  for (auto [i, g] : enumerate(m.globals)) {
    if (g.import)
      globals.push_back(fields.add(ptr));
    else if (globalExported[i])
      globals.push_back(fields.add(abi.GlobalTy));
    else if (oneInstance || constants[i])
      globals.push_back(-1);
    else
      globals.push_back(fields.add(storageType(g.type.type, context)));
  }
  dataLengths = fields.addArray(i64, m.datas.size());
  elemLengths = fields.addArray(i64, m.elems.size());
  for (auto [i, s] : enumerate(m.elems))
    elemFields.push_back(s.mode == SegmentMode::Declarative ||
                                 scan.elemHoldsFuncs[i]
                             ? -1
                             : int(fields.addArray(ptr, s.exprs.size())));
  type = StructType::create(context, fields.types, "instance");
}

} // namespace sinter
