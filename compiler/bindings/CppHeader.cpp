//===- CppHeader.cpp - a module as C++ sees it ----------------------------===//
//
// Behind the C header comes, for a module M,
//
//   namespace M {
//   struct Imports {
//     struct {
//       sinter::Import<void(std::int32_t)> log;
//     } env;
//   };
//   class Instance : public sinter::ModuleInstance {
//   public:
//     explicit Instance(Imports, const sinter::Config & = {});
//     Instance(sinter::Store &, Imports, const sinter::Config & = {});
//     std::int32_t add(std::int32_t a, std::int32_t b);
//   };
//   }
//
// by the names of CppNames.h. A member function calls the C function; all
// else that it needs is in sinter.hpp. Exports may be called like anything that
// is used here, so every name is qualified from the global namespace on.
//
//===----------------------------------------------------------------------===//
#include "CppHeader.h"
#include "../Printable.h"
#include "CHeader.h"
#include "CppNames.h"
#include "Identifiers.h"
#include "WasiImports.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using sinter::wasm::ExternKind;

namespace sinter {
namespace {

std::string cppType(wasm::ValType t) {
  switch (t.kind()) {
  case wasm::ValType::I32:
    return "::std::int32_t";
  case wasm::ValType::I64:
    return "::std::int64_t";
  case wasm::ValType::F32:
    return "float";
  case wasm::ValType::F64:
    return "double";
  case wasm::ValType::V128:
    return "::sinter::V128";
  default:
    return t == wasm::ValType::funcref() ? "::sinter::FuncRef" : "void *";
  }
}

std::string cppResult(const wasm::FuncType &t) {
  if (t.results.empty())
    return "void";
  if (t.results.size() == 1)
    return cppType(t.results[0]);
  return "::std::tuple<" + join(map_range(t.results, cppType), ", ") + ">";
}

std::string cppSignature(const wasm::FuncType &t) {
  return cppResult(t) + "(" + join(map_range(t.params, cppType), ", ") + ")";
}

/// In a comment of one line: no control characters, no backslash at the end.
std::string comment(StringRef name) {
  std::string s = printable(name);
  return s.empty() || s.back() != '\\' ? s : s + ' ';
}

class CppHeaderWriter {
public:
  CppHeaderWriter(const wasm::Module &m, const CNames &c, StringRef module,
                  bool symbols)
      : m(m), c(c), names(m, c, module), module(module), symbols(symbols),
        os(text) {}

  std::string write() {
    os << "\n#ifdef __cplusplus\n#include \"sinter/sinter.hpp\"\n\n"
       << "namespace " << names.space << " {\n\n";
    writeImports();
    writeInstance();
    os << "} // namespace " << names.space << "\n#endif\n";
    return std::move(text);
  }

private:
  /// What the host gives when it makes an instance.
  bool isGiven(const wasm::Import &i) const {
    return i.kind != ExternKind::Func || !(symbols || isWasi(i));
  }
  bool anyGiven() const {
    return any_of(m.imports, [&](const wasm::Import &i) { return isGiven(i); });
  }

  void writeImports();
  void writeGroup(uint32_t group);
  std::string importType(const wasm::Import &i) const;
  void writeImportList();
  void writeInstance();
  void writeConstructors();
  void writeExport(size_t number);
  void writeFunction(size_t number);
  void writeResults(StringRef call, const wasm::FuncType &t);

