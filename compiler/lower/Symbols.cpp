//===- Symbols.cpp - names of what shards have in common ------------------===//
//
// See Symbols.h. Nearly all names are unique as they are: only the others are
// stored.
//
//===----------------------------------------------------------------------===//
#include "Symbols.h"
#include "Lower.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;

namespace sinter {

/// Whether Symbols::part() is asked for it, with the suffix of a version or
/// without. No such name ends with a dot and a number.
static bool isPart(StringRef name) {
  if (name.size() > 3 && name.take_back(3).starts_with(".v"))
    name = name.drop_back(3);
  if (name == "instance" || name == "version")
    return true;
  for (StringRef kind : {"type", "data", "elem", "functable", "table"})
    if (name.consume_front(kind)) {
      name = name.drop_while(isDigit);
      name.consume_front(".type");
      return all_of(name, isDigit);
    }
  return false;
}

static std::string globalName(const wasm::Module &m, uint32_t index) {
  auto name = m.names.globals.find(index);
  return name != m.names.globals.end() ? name->second.str()
                                       : "global" + std::to_string(index);
}

Symbols::Symbols(const wasm::Module &m, const LowerOptions &o)
    : m(m), prefix(o.moduleName + ".") {
  SmallVector<std::string> endings; // what a name is used with
  for (const CodeVersion &v : o.versions)
    for (const std::string &ending :
         {v.suffix, ".ref" + v.suffix, v.suffix + earlyReturnRest.str()})
      endings.push_back(ending);
  StringSet<> taken;
  auto isTaken = [&](const std::string &name) {
    return isPart(StringRef(name).drop_front(prefix.size())) ||
           any_of(endings, [&](const std::string &ending) {
             return taken.contains(name + ending);
           });
  };
  auto add = [&](DenseMap<uint32_t, std::string> &renamed, uint32_t index,
                 const std::string &wanted) {
    std::string name = wanted;
    while (isTaken(name))
      name += "." + std::to_string(index);
    for (const std::string &ending : endings)
      taken.insert(name + ending);
    if (name != wanted)
      renamed[index] = name;
  };
  for (uint32_t f = m.importedFuncs(); f != m.functions.size(); ++f)
    add(renamedFunctions, f, plain(m.funcName(f)));
  for (uint32_t g = 0; g != m.globals.size(); ++g)
    add(renamedGlobals, g, plain(globalName(m, g)));
}

/// LLVM and ELF take any bytes but these in the name of a symbol: zero ends
/// it, and what follows an @ is a version.
std::string Symbols::plain(StringRef name) const {
  std::string s = prefix + name.str();
  for (char &c : s)
    if (uint8_t(c) < 0x20 || c == '@' || c == 0x7f)
      c = '_';
  return s;
}

std::string Symbols::function(uint32_t func) const {
  auto other = renamedFunctions.find(func);
  return other != renamedFunctions.end() ? other->second
                                         : plain(m.funcName(func));
}

std::string Symbols::global(uint32_t global) const {
  auto other = renamedGlobals.find(global);
  return other != renamedGlobals.end() ? other->second
                                       : plain(globalName(m, global));
}

} // namespace sinter
