//===- Descriptors.cpp - what instantiation reads -------------------------===//
//
// A module describes itself to the runtime with constant data: sinter_Module
// and what it points to, all from Abi.def. Nothing is computed when a program
// starts. Big modules have 10^5 exports and references: arrays of numbers are
// LLVM's packed data, and all strings are one.
//
//===----------------------------------------------------------------------===//
#include "../bindings/CNames.h"
#include "Pieces.h"

using namespace llvm;
using sinter::wasm::ExternKind;
using sinter::wasm::FuncType;
using sinter::wasm::Limits;
using sinter::wasm::ValType;

namespace sinter {
namespace {

class Descriptors {
public:
  explicit Descriptors(ModuleLowering &ml)
      : ml(ml), wasm(ml.wasm), abi(ml.abi),
        offsets(*ml.ir.getDataLayout().getStructLayout(ml.layout.type)) {}

  void emit(Function *init);

private:
  // ---- types ----
  void noteThunkTypes();
  void describeAll();
  void fillTypes();
  Constant *typeContents(uint32_t index);
  Constant *valType(ValType t);
  Constant *externType(ExternKind kind, uint32_t index);
  Constant *externType(ExternKind kind, uint32_t flags, uint32_t pageShift,
                       uint64_t min, uint64_t max, Constant *value,
                       Constant *func);

  // ---- arrays of the module ----
  Constant *imports();
  Constant *import(const wasm::Import &i, uint32_t &at);
  Constant *exports();
  Constant *memories();
  Constant *tables();
  Constant *globals();
  Constant *objectDef(ExternKind kind, uint32_t index, bool imported,
                      int field);
  Constant *versions();
  Constant *bodyOffsets();
  uint32_t flags();
  Constant *moduleContents(Function *init);
  void addNames(GlobalVariable *module);

  uint64_t importOffset(const wasm::Import &i);
  uint64_t funcRefOffset(uint32_t func) {
    return offsets.getElementOffset(ml.layout.funcRefs) +
           sizeof(sinter_FuncRef) * ml.refNumber(func);
  }
  void makeStrings();
  Constant *stringAt(uint32_t offset) {
    return ConstantExpr::getInBoundsGetElementPtr(Type::getInt8Ty(ml.context),
                                                  strings, number(64, offset));
  }
  Constant *number(unsigned bits, uint64_t n) {
    return ConstantInt::get(Type::getIntNTy(ml.context, bits), n);
  }
  Constant *null() {
    return ConstantPointerNull::get(PointerType::getUnqual(ml.context));
  }
  /// Address of a private constant array.
  Constant *array(Type *element, ArrayRef<Constant *> items,
                  const Twine &name) {
    if (items.empty())
      return null();
    return ml.privateConstant(
        ConstantArray::get(ArrayType::get(element, items.size()), items),
        ml.symbol(name.str()));
  }

