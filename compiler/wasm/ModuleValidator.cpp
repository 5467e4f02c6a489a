//===- ModuleValidator.cpp - rules between the parts of a module ----------===//
//
// Spec: 3.4. One function per part, in the order in which the parts may refer
// to each other. What needs only one entity (limits, sub types, tags) has
// already been checked when it was decoded.
//
//===----------------------------------------------------------------------===//
#include "ModuleValidator.h"
#include "BodyValidator.h"
#include "llvm/ADT/DenseSet.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

class ModuleValidator {
public:
  explicit ModuleValidator(Module &m) : m(m), refs(m.functions.size()) {}

  Error run();

private:
  Error tables();
  Error globals();
  Error exports();
  Error start();
  Error elems();
  Error elem(const ElemSegment &s);
  Error elemItems(const ElemSegment &s);
  Error datas();

  size_t spaceSize(ExternKind k) const;
  Error expr(const ConstExpr &e, ValType type) {
    return validateConstExpr(m, e, type, m.globals.size(), refs);
  }

  Module &m;
  std::vector<bool> refs; ///< becomes Module::declaredRefs
};

Error invalid(uint64_t at, const Twine &message) {
  return make_error<WasmError>(at, message.str());
}

Error ModuleValidator::run() {
  if (Error e = tables())
    return e;
  if (Error e = globals())
    return e;
  if (Error e = exports())
    return e;
  if (Error e = start())
    return e;
  if (Error e = elems())
    return e;
  if (Error e = datas())
    return e;
  m.declaredRefs = std::move(refs);
  return Error::success();
}

/// Initial values of tables come before the globals of the module, so they see
/// only the imported ones.
Error ModuleValidator::tables() {
  uint32_t imported =
      llvm::count_if(m.globals, [](const Global &g) { return !!g.import; });
  for (const Table &t : m.tables) {
    bool none = t.init.bytes.empty();
    if (none && !t.import && !t.type.elem.isDefaultable())
      return invalid(0, "type mismatch: a table of " + toString(t.type.elem) +
                            " needs an initial value");
    if (!none)
      if (Error e = validateConstExpr(m, t.init, t.type.elem, imported, refs))
        return e;
  }
  return Error::success();
}

/// A global's initial value sees the globals before it.
Error ModuleValidator::globals() {
  for (uint32_t i = 0; i != m.globals.size(); ++i) {
    const Global &g = m.globals[i];
    if (g.import)
      continue;
    if (Error e = validateConstExpr(m, g.init, g.type.type, i, refs))
      return e;
  }
  return Error::success();
}

size_t ModuleValidator::spaceSize(ExternKind k) const {
  switch (k) {
  case ExternKind::Func:
    return m.functions.size();
  case ExternKind::Table:
    return m.tables.size();
  case ExternKind::Memory:
    return m.memories.size();
  case ExternKind::Global:
    return m.globals.size();
  case ExternKind::Tag:
    return m.tags.size();
  }
  llvm_unreachable("all kinds are above");
}

Error ModuleValidator::exports() {
  DenseSet<StringRef> names;
  names.reserve(m.exports.size());
  for (const Export &e : m.exports) {
    if (e.index >= spaceSize(e.kind))
      return invalid(e.offset,
                     "unknown " + toString(e.kind) + " " + Twine(e.index));
    if (!names.insert(e.name).second)
      return invalid(e.offset, "duplicate export name \"" + e.name + "\"");
    if (e.kind == ExternKind::Func) {
      refs[e.index] = true;
      m.exportedFuncs.try_emplace(e.index, e.name);
    }
    bool isMutable =
        e.kind == ExternKind::Global && m.globals[e.index].type.isMutable;
    if (isMutable && !m.features.has(Feature::MutableGlobals))
      return invalid(e.offset, "a mutable export needs the feature "
                               "mutable-globals, which is off (turn it on with "
                               "--enable=mutable-globals)");
  }
  return Error::success();
}

Error ModuleValidator::start() {
  if (!m.start)
    return Error::success();
  if (*m.start >= m.functions.size())
    return invalid(m.startOffset, "unknown function " + Twine(*m.start));
  const FuncType &type = m.funcType(*m.start);
  if (!type.params.empty() || !type.results.empty())
    return invalid(m.startOffset, "start function has type " + toString(type) +
                                      ", it must be [] -> []");
  return Error::success();
}

Error ModuleValidator::elems() {
  for (const ElemSegment &s : m.elems)
    if (Error e = elem(s))
      return e;
  return Error::success();
}

Error ModuleValidator::elem(const ElemSegment &s) {
  if (s.mode == SegmentMode::Active) {
    if (s.table >= m.tables.size())
      return invalid(s.fileOffset, "unknown table " + Twine(s.table));
    const TableType &t = m.tables[s.table].type;
    if (!m.isSubtype(s.type, t.elem))
      return invalid(s.fileOffset, "type mismatch: element segment has " +
                                       toString(s.type) + " but table has " +
                                       toString(t.elem));
    if (Error e = expr(s.offset, t.limits.is64 ? ValType::I64 : ValType::I32))
      return e;
  }
  return elemItems(s);
}

Error ModuleValidator::elemItems(const ElemSegment &s) {
  for (uint32_t f : s.funcs) {
    if (f >= m.functions.size())
      return invalid(s.fileOffset, "unknown function " + Twine(f));
    refs[f] = true;
  }
  for (const ConstExpr &e : s.exprs)
    if (Error error = expr(e, s.type))
      return error;
  return Error::success();
}

Error ModuleValidator::datas() {
  for (const DataSegment &s : m.datas) {
    if (s.mode != SegmentMode::Active)
      continue;
    if (s.memory >= m.memories.size())
      return invalid(s.fileOffset, "unknown memory " + Twine(s.memory));
    bool is64 = m.memories[s.memory].type.limits.is64;
    if (Error e = expr(s.offset, is64 ? ValType::I64 : ValType::I32))
      return e;
  }
  return Error::success();
}

} // namespace

Error validateModule(Module &m) { return ModuleValidator(m).run(); }

uint32_t Module::importedFuncs() const {
  return llvm::partition_point(functions,
                               [](const Function &f) { return !!f.import; }) -
         functions.begin();
}

std::string Module::funcName(uint32_t func) const {
  if (auto it = names.functions.find(func);
      it != names.functions.end() && !it->second.empty())
    return it->second.str();
  if (auto it = exportedFuncs.find(func);
      it != exportedFuncs.end() && !it->second.empty())
    return it->second.str();
  if (ImportIndex i = functions[func].import)
    return (imports[*i].module + "." + imports[*i].name).str();
  return "func[" + std::to_string(func) + "]";
}

} // namespace sinter::wasm
