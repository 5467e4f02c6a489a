//===- Names.cpp - custom sections that we understand ---------------------===//
//
// "name" (Spec: Appendix A.4, and the extended name section proposal), branch
// hints (Spec: Appendix, code metadata), and the tool conventions
// "target_features" and "producers".
//
//===----------------------------------------------------------------------===//
#include "Names.h"
#include "ImplementationLimits.h"
#include "Reader.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

constexpr uint32_t noLimit = UINT32_MAX;

/// No index space is larger. Names beyond it would only use memory.
constexpr uint32_t indices = limits::elemSegments;

/// For how many names there is room at once; more come only if they are true.
constexpr uint32_t reserved = 1 << 16;

/// Of two names for one thing the first wins.
template <class Map> void readNameMap(Reader &r, Map &names) {
  uint32_t n = r.count("names", noLimit, 2);
  names.reserve(names.size() + std::min(n, reserved));
  for (uint32_t i = 0; i != n && r; ++i) {
    uint32_t index = r.u32();
    StringRef name = r.name();
    if (r && index < indices)
      names.try_emplace(index, name);
  }
}

void readIndirectNameMap(Reader &r,
                         DenseMap<uint32_t, Names::LocalNames> &maps) {
  uint32_t n = r.count("name maps", noLimit, 2);
  for (uint32_t i = 0; i != n && r; ++i) {
    uint32_t index = r.u32();
    Names::LocalNames map;
    readNameMap(r, map);
    if (!map.empty() && index < limits::functions)
      maps.try_emplace(index, std::move(map));
  }
}

void readNameSubsection(uint8_t id, Reader &r, Names &names) {
  switch (id) {
  case 0:
    names.module = r.name();
    break;
  case 1:
    return readNameMap(r, names.functions);
  case 2:
    return readIndirectNameMap(r, names.locals);
  case 4:
    return readNameMap(r, names.types);
  case 5:
    return readNameMap(r, names.tables);
  case 6:
    return readNameMap(r, names.memories);
  case 7:
    return readNameMap(r, names.globals);
  case 8:
    return readNameMap(r, names.elems);
  case 9:
    return readNameMap(r, names.datas);
  case 11:
    return readNameMap(r, names.tags);
  default: // Labels, fields, and what may come: of no use here.
    break;
  }
}

void readNames(Reader &r, Names &names) {
  while (!r.done()) {
    uint8_t id = r.u8();
    uint32_t size = r.u32();
    uint64_t at = r.offset();
    Reader subsection(Bytes{r.take(size), at});
    readNameSubsection(id, subsection, names);
  }
}

void readTargetFeatures(Reader &r, std::vector<std::string> &features) {
  uint32_t n = r.count("features", noLimit, 2);
  for (uint32_t i = 0; i != n && r; ++i) {
    char prefix = r.u8();
    StringRef name = r.name();
    if (r && (prefix == '+' || prefix == '-' || prefix == '='))
      features.push_back((Twine(prefix) + name).str());
  }
}

void readProducers(Reader &r, std::vector<std::string> &producers) {
  uint32_t fields = r.count("fields", noLimit, 2);
  for (uint32_t i = 0; i != fields && r; ++i) {
    StringRef field = r.name();
    uint32_t values = r.count("values", noLimit, 2);
    for (uint32_t k = 0; k != values && r; ++k) {
      StringRef name = r.name(), version = r.name();
      if (r)
        producers.push_back((field + " " + name + " " + version).str());
    }
  }
}

void readHintsOfFunction(Reader &r, std::vector<BranchHint> &hints) {
  uint32_t n = r.count("branch hints", noLimit, 3);
  for (uint32_t i = 0; i != n && r; ++i) {
    uint32_t offset = r.u32();
    ArrayRef<uint8_t> value = r.take(r.u32());
    if (r && value.size() == 1 && value[0] <= 1)
      hints.push_back({offset, value[0] == 1});
  }
}

void readBranchHints(Reader &r, Module &m) {
  uint32_t n = r.count("functions with hints", noLimit, 2);
  for (uint32_t i = 0; i != n && r; ++i) {
    uint32_t func = r.u32();
    std::vector<BranchHint> hints;
    readHintsOfFunction(r, hints);
    if (!hints.empty() && func < limits::functions)
      m.branchHints.try_emplace(func, std::move(hints));
  }
}

} // namespace

void readCustomSection(const CustomSection &section, Module &m) {
  Reader r(section.payload);
  if (section.name == "name")
    readNames(r, m.names);
  else if (section.name == "metadata.code.branch_hint")
    readBranchHints(r, m);
  else if (section.name == "target_features")
    readTargetFeatures(r, m.targetFeatures);
  else if (section.name == "producers")
    readProducers(r, m.producers);
}

} // namespace sinter::wasm
