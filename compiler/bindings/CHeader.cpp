//===- CHeader.cpp - a module as C and C++ see it -------------------------===//
//
// Declares what lowering defines (lower/CExports.cpp) and refers to: names come
// from CNames, and a function of type [t1..tn] -> [r1..rm] is
//
//   void f(M_instance *)                        r0 f(M_instance *, t1, .., tn)
//   void f(M_instance *, f_results *, t1, .., tn)       with m >= 2
//
// for exports; imports have the host's context instead of the instance. With
// each export comes a function that catches traps:
//
//   sinter_Status M_try_NAME(M_instance *, t1, .., tn, r0 *result,
//                            sinter_Error *);
//
// Exported memories, tables and globals are found by functions.
//
//===----------------------------------------------------------------------===//
#include "CHeader.h"
#include "../Printable.h"
#include "Identifiers.h"
#include "Interface.h"
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
      : m(m), names(names), module(module), symbols(symbols), os(text) {}

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
  void writeExport(size_t number);
  void writeTry(size_t number);
  void writeTryBody(size_t number);
  void writeImportSymbols();
  void writeInstantiate();
  void writeInstantiateBody(bool ownArray);
  void writeImportList();

  /// Declares the struct of several results, if there is a name for it.
  void writeResults(StringRef name, const wasm::FuncType &t);
  /// "int32_t name(FIRST, RESULTS *, int64_t);"
  void writePrototype(StringRef symbol, StringRef first, StringRef results,
                      uint32_t func);
  bool needsImportArray() const;

  const wasm::Module &m;
  const CNames &names;
  StringRef module;
  bool symbols;
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
        " * innermost sinter_try around the call, or the program; the "
        "functions "
        "with _try_\n"
        " * in their names say in *error (which may be null) how the call "
        "ended, and set\n"
        " * the result if that is SINTER_OK. */\n"
     << "#ifndef SINTER_MODULE_" << module.upper() << "_H\n"
     << "#define SINTER_MODULE_" << module.upper() << "_H\n\n"
     << "#include \"sinter/thread.h\"\n\n"
        "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n"
     << "/* To be freed with sinter_instance_free(&instance->base). */\n"
     << "typedef struct " << module
     << "_instance {\n  sinter_Instance base;\n} " << module << "_instance;\n\n"
     << "/* Its symbol is another for a module with other imports or exports. "
        "*/\n"
     << "extern const sinter_Module " << descriptorName(module)
     << "\n    __asm__(\"" << interfaceSymbol(m, module, symbols) << "\");\n";
}

void HeaderWriter::close() {
  os << "\n#ifdef __cplusplus\n}\n#endif\n#endif\n";
}

void HeaderWriter::writeResults(StringRef name, const wasm::FuncType &t) {
  if (name.empty())
    return;
  os << "typedef struct " << name << " {\n";
  for (auto [i, r] : enumerate(t.results))
    os << "  " << cType(r) << 'r' << i << ";\n";
  os << "} " << name << ";\n";
}

void HeaderWriter::writePrototype(StringRef symbol, StringRef first,
                                  StringRef results, uint32_t func) {
  const wasm::FuncType &t = m.funcType(func);
  writeResults(results, t);
  os << (t.results.size() == 1 ? cType(t.results[0]) : "void ") << symbol << '('
     << first;
  if (!results.empty())
    os << ", " << results << " *results";
  for (auto [p, name] : zip(t.params, paramNames(m, func)))
    os << ", " << cType(p) << name;
  os << ");\n";
}

/// What sinter_try runs: arguments and results are in a struct.
void HeaderWriter::writeTryBody(size_t number) {
  uint32_t func = m.exports[number].index;
  const wasm::FuncType &t = m.funcType(func);
  StringRef name = names.tries[number], results = names.exportResults[number];
  std::vector<std::string> params = paramNames(m, func);
  os << "struct " << name << "_call {\n  " << module
     << "_instance *instance;\n";
  if (!results.empty())
    os << "  " << results << " *results;\n";
  else if (!t.results.empty())
    os << "  " << cType(t.results[0]) << "*result;\n";
  for (auto [p, param] : zip(t.params, params))
    os << "  " << cType(p) << param << ";\n";
  os << "};\nstatic inline void " << name << "_body(void *arg) {\n  struct "
     << name << "_call *call = (struct " << name << "_call *)arg;\n  "
     << (t.results.size() == 1 ? "*call->result = " : "")
     << names.exports[number] << "(call->instance";
  if (!results.empty())
    os << ", call->results";
  for (const std::string &param : params)
    os << ", call->" << param;
  os << ");\n}\n";
}

void HeaderWriter::writeTry(size_t number) {
  uint32_t func = m.exports[number].index;
  const wasm::FuncType &t = m.funcType(func);
  StringRef name = names.tries[number], results = names.exportResults[number];
  std::vector<std::string> params = paramNames(m, func);
  writeTryBody(number);
  os << "static inline sinter_Status " << name << '(' << module
     << "_instance *instance";
  for (auto [p, param] : zip(t.params, params))
    os << ", " << cType(p) << param;
  if (!results.empty())
    os << ", " << results << " *results";
  else if (!t.results.empty())
    os << ", " << cType(t.results[0]) << "*result";
  os << ", sinter_Error *error) {\n  struct " << name
     << "_call arguments;\n  arguments.instance = instance;\n";
  if (!results.empty())
    os << "  arguments.results = results;\n";
  else if (!t.results.empty())
    os << "  arguments.result = result;\n";
  for (const std::string &param : params)
    os << "  arguments." << param << " = " << param << ";\n";
  os << "  return sinter_try(instance->base.store, " << name
     << "_body, &arguments, error);\n}\n";
}

void HeaderWriter::writeExport(size_t number) {
  const wasm::Export &e = m.exports[number];
  std::string instance = (module + "_instance *instance").str();
  os << "\n/* export \"" << comment(e.name) << "\" */\n";
  switch (e.kind) {
  case wasm::ExternKind::Func:
    writePrototype(names.exports[number], instance, names.exportResults[number],
                   e.index);
    return writeTry(number);
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
  os << names.exports[number] << '(' << instance << ");\n";
}

void HeaderWriter::writeExports() {
  for (size_t i = 0; i != m.exports.size(); ++i)
    writeExport(i);
}

/// Functions of WASI are declared by the runtime.
void HeaderWriter::writeImportSymbols() {
  StringSet<> done;
  for (auto [i, symbol, results] :
       zip(m.imports, names.imports, names.importResults)) {
    if (symbol.empty() || isWasi(i) || !done.insert(symbol).second)
      continue;
    os << "\n/* import \"" << comment(i.module) << "\" \"" << comment(i.name)
       << "\": to be defined by the host */\n";
    writePrototype(symbol, "void *context", results, i.index);
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
  os << "  sinter_store_find_thread_stack(store);\n"
        "  status = sinter_instantiate(&" << descriptorName(module)
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
