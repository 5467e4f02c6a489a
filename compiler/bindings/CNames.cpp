//===- CNames.cpp - the C symbols of a compiled module --------------------===//
#include "CNames.h"
#include "WasiImports.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace sinter {

static std::string replaceForeign(StringRef name) {
  std::string s = name.str();
  for (char &c : s)
    if (!isAlnum(c) && c != '_')
      c = '_';
  return s;
}

std::string cIdentifier(StringRef name) {
  std::string s = replaceForeign(name);
  return s.empty() || isDigit(s[0]) ? "_" + s : s;
}

std::string descriptorName(StringRef moduleName) {
  return (moduleName + "_module").str();
}

namespace {

/// Names that were given, with the next number to try for each, so that many
/// equal names cost no more than different ones.
class Unique {
public:
  void reserve(StringRef name) { given.try_emplace(name, 2); }

  std::string get(std::string name) {
    auto [it, isNew] = given.try_emplace(name, 2);
    if (isNew)
      return name;
    for (;;) {
      std::string numbered = name + "_" + utostr(given[name]++);
      if (given.try_emplace(numbered, 2).second)
        return numbered;
    }
  }

private:
  StringMap<unsigned> given;
};

} // namespace

/// Imports with equal keys are the same C function.
static std::string importKey(const wasm::Module &m, const wasm::Import &i) {
  uint32_t type = m.functions[i.index].typeIndex;
  return (i.module + Twine('\0') + i.name + Twine('\0') + utostr(type)).str();
}

static std::string importSymbol(const wasm::Import &i) {
  if (isWasi(i))
    return "sinter_wasi_" + replaceForeign(i.name);
  std::string symbol = cIdentifier((i.module + "_" + i.name).str());
  bool isRuntimes = StringRef(symbol).starts_with("sinter_");
  return isRuntimes ? "_" + symbol : symbol;
}

CNames::CNames(const wasm::Module &m, StringRef moduleName) {
  Unique unique;
  unique.reserve(descriptorName(moduleName));
  unique.reserve((moduleName + "_instance").str());
  unique.reserve((moduleName + "_instantiate").str());
  for (const wasm::Export &e : m.exports)
    exports.push_back(
        unique.get((moduleName + "_" + replaceForeign(e.name)).str()));

  StringMap<std::string> byKey;
  for (const wasm::Import &i : m.imports) {
    if (i.kind != wasm::ExternKind::Func) {
      imports.emplace_back();
      continue;
    }
    std::string &symbol = byKey[importKey(m, i)];
    if (symbol.empty()) // the runtime has one of each WASI function
      symbol = isWasi(i) ? importSymbol(i) : unique.get(importSymbol(i));
    imports.push_back(symbol);
  }

  auto resultsOf = [&](uint32_t func, const std::string &symbol) {
    return m.funcType(func).results.size() < 2
               ? std::string()
               : unique.get(symbol + "_results");
  };
  for (auto [e, symbol] : zip(m.exports, exports)) {
    bool isFunc = e.kind == wasm::ExternKind::Func;
    exportResults.push_back(isFunc ? resultsOf(e.index, symbol) : "");
  }
  StringMap<std::string> resultsBySymbol;
  for (auto [i, symbol] : zip(m.imports, imports)) {
    bool isFunc = i.kind == wasm::ExternKind::Func;
    auto [it, isNew] = resultsBySymbol.try_emplace(symbol);
    if (isNew && isFunc)
      it->second = resultsOf(i.index, symbol);
    importResults.push_back(it->second);
  }
  for (const wasm::Export &e : m.exports) {
    bool isFunc = e.kind == wasm::ExternKind::Func;
    std::string name = (moduleName + "_try_" + replaceForeign(e.name)).str();
    tries.push_back(isFunc ? unique.get(name) : "");
  }
}

} // namespace sinter