  const wasm::Module &m;
  const CNames &c;
  const CppNames names;
  StringRef module;
  bool symbols;
  std::string text;
  raw_string_ostream os;
};

std::string globalType(const wasm::GlobalType &t) {
  return "::sinter::Global<" + cppType(t.type) +
         (t.isMutable ? ">" : " const>");
}

std::string CppHeaderWriter::importType(const wasm::Import &i) const {
  switch (i.kind) {
  case ExternKind::Func:
    return "::sinter::Import<" + cppSignature(m.funcType(i.index)) + ">";
  case ExternKind::Table:
    return "::sinter::Table";
  case ExternKind::Memory:
    return "::sinter::Memory";
  case ExternKind::Global:
    return globalType(m.globals[i.index].type);
  case ExternKind::Tag:
    break;
  }
  llvm_unreachable("tags are refused before");
}

void CppHeaderWriter::writeGroup(uint32_t group) {
  bool open = false;
  for (auto [i, name] : zip(m.imports, names.imports)) {
    if (name.group != group || !isGiven(i))
      continue;
    if (!open)
      os << "  struct {\n";
    open = true;
    os << "    /// \"" << comment(i.module) << "\" \"" << comment(i.name)
       << "\"\n    " << importType(i) << ' ' << name.field << "{};\n";
  }
  if (open)
    os << "  } " << names.groups[group] << ";\n";
}

void CppHeaderWriter::writeImports() {
  if (!anyGiven())
    return;
  os << "/// What the module imports; all of it must be set.\n"
        "struct Imports {\n";
  for (uint32_t group = 0; group != names.groups.size(); ++group)
    writeGroup(group);
  os << "};\n\n";
}

/// An expression: the list of all imports in the module's order.
void CppHeaderWriter::writeImportList() {
  os << "::sinter::detail::ImportList(" << "::" << descriptorName(module)
     << ")";
  for (auto [i, name] : zip(m.imports, names.imports)) {
    if (!isGiven(i))
      os << "\n                .addSymbol()";
    else
      os << "\n                .add(::std::move(imports_."
         << names.groups[name.group] << '.' << name.field << "))";
  }
}

void CppHeaderWriter::writeConstructors() {
  for (bool shared : {false, true}) {
    const char *what = shared ? "  /// In a store with other instances.\n"
                              : "  /// In a store of its own.\n";
    os << what << "  explicit Instance(";
    if (shared)
      os << "::sinter::Store &store_, ";
    if (anyGiven())
      os << "::" << names.space << "::Imports imports_, ";
    os << "const ::sinter::Config &config_ = {})\n"
       << "      : ::sinter::ModuleInstance(\n            "
       << (shared ? "&store_" : "nullptr") << ", ";
    writeImportList();
    os << ",\n            config_) {}\n";
  }
}

void CppHeaderWriter::writeResults(StringRef call, const wasm::FuncType &t) {
  bool isTuple = t.results.size() > 1;
  os << (isTuple ? "      return {" : "      return ");
  for (size_t i = 0; i != t.results.size(); ++i) {
    bool isFunc = cppType(t.results[i]) == "::sinter::FuncRef";
    os << (i ? ", " : "");
    if (isFunc)
      os << "::sinter::detail::fromMachine<::sinter::FuncRef>(";
    os << call;
    if (isTuple)
      os << ".r" << i;
    if (isFunc)
      os << ", sinter_raw->store)";
  }
  os << (isTuple ? "};\n" : ";\n");
}

/// The body: enters, calls the C function, and makes C++ of its results.
void CppHeaderWriter::writeFunction(size_t number) {
  uint32_t func = m.exports[number].index;
  const std::string &symbol = c.exports[number];
  const wasm::FuncType &t = m.funcType(func);
  std::vector<std::string> params = paramNames(m, func);
  os << "  " << cppResult(t) << ' ' << names.exports[number] << '(';
  for (auto [i, p] : enumerate(t.params))
    os << (i ? ", " : "") << cppType(p) << ' ' << params[i];
  os << ") {\n    ::sinter_Instance *sinter_raw = "
        "::sinter::detail::rawOf(*this);\n"
        "    return ::sinter::detail::call(sinter_raw->store, [=]() -> "
     << cppResult(t) << " {\n";
  if (t.results.size() > 1)
    os << "      ::" << c.exportResults[number] << " sinter_results;\n";
  std::string call = ("::" + symbol + "(reinterpret_cast<::" + module +
                      "_instance *>(sinter_raw)")
                         .str();
  if (t.results.size() > 1)
    call += ", &sinter_results";
  for (auto [i, p] : enumerate(t.params))
    call += cppType(p) == "::sinter::FuncRef"
                ? ", ::sinter::detail::toMachine(" + params[i] + ")"
                : ", " + params[i];
  call += ")";
  if (t.results.size() > 1) {
    os << "      " << call << ";\n";
    writeResults("sinter_results", t);
  } else if (t.results.empty())
    os << "      " << call << ";\n";
  else
    writeResults(call, t);
  os << "    });\n  }\n";
}

void CppHeaderWriter::writeExport(size_t number) {
  const wasm::Export &e = m.exports[number];
  os << "\n  /// export \"" << comment(e.name) << "\"\n";
  std::string type;
  switch (e.kind) {
  case ExternKind::Func:
    return writeFunction(number);
  case ExternKind::Table:
    type = "::sinter::Table";
    break;
  case ExternKind::Memory:
    type = "::sinter::Memory";
    break;
  case ExternKind::Global:
    type = globalType(m.globals[e.index].type);
    break;
  case ExternKind::Tag:
    os << "  // a tag: not visible in C++\n";
    return;
  }
  os << "  " << type << ' ' << names.exports[number]
     << "() const {\n    return {::" << c.exports[number]
     << "(reinterpret_cast<::" << module
     << "_instance *>(::sinter::detail::rawOf(*this)))";
  if (e.kind != ExternKind::Memory)
    os << ", ::sinter::detail::storeOf(*this)";
  os << "};\n  }\n";
}

void CppHeaderWriter::writeInstance() {
  os << "class Instance : public ::sinter::ModuleInstance {\npublic:\n";
  writeConstructors();
  for (size_t i = 0; i != m.exports.size(); ++i)
    writeExport(i);
  os << "};\n\n";
}

} // namespace

/// The C header's guard is closed by its last line, and ours is another.
std::string cppHeader(const wasm::Module &m, const CNames &names,
                      StringRef moduleName, bool symbols) {
  std::string guard = "SINTER_MODULE_" + moduleName.upper() + "_HPP";
  return cHeader(m, names, moduleName, symbols) + "\n#ifndef " + guard +
         "\n#define " + guard + "\n" +
         CppHeaderWriter(m, names, moduleName, symbols).write() + "#endif\n";
}

} // namespace sinter
