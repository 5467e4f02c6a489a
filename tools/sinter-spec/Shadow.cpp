//===- Shadow.cpp - a module that can be linked but not run ---------------===//
#include "Shadow.h"
#include "wasm/Decoder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstring>
#include <deque>

using namespace llvm;
using namespace sinter::wasm;

namespace sinter::spec {

/// The decoded module and its descriptors, which refer to each other.
struct Shadow::Parts {
  std::unique_ptr<MemoryBuffer> bytes;
  Module module;
  std::vector<sinter_Type> types;
  std::vector<std::vector<sinter_ValType>> values; ///< of the types
  std::vector<sinter_Import> imports;
  // What the module defines and exports.
  std::deque<sinter_FuncRef> functions;
  std::deque<sinter_Global> globals;
  std::vector<sinter_Memory *> memories;
  std::vector<sinter_Table *> tables;

  void describeTypes();
  void describeImports();
  sinter_ValType describe(ValType t) const;
  sinter_ExternType describe(ExternKind kind, uint32_t index) const;
  Exported define(ExternKind kind, uint32_t index);
};

sinter_ValType Shadow::Parts::describe(ValType t) const {
  sinter_ValType d{};
  d.kind = t.kind();
  if (!t.isRef())
    return d;
  d.nullable = t.nullable();
  d.heap = uint8_t(t.heap().kind);
  if (t.heap().kind == HeapKind::Concrete)
    d.type = &types[t.heap().index];
  return d;
}

void Shadow::Parts::describeTypes() {
  types.resize(module.types.size());
  values.resize(module.types.size());
  for (size_t i = 0; i < types.size(); ++i) {
    const SubType &t = module.types[i];
    sinter_Type &d = types[i];
    auto hash = module.typeHash(uint32_t(i));
    // The order of bytes is that of compiled descriptors.
    d.hash0 = support::endian::read64be(&hash[0]);
    d.hash1 = support::endian::read64be(&hash[8]);
    d.hash2 = support::endian::read64be(&hash[16]);
    d.hash3 = support::endian::read64be(&hash[24]);
    d.super = t.super ? &types[*t.super] : nullptr;
    d.paramCount = uint32_t(t.func.params.size());
    d.resultCount = uint32_t(t.func.results.size());
    for (ValType v : concat<const ValType>(t.func.params, t.func.results))
      values[i].push_back(describe(v));
    d.values = values[i].data();
  }
}

static void setLimits(sinter_ExternType &d, const Limits &limits) {
  d.min = limits.min;
  d.max = limits.max.value_or(UINT64_MAX);
  d.flags |= limits.is64 ? SINTER_LIMITS_64 : 0;
  d.flags |= limits.shared ? SINTER_LIMITS_SHARED : 0;
}

sinter_ExternType Shadow::Parts::describe(ExternKind kind,
                                          uint32_t index) const {
  sinter_ExternType d{};
  d.kind = uint32_t(kind);
  d.max = UINT64_MAX;
  switch (kind) {
  case ExternKind::Func:
    d.func = &types[module.functions[index].typeIndex];
    break;
  case ExternKind::Table:
    d.value = describe(module.tables[index].type.elem);
    setLimits(d, module.tables[index].type.limits);
    break;
  case ExternKind::Memory:
    d.pageShift = module.memories[index].type.pageShift;
    setLimits(d, module.memories[index].type.limits);
    break;
  case ExternKind::Global:
    d.value = describe(module.globals[index].type.type);
    d.flags = module.globals[index].type.isMutable ? SINTER_MUTABLE : 0;
    break;
  case ExternKind::Tag:
    d.func = &types[module.tags[index].type.typeIndex];
    break;
  }
  return d;
}

void Shadow::Parts::describeImports() {
  uint64_t offset = sizeof(sinter_Instance);
  for (const Import &i : module.imports) {
    sinter_Import d{};
    d.module = i.module.data();
    d.moduleLength = uint32_t(i.module.size());
    d.name = i.name.data();
    d.nameLength = uint32_t(i.name.size());
    d.offset = offset;
    d.type = describe(i.kind, i.index);
    offset += sizeof(sinter_FuncRef); // the largest that an import needs
    imports.push_back(d);
  }
}

/// An object of the module's own, as its first values would be.
Exported Shadow::Parts::define(ExternKind kind, uint32_t index) {
  Exported e{};
  sinter_ExternType type = describe(kind, index);
  e.object.kind = type.kind;
  switch (kind) {
  case ExternKind::Func:
    functions.push_back({type.func, nullptr, nullptr, nullptr});
    functions.back().self = &functions.back();
    e.object.of.func = &functions.back();
    break;
  case ExternKind::Table:
    tables.push_back(sinter_table_new(&type));
    e.object.of.table = tables.back();
    break;
  case ExternKind::Memory:
    memories.push_back(sinter_memory_new(&type));
    e.object.of.memory = memories.back();
    break;
  case ExternKind::Global:
    globals.emplace_back();
    globals.back().type = type.value;
    globals.back().isMutable = type.flags & SINTER_MUTABLE ? 1 : 0;
    e.object.of.global = &globals.back();
    break;
  case ExternKind::Tag:
    e.tag = type.func;
    break;
  }
  return e;
}

Shadow::Shadow(std::unique_ptr<Parts> parts) : parts(std::move(parts)) {}

Shadow::~Shadow() {
  for (sinter_Memory *m : parts->memories)
    sinter_memory_free(m);
  for (sinter_Table *t : parts->tables)
    sinter_table_free(t);
}

std::unique_ptr<Shadow> Shadow::create(const std::string &path,
                                       std::string &error) {
  auto parts = std::make_unique<Parts>();
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!buffer) {
    error = buffer.getError().message();
    return nullptr;
  }
  parts->bytes = std::move(*buffer);
  StringRef bytes = parts->bytes->getBuffer();
  auto module =
      decodeModule({bytes.bytes_begin(), bytes.size()}, FeatureSet::all());
  if (!module) {
    error = toString(module.takeError());
    return nullptr;
  }
  parts->module = std::move(*module);
  parts->describeTypes();
  parts->describeImports();
  return std::unique_ptr<Shadow>(new Shadow(std::move(parts)));
}