  ModuleLowering &ml;
  const wasm::Module &wasm;
  const Abi &abi;
  const StructLayout &offsets;
  std::vector<bool> invoked, hosted; ///< by type index: which thunks exist
  std::vector<uint32_t> exportOrder; ///< kept exports, sorted by name
  GlobalVariable *strings = nullptr; ///< names of exports, then of imports
};

} // namespace

// ---- types ----

/// Hosts call what they can reach, and provide what is imported. An executable
/// has no host but the runtime, which calls exports.
void Descriptors::noteThunkTypes() {
  invoked.resize(wasm.types.size());
  hosted.resize(wasm.types.size());
  auto note = [&](std::vector<bool> &kind, uint32_t func) {
    kind[wasm.types[wasm.functions[func].typeIndex].canonical] = true;
  };
  for (uint32_t e : ml.scan.exports)
    if (wasm.exports[e].kind == ExternKind::Func)
      note(invoked, wasm.exports[e].index);
  if (ml.options.executable)
    return;
  for (uint32_t f = 0; f != wasm.functions.size(); ++f)
    if (ml.refNumber(f) != UINT32_MAX) {
      note(invoked, f);
      note(hosted, f);
    }
}

/// Other shards refer to any of these.
void Descriptors::describeAll() {
  for (uint32_t i = 0; i != wasm.types.size(); ++i)
    if (wasm.types[i].kind == wasm::CompositeKind::Func)
      ml.typeDescriptor(i);
  for (uint32_t i = 0; i != wasm.datas.size(); ++i)
    ml.dataBytes(i);
  for (uint32_t i = 0; i != wasm.elems.size(); ++i)
    if (ml.elemHoldsFuncs(i))
      ml.elemFuncRefs(i);
}

/// Contents name further types, which join the end of the list.
void Descriptors::fillTypes() {
  for (size_t i = 0; i != ml.describedTypes.size(); ++i) {
    uint32_t index = ml.describedTypes[i];
    cast<GlobalVariable>(ml.typeDescriptor(index))
        ->setInitializer(typeContents(index));
  }
}

Constant *Descriptors::typeContents(uint32_t index) {
  const wasm::SubType &t = wasm.types[index];
  std::array<uint8_t, 32> hash = wasm.typeHash(index);
  uint64_t words[4];
  static_assert(sizeof(words) == sizeof(hash));
  for (unsigned i = 0; i != 32; ++i)
    words[i / 8] = words[i / 8] << 8 | hash[i];
  std::vector<Constant *> values;
  for (ValType v : t.func.params)
    values.push_back(valType(v));
  for (ValType v : t.func.results)
    values.push_back(valType(v));
  bool isFunc = t.kind == wasm::CompositeKind::Func;
  return ConstantStruct::get(
      abi.TypeTy,
      {number(64, words[0]), number(64, words[1]), number(64, words[2]),
       number(64, words[3]), t.super ? ml.typeDescriptor(*t.super) : null(),
       number(32, t.func.params.size()), number(32, t.func.results.size()),
       array(abi.ValTypeTy, values, "values" + Twine(index)),
       isFunc && invoked[index] ? emitInvoke(ml, index) : null(),
       isFunc && hosted[index] ? emitHostEntry(ml, index) : null(),
       number(64, ml.hasTailCalls() ? SINTER_TYPE_TAIL : 0)});
}

Constant *Descriptors::valType(ValType t) {
  static_assert(unsigned(ValType::I32) == SINTER_I32 &&
                unsigned(ValType::V128) == SINTER_V128 &&
                unsigned(ValType::Ref) == SINTER_REF);
  static_assert(unsigned(wasm::HeapKind::Func) == SINTER_HEAP_FUNC &&
                unsigned(wasm::HeapKind::NoExn) == SINTER_HEAP_NOEXN &&
                unsigned(wasm::HeapKind::Concrete) == SINTER_HEAP_CONCRETE);
  bool isConcrete = t.isRef() && t.heap().kind == wasm::HeapKind::Concrete;
  return ConstantStruct::get(
      abi.ValTypeTy,
      {number(8, t.kind()), number(8, t.isRef() && t.nullable()),
       number(8, t.isRef() ? unsigned(t.heap().kind) : 0), number(8, 0),
       number(32, 0), isConcrete ? ml.typeDescriptor(t.heap().index) : null()});
}

Constant *Descriptors::externType(ExternKind kind, uint32_t flags,
                                  uint32_t pageShift, uint64_t min,
                                  uint64_t max, Constant *value,
                                  Constant *func) {
  static_assert(unsigned(ExternKind::Func) == SINTER_EXTERN_FUNC &&
                unsigned(ExternKind::Tag) == SINTER_EXTERN_TAG);
  return ConstantStruct::get(
      abi.ExternTypeTy,
      {number(32, unsigned(kind)), number(32, flags), number(32, pageShift),
       number(32, 0), number(64, min), number(64, max),
       value ? value : Constant::getNullValue(abi.ValTypeTy),
       func ? func : null()});
}

static uint32_t limitFlags(const Limits &l) {
  return (l.is64 ? SINTER_LIMITS_64 : 0) |
         (l.shared ? SINTER_LIMITS_SHARED : 0);
}

Constant *Descriptors::externType(ExternKind kind, uint32_t index) {
  switch (kind) {
  case ExternKind::Func:
    return externType(kind, 0, 0, 0, 0, nullptr,
                      ml.typeDescriptor(wasm.functions[index].typeIndex));
  case ExternKind::Table: {
    const wasm::TableType &t = wasm.tables[index].type;
    return externType(kind, limitFlags(t.limits), 0, t.limits.min,
                      t.limits.max.value_or(UINT64_MAX), valType(t.elem),
                      nullptr);
  }
  case ExternKind::Memory: {
    const wasm::MemoryType &t = wasm.memories[index].type;
    uint32_t place = (ml.hasGuardPages(index) ? SINTER_LIMITS_GUARD : 0) |
                     (ml.hasFixedBase(index) ? SINTER_LIMITS_FIXED : 0);
    return externType(kind, limitFlags(t.limits) | place, t.pageShift,
                      t.limits.min, t.limits.max.value_or(UINT64_MAX), nullptr,
                      nullptr);
  }
  case ExternKind::Global: {
    const wasm::GlobalType &t = wasm.globals[index].type;
    return externType(kind, t.isMutable ? SINTER_MUTABLE : 0, 0, 0, 0,
                      valType(t.type), nullptr);
  }
  case ExternKind::Tag:
    break;
  }
  llvm_unreachable("tags are refused before lowering");
}

// ---- arrays of the module ----

uint64_t Descriptors::importOffset(const wasm::Import &i) {
  switch (i.kind) {
  case ExternKind::Func:
    return funcRefOffset(i.index);
  case ExternKind::Table:
    return offsets.getElementOffset(ml.layout.tables[i.index]);
  case ExternKind::Memory:
    return offsets.getElementOffset(ml.layout.memories[i.index]);
  case ExternKind::Global:
    return offsets.getElementOffset(ml.layout.globals[i.index]);
  case ExternKind::Tag:
    break;
  }
  llvm_unreachable("tags are refused before lowering");
}

/// Names of exports in their order, from offset 0, then those of imports,
/// module and name.
void Descriptors::makeStrings() {
  exportOrder = ml.scan.exports;
  llvm::sort(exportOrder, [&](uint32_t l, uint32_t r) {
    return wasm.exports[l].name < wasm.exports[r].name;
  });
  std::string text;
  for (uint32_t e : exportOrder)
    text += wasm.exports[e].name;
  for (const wasm::Import &i : wasm.imports)
    (text += i.module) += i.name;
  strings = ml.privateConstant(ConstantDataArray::getString(ml.context, text),
                               ml.symbol("strings"));
}

/// `at`: of the import's strings; moves behind them.
Constant *Descriptors::import(const wasm::Import &i, uint32_t &at) {
  Function *adapter =
      i.kind == ExternKind::Func ? ml.importDefault(i.index) : nullptr;
  Constant *module = stringAt(at), *name = stringAt(at + i.module.size());
  at += i.module.size() + i.name.size();
  return ConstantStruct::get(abi.ImportTy, {module, number(32, i.module.size()),
                                            number(32, i.name.size()), name,
                                            number(64, importOffset(i)),
                                            adapter ? adapter : null(),
                                            externType(i.kind, i.index)});
}

Constant *Descriptors::imports() {
  uint32_t at = 0;
  for (uint32_t e : exportOrder)
    at += wasm.exports[e].name.size();
  std::vector<Constant *> all;
  for (const wasm::Import &i : wasm.imports)
    all.push_back(import(i, at));
  return array(abi.ImportTy, all, "imports");
}

/// Four numbers each.
Constant *Descriptors::exports() {
  std::vector<uint32_t> rows;
  uint32_t at = 0;
  for (uint32_t index : exportOrder) {
    const wasm::Export &e = wasm.exports[index];
    uint32_t of = e.kind == ExternKind::Func ? ml.refNumber(e.index) : e.index;
    uint32_t row[] = {at, uint32_t(e.name.size()), uint32_t(e.kind), of};
    static_assert(sizeof(row) == sizeof(sinter_Export));
    rows.insert(rows.end(), std::begin(row), std::end(row));
    at += e.name.size();
  }
  return ml.privateConstant(
      ConstantDataArray::get(ml.context, ArrayRef<uint32_t>(rows)),
      ml.symbol("exports"));
}

Constant *Descriptors::objectDef(ExternKind kind, uint32_t index, bool imported,
                                 int field) {
  uint64_t at = field < 0 ? UINT64_MAX : offsets.getElementOffset(field);
  return ConstantStruct::get(abi.ObjectDefTy,
                             {number(64, at), number(32, imported),
                              number(32, 0), externType(kind, index)});
}

Constant *Descriptors::memories() {
  std::vector<Constant *> all;
  for (auto [i, m] : enumerate(wasm.memories))
    all.push_back(objectDef(ExternKind::Memory, i, m.import.has_value(),
                            ml.layout.memories[i]));
  return array(abi.ObjectDefTy, all, "memories");
}

Constant *Descriptors::tables() {
  std::vector<Constant *> all;
  for (auto [i, t] : enumerate(wasm.tables))
    all.push_back(objectDef(ExternKind::Table, i, t.import.has_value(),
                            ml.layout.tables[i]));
  return array(abi.ObjectDefTy, all, "tables");
}

Constant *Descriptors::globals() {
  std::vector<Constant *> all;
  for (auto [i, g] : enumerate(wasm.globals)) {
    bool isObject = g.import || ml.layout.globalExported[i];
    all.push_back(objectDef(ExternKind::Global, i, g.import.has_value(),
                            isObject ? ml.layout.globals[i] : -1));
  }
  return array(abi.ObjectDefTy, all, "globals");
}

// ---- the module ----

Constant *Descriptors::versions() {
  std::vector<Constant *> all = {emitVersion(ml)};
  for (const CodeVersion &other : drop_begin(ml.options.versions))
    all.push_back(declareVersion(ml, other));
  return array(PointerType::getUnqual(ml.context), all, "versions");
}

Constant *Descriptors::bodyOffsets() {
  std::vector<uint32_t> offsets;
  for (const wasm::Function &f : wasm.functions)
    if (!f.import)
      offsets.push_back(f.body.offset);
  return ml.privateConstant(
      ConstantDataArray::get(ml.context, ArrayRef<uint32_t>(offsets)),
      ml.symbol("bodyoffsets"));
}

uint32_t Descriptors::flags() {
  return (ml.instanceVariable ? SINTER_MODULE_ONE_INSTANCE : 0) |
         (ml.options.importSymbols ? SINTER_MODULE_IMPORTS_LINKED : 0);
}

/// Where the section of the module's code begins or ends: the linker knows.
static Constant *codeBound(ModuleLowering &ml, const char *prefix) {
  auto *g =
      new GlobalVariable(ml.ir, Type::getInt8Ty(ml.context),
                         /*isConstant=*/true, GlobalValue::ExternalLinkage,
                         nullptr, Twine(prefix) + guardedCodeSection);
  g->setVisibility(GlobalValue::HiddenVisibility);
  return g;
}

Constant *Descriptors::moduleContents(Function *init) {
  const InstanceLayout &l = ml.layout;
  bool guards = ml.anyGuardPages;
  Constant *name = ml.privateConstant(
      ConstantDataArray::getString(ml.context, ml.options.moduleName),
      ml.symbol("name"));
  uint64_t size = ml.ir.getDataLayout().getTypeAllocSize(l.type);
  return ConstantStruct::get(
      abi.ModuleTy, {number(32, SINTER_ABI_VERSION),
                     number(32, flags()),
                     name,
                     strings,
                     number(64, size),
                     ml.instanceVariable ? ml.instanceVariable : null(),
                     number(64, offsets.getElementOffset(l.funcRefs)),
                     number(32, wasm.importedFuncs()),
                     number(32, l.funcDefs.size()),
                     versions(),
                     imports(),
                     exports(),
                     number(32, wasm.imports.size()),
                     number(32, ml.scan.exports.size()),
                     memories(),
                     tables(),
                     globals(),
                     number(32, wasm.memories.size()),
                     number(32, wasm.tables.size()),
                     number(32, wasm.globals.size()),
                     number(32, ml.options.versions.size()),
                     init,
                     bodyOffsets(),
                     guards ? cast<Function>(ml.abi.guard.getCallee()) : null(),
                     guards ? codeBound(ml, "__start_") : null(),
                     guards ? codeBound(ml, "__stop_") : null()});
}

/// Further names: the one that headers refer to (bindings/Interface.h), and in
/// a shared object the one by which programs find it that load any.
void Descriptors::addNames(GlobalVariable *module) {
  GlobalAlias::create(ml.options.interfaceSymbol, module);
  if (ml.options.sharedObject)
    GlobalAlias::create("sinter_library_module", module);
}

void Descriptors::emit(Function *init) {
  noteThunkTypes();
  makeStrings();
  if (!ml.isWhole())
    describeAll();
  auto *module = new GlobalVariable(
      ml.ir, abi.ModuleTy, /*isConstant=*/true, GlobalValue::ExternalLinkage,
      moduleContents(init),
      ml.options.executable ? "sinter_main_module"
                            : descriptorName(ml.options.moduleName));
  module->setAlignment(Align(16));
  if (!ml.options.executable)
    addNames(module);
  fillTypes();
}

void emitModuleDescriptor(ModuleLowering &ml, Function *init) {
  Descriptors(ml).emit(init);
}

} // namespace sinter
