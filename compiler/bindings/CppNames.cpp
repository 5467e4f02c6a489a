//===- CppNames.cpp - what C++ calls the parts of a module ----------------===//
#include "CppNames.h"
#include "Identifiers.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace sinter {
namespace {

/// The names of one scope, in the order of what they are for.
std::vector<std::string> scopeNames(ArrayRef<StringRef> wanted,
                                    ArrayRef<StringRef> reserved = {}) {
  StringSet<> taken;
  auto stays = [&](StringRef name) {
    return isIdentifier(name) && !isReservedWord(name) &&
           !is_contained(reserved, name);
  };
  std::vector<std::string> names(wanted.size());
  for (auto [name, w] : zip(names, wanted))
    if (stays(w) && taken.insert(w).second)
      name = w;
  for (auto [name, w] : zip(names, wanted)) {
    if (!name.empty())
      continue;
    std::string base = cIdentifier(w);
    if (isReservedWord(base) || is_contained(reserved, base))
      base += '_';
    name = base;
    for (unsigned n = 2; !taken.insert(name).second; ++n)
      name = base + "_" + utostr(n);
  }
  return names;
}

} // namespace

static std::string spaceName(const CNames &c, StringRef moduleName) {
  std::string name = moduleName.str();
  auto isSymbol = [&](const std::string &n) {
    return is_contained(c.imports, n) || is_contained(c.exports, n);
  };
  while (isReservedWord(name) || isGlobalName(name) || isSymbol(name))
    name += '_';
  return name;
}

CppNames::CppNames(const wasm::Module &m, const CNames &c, StringRef moduleName)
    : space(spaceName(c, moduleName)) {
  std::vector<StringRef> wanted;
  for (const wasm::Export &e : m.exports)
    wanted.push_back(e.name);
  exports = scopeNames(wanted, {"Instance"});

  MapVector<StringRef, std::vector<uint32_t>> byModule;
  for (auto [number, i] : enumerate(m.imports))
    byModule[i.module].push_back(number);
  imports.resize(m.imports.size());
  wanted.clear();
  for (auto &[module, numbers] : byModule) {
    std::vector<StringRef> fields;
    for (uint32_t number : numbers)
      fields.push_back(m.imports[number].name);
    for (auto [number, field] : zip(numbers, scopeNames(fields)))
      imports[number] = {uint32_t(wanted.size()), field};
    wanted.push_back(module);
  }
  groups = scopeNames(wanted, {"Imports"});
}

} // namespace sinter