ArrayRef<sinter_Import> Shadow::imports() const { return parts->imports; }

const Exported *Shadow::find(StringRef name) const {
  auto it = exports.find(name);
  return it == exports.end() ? nullptr : &it->second;
}

/// Tags have to be of the same type, not of a subtype.
static bool tagMatches(const sinter_Type *given, const sinter_Type *wanted) {
  return given && sinter_type_matches(given, wanted) &&
         sinter_type_matches(wanted, given);
}

sinter_Status Shadow::link(sinter_Store *store, ArrayRef<Exported> given,
                           sinter_Error &error) {
  std::vector<sinter_Import> imports;
  std::vector<sinter_Extern> objects;
  for (auto [import, e] : zip(parts->imports, given)) {
    if (import.type.kind != SINTER_EXTERN_TAG && !e.tag) {
      imports.push_back(import);
      objects.push_back(e.object);
    } else if (import.type.kind != SINTER_EXTERN_TAG ||
               !tagMatches(e.tag, import.type.func)) {
      strcpy(error.message, "incompatible import type");
      return SINTER_LINK_ERROR;
    }
  }
  sinter_Module module{};
  module.abiVersion = SINTER_ABI_VERSION;
  module.name = module.strings = "";
  module.instanceSize =
      sizeof(sinter_Instance) + parts->imports.size() * sizeof(sinter_FuncRef);
  module.imports = imports.data();
  module.importCount = uint32_t(imports.size());
  sinter_Version version{}; // without functions, for any processor
  const sinter_Version *versions[] = {&version};
  module.versions = versions;
  module.versionCount = 1;
  module.init = [](sinter_Instance *) {};
  sinter_Instance *instance = nullptr;
  sinter_Status status = sinter_instantiate(&module, store, objects.data(),
                                            nullptr, &instance, &error);
  if (instance)
    sinter_instance_free(instance);
  if (status != SINTER_OK)
    return status;

  // Imports come first in each index space.
  std::vector<Exported> imported[5];
  for (auto [import, e] : zip(parts->imports, given))
    imported[import.type.kind].push_back(e);
  for (const Export &e : parts->module.exports) {
    const auto &ofKind = imported[unsigned(e.kind)];
    exports[e.name] = e.index < ofKind.size() ? ofKind[e.index]
                                              : parts->define(e.kind, e.index);
  }
  return status;
}

} // namespace sinter::spec
