//===- CHeader.cpp - a module as C and C++ see it -------------------------===//
//
// Declares what lowering defines (lower/CExports.cpp) and refers to: names come
// from CNames, and a function of type [t1..tn] -> [r1..rm] is
//
//   void f(M_instance *)                        r0 f(M_instance *, t1, .., tn)
//   void f(M_instance *, f_results *, t1, .., tn)       with m >= 2
//
// for exports; imports have the host's context instead of the instance.
// Exported memories, tables and globals are found by functions.
//
//===----------------------------------------------------------------------===//
#include "CHeader.h"
#include "../Printable.h"
#include "WasiImports.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter {
namespace {

const char *cType(wasm::ValType t) {
  switch (t.kind()) {
  case wasm::ValType::I32:
    return "int32_t ";
  case wasm::ValType::I64:
    return "int64_t ";
  case wasm::ValType::F32:
    return "float ";
  case wasm::ValType::F64:
    return "double ";
  case wasm::ValType::V128:
    return "sinter_v128 ";
  default:
    return "void *";
  }
}

/// Inside a comment: without control characters and the end of the comment.
std::string comment(StringRef name) {
  std::string s = printable(name);
  for (size_t at; (at = s.find("*/")) != std::string::npos;)
    s.replace(at, 2, "*\\/");
  return s;
}

class HeaderWriter {
public:
  HeaderWriter(const wasm::Module &m, const CNames &names, StringRef module,
               bool symbols)
      : m(m), names(names), module(module), symbols(symbols), os(text) {
    for (const std::string &name : names.exports)
      taken.insert(name);
    for (const std::string &name : names.imports)
      taken.insert(name);
  }

  std::string write() {
    open();
    writeExports();
    if (symbols)
      writeImportSymbols();
    writeInstantiate();
    close();
    return std::move(text);
  }

private:
  void open();
  void close();
  void writeExports();
  void writeExport(const wasm::Export &e, StringRef symbol);
  void writeImportSymbols();
  void writeInstantiate();
  void writeInstantiateBody(bool ownArray);
  void writeImportList();

  /// Declares the struct of several results; its name, or "" for up to one.
  std::string writeResults(StringRef symbol, const wasm::FuncType &t);
  /// "int32_t name(FIRST, RESULTS *, int64_t);"
  void writePrototype(StringRef symbol, StringRef first,
                      const wasm::FuncType &t);
  bool needsImportArray() const;

