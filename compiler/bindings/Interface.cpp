//===- Interface.cpp - what a header and an object must agree on ----------===//
#include "Interface.h"
#include "CNames.h"
#include "WasiImports.h"
#include "sinter/runtime.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

using namespace llvm;

namespace sinter {
namespace {

/// Hashes the interface piece by piece. Strings have their lengths in front, so
/// that no two interfaces give the same bytes.
class InterfaceHash {
public:
  explicit InterfaceHash(const wasm::Module &m) : m(m) {}

  void add(uint64_t n) { text += utostr(n) + ' '; }
  void add(StringRef s) {
    add(s.size());
    text += s;
  }
  void add(wasm::ValType t) {
    add(t.kind());
    if (!t.isRef())
      return;
    add(t.nullable());
    add(uint64_t(t.heap().kind));
    if (t.heap().kind == wasm::HeapKind::Concrete)
      addType(t.heap().index);
  }
  void addType(uint32_t index) { add(toHex(m.typeHash(index))); }

  /// An import or export, whose names come before.
  void add(wasm::ExternKind kind, uint32_t index) {
    add(uint64_t(kind));
    switch (kind) {
    case wasm::ExternKind::Func:
      return addType(m.functions[index].typeIndex);
    case wasm::ExternKind::Table:
      return add(m.tables[index].type.elem);
    case wasm::ExternKind::Memory:
      return add(m.memories[index].type.limits.is64);
    case wasm::ExternKind::Global:
      add(m.globals[index].type.isMutable);
      return add(m.globals[index].type.type);
    case wasm::ExternKind::Tag:
      return addType(m.tags[index].type.typeIndex);
    }
  }

  std::string finish() const {
    auto hash = SHA256::hash(arrayRefFromStringRef(text));
    return toHex(ArrayRef(hash).take_front(8), /*LowerCase=*/true);
  }

private:
  const wasm::Module &m;
  std::string text;
};

} // namespace

std::string interfaceSymbol(const wasm::Module &m, StringRef moduleName,
                            bool symbols) {
  InterfaceHash hash(m);
  hash.add(SINTER_ABI_VERSION);
  hash.add(m.imports.size());
  for (const wasm::Import &i : m.imports) {
    hash.add(i.module);
    hash.add(i.name);
    hash.add(i.kind, i.index);
  }
  for (const wasm::Export &e : m.exports) {
    hash.add(e.name);
    hash.add(e.kind, e.index);
  }
  bool importsFuncs = any_of(m.imports, [](const wasm::Import &i) {
    return i.kind == wasm::ExternKind::Func && !isWasi(i);
  });
  const char *kind = !importsFuncs ? ".interface."
                     : symbols     ? ".imports_linked."
                                   : ".imports_given.";
  return descriptorName(moduleName) + kind + hash.finish();
}

} // namespace sinter