  const wasm::Module &m;
  const CNames &names;
  StringRef module;
  bool symbols;
  StringSet<> taken;
  std::string text;
  raw_string_ostream os;
};

void HeaderWriter::open() {
  os << "/* Functions of the WebAssembly module " << module
     << ", written by Sinter.\n"
        " *\n"
        " * Make a store with sinter_store_new, an instance with "
     << module
     << "_instantiate,\n"
        " * and pass it as the first argument to the functions below. A trap "
        "ends the\n"
        " * innermost sinter_try around the call, or the program. */\n"
     << "#ifndef SINTER_MODULE_" << module.upper() << "_H\n"
     << "#define SINTER_MODULE_" << module.upper() << "_H\n\n"
     << "#include \"sinter/runtime.h\"\n\n"
        "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
     << "/* To be freed with sinter_instance_free(&instance->base). */\n"
     << "typedef struct " << module
     << "_instance {\n  sinter_Instance base;\n} " << module << "_instance;\n\n"
     << "extern const sinter_Module " << descriptorName(module) << ";\n";
}

void HeaderWriter::close() {
  os << "\n#ifdef __cplusplus\n}\n#endif\n#endif\n";
}

std::string HeaderWriter::writeResults(StringRef symbol,
                                       const wasm::FuncType &t) {
  if (t.results.size() < 2)
    return "";
  std::string name = symbol.str() + "_results";
  while (!taken.insert(name).second)
    name += "_";
  os << "typedef struct " << name << " {\n";
  for (auto [i, r] : enumerate(t.results))
    os << "  " << cType(r) << 'r' << i << ";\n";
  os << "} " << name << ";\n";
  return name;
}

void HeaderWriter::writePrototype(StringRef symbol, StringRef first,
                                  const wasm::FuncType &t) {
  std::string results = writeResults(symbol, t);
  os << (t.results.size() == 1 ? cType(t.results[0]) : "void ") << symbol << '('
     << first;
  if (!results.empty())
    os << ", " << results << " *results";
  for (auto [i, p] : enumerate(t.params))
    os << ", " << cType(p) << 'a' << i;
  os << ");\n";
}

void HeaderWriter::writeExport(const wasm::Export &e, StringRef symbol) {
  std::string instance = (module + "_instance *instance").str();
  os << "\n/* export \"" << comment(e.name) << "\" */\n";
  switch (e.kind) {
  case wasm::ExternKind::Func:
    return writePrototype(symbol, instance, m.funcType(e.index));
  case wasm::ExternKind::Table:
    os << "sinter_Table *";
    break;
  case wasm::ExternKind::Memory:
    os << "sinter_Memory *";
    break;
  case wasm::ExternKind::Global:
    os << "sinter_Global *";
    break;
  case wasm::ExternKind::Tag:
    os << "/* a tag: not visible in C */\n";
    return;
  }
  os << symbol << '(' << instance << ");\n";
}

void HeaderWriter::writeExports() {
  for (auto [e, symbol] : zip(m.exports, names.exports))
    writeExport(e, symbol);
}

/// Functions of WASI are declared by the runtime.
void HeaderWriter::writeImportSymbols() {
  StringSet<> done;
  for (auto [i, symbol] : zip(m.imports, names.imports)) {
    if (symbol.empty() || isWasi(i) || !done.insert(symbol).second)
      continue;
    os << "\n/* import \"" << comment(i.module) << "\" \"" << comment(i.name)
       << "\": to be defined by the host */\n";
    writePrototype(symbol, "void *context", m.funcType(i.index));
  }
}

/// Whether the caller must give something for an import.
bool HeaderWriter::needsImportArray() const {
  return any_of(m.imports, [&](const wasm::Import &i) {
    return !symbols || i.kind != wasm::ExternKind::Func || isWasi(i);
  });
}

void HeaderWriter::writeImportList() {
  os << "\n/* imports[] of " << module << "_instantiate:\n";
  for (auto [n, i] : enumerate(m.imports))
    os << " *   [" << n << "] " << toString(i.kind) << " \""
       << comment(i.module) << "\" \"" << comment(i.name) << "\"\n";
  if (symbols)
    os << " * A function with a null reference is the C symbol. */\n";
  else
    os << " */\n";
}

void HeaderWriter::writeInstantiateBody(bool ownArray) {
  if (ownArray)
    os << "  sinter_Extern imports[" << m.imports.size() << "];\n";
  os << "  sinter_Instance *made = NULL;\n  sinter_Status status;\n";
  if (ownArray)
    os << "  size_t i;\n"
       << "  for (i = 0; i != " << m.imports.size() << "; ++i) {\n"
       << "    imports[i].kind = SINTER_EXTERN_FUNC;\n"
          "    imports[i].of.func = NULL;\n  }\n";
  os << "  status = sinter_instantiate(&" << descriptorName(module)
     << ", store, " << (m.imports.empty() ? "NULL" : "imports")
     << ", host,\n                              &made, error);\n"
     << "  *out = (" << module << "_instance *)made;\n"
     << "  return status;\n}\n";
}

void HeaderWriter::writeInstantiate() {
  bool array = needsImportArray();
  if (array)
    writeImportList();
  os << "\n/* See sinter_instantiate. `host` is the context of imported "
        "symbols. */\n"
     << "static inline sinter_Status " << module
     << "_instantiate(sinter_Store *store,\n";
  if (array)
    os << "    const sinter_Extern *imports,\n";
  os << "    void *host, " << module
     << "_instance **out, sinter_Error *error) {\n";
  writeInstantiateBody(!array && !m.imports.empty());
}

} // namespace

std::string cHeader(const wasm::Module &m, const CNames &names,
                    StringRef moduleName, bool symbols) {
  return HeaderWriter(m, names, moduleName, symbols).write();
}

} // namespace sinter
