//===- Decoder.cpp - sections to Module -----------------------------------===//
//
// One function per section, in the order of the binary format (Spec: 5.5).
// The reader remembers its first error, so a section's function reads on as if
// all were well, and the loop over sections looks at the error once.
//
// Constant expressions are only skipped and function bodies only located here.
// Whether they are valid, and what else takes more than one section to tell,
// is in ModuleValidator.cpp and Validator.cpp.
//
//===----------------------------------------------------------------------===//
#include "Decoder.h"
#include "ImplementationLimits.h"
#include "Instr.h"
#include "ModuleValidator.h"
#include "Names.h"
#include "Reader.h"
#include "TypeIdentity.h"
#include "TypeReader.h"

using namespace llvm;

namespace sinter::wasm {

namespace {

enum class Section : uint8_t {
  Custom,
  Type,
  Import,
  Function,
  Table,
  Memory,
  Global,
  Export,
  Start,
  Elem,
  Code,
  Data,
  DataCount,
  Tag,
};
constexpr unsigned numSections = 14;

struct SectionInfo {
  StringLiteral name;
  uint8_t rank; ///< place in the prescribed order
};
constexpr SectionInfo sectionInfos[numSections] = {
    {"custom", 0},      {"type", 1},     {"import", 2}, {"function", 3},
    {"table", 4},       {"memory", 5},   {"global", 7}, {"export", 8},
    {"start", 9},       {"element", 10}, {"code", 12},  {"data", 13},
    {"data count", 11}, {"tag", 6}};

class Decoder {
public:
  Decoder(ArrayRef<uint8_t> bytes, FeatureSet features)
      : file(Bytes{bytes, 0}), identity(m) {
    m.bytes = bytes;
    m.features = features;
  }

  Expected<Module> run();

private:
  void header();
  void section();
  void contents(Section id, Reader &r);
  void checkTotals();

  void customSection(Reader &r);
  void typeSection(Reader &r);
  void importSection(Reader &r);
  void functionSection(Reader &r);
  void tableSection(Reader &r);
  void memorySection(Reader &r);
  void tagSection(Reader &r);
  void globalSection(Reader &r);
  void exportSection(Reader &r);
  void startSection(Reader &r);
  void elemSection(Reader &r);
  void dataCountSection(Reader &r);
  void codeSection(Reader &r);
  void dataSection(Reader &r);

  void recGroup(Reader &r);
  SubType subType(Reader &r, uint32_t index);
  void supertype(Reader &r, SubType &t, uint32_t index);
  void compositeType(Reader &r, SubType &t);
  std::vector<ValType> valTypes(Reader &r, const char *what, uint32_t limit);
  void addField(Reader &r, SubType &t);
  void import(Reader &r);
  void importDesc(Reader &r, Import &i);
  Limits limits(Reader &r, uint8_t flags);
  TableType tableType(Reader &r);
  Table table(Reader &r);
  MemoryType memoryType(Reader &r);
  uint8_t pageShift(Reader &r);
  void memoryFeatures(Reader &r, uint8_t flags, uint64_t at);
  GlobalType globalType(Reader &r);
  TagType tagType(Reader &r);
  ElemSegment elemSegment(Reader &r);
  void elemKind(Reader &r, ElemSegment &s, bool exprs);
  void elemItems(Reader &r, ElemSegment &s, bool exprs);
  DataSegment dataSegment(Reader &r);
  ConstExpr constExpr(Reader &r);

  Module m;
  Reader file;
  TypeIdentity identity;
  Instr scratch; ///< for skipping constant expressions
  uint8_t lastRank = 0;
  uint32_t importedFuncs = 0, dataCount = 0;
  uint32_t bodies = 0; ///< read by the code section
};

//===-- The file ----------------------------------------------------------===//

Expected<Module> Decoder::run() {
  header();
  while (!file.done())
    section();
  if (file)
    checkTotals();
  if (Error e = file.takeError())
    return e;
  // From here on the bytes are well-formed and all type indices in range.
  if (Error e = validateModule(m))
    return e;
  return std::move(m);
}

void Decoder::header() {
  static constexpr uint8_t magic[] = {0, 'a', 's', 'm'};
  static constexpr uint8_t version[] = {1, 0, 0, 0};
  std::string hint = explainForeignInput(m.bytes);
  if (!hint.empty())
    hint = ": " + hint;
  if (m.bytes.size() > limits::moduleBytes)
    file.malformed(0, "module too large: " + Twine(m.bytes.size()) +
                          " bytes, the limit is " + Twine(limits::moduleBytes));
  ArrayRef<uint8_t> b = m.bytes.take_front(4);
  if (b.size() < 4 && ArrayRef(magic).take_front(b.size()) != b)
    file.malformed(0, "unexpected end: magic header not detected" + hint);
  if (file.take(4, "unexpected end").size() == 4 && b != ArrayRef(magic))
    file.malformed(0, "magic header not detected" + hint);
  b = file.take(4, "unexpected end");
  if (file && b != ArrayRef(version))
    file.malformed(4, "unknown binary version" + hint);
}

void Decoder::section() {
  uint64_t at = file.offset();
  uint8_t id = file.u8();
  if (id >= numSections) {
    file.malformed(at, "malformed section id " + Twine(unsigned(id)));
    return;
  }
  uint32_t size = file.u32();
  uint64_t start = file.offset();
  Reader r(Bytes{file.take(size, "length out of bounds"), start});
  if (!file)
    return;
  contents(Section(id), r);
  if (r && !r.done())
    r.malformed(r.offset(), "section size mismatch: " + Twine(r.remaining()) +
                                " bytes left in the " + sectionInfos[id].name +
                                " section");
  // The section's error is the file's error, and nothing more is read.
  file.adopt(r);
}

void Decoder::contents(Section id, Reader &r) {
  const SectionInfo &info = sectionInfos[size_t(id)];
  if (id != Section::Custom && info.rank <= lastRank)
    r.malformed(r.offset(), "unexpected content after last section: the " +
                                info.name + " section is repeated or too late");
  if (id != Section::Custom)
    lastRank = info.rank;
  switch (id) {
  case Section::Custom:
    return customSection(r);
  case Section::Type:
    return typeSection(r);
  case Section::Import:
    return importSection(r);
  case Section::Function:
    return functionSection(r);
  case Section::Table:
    return tableSection(r);
  case Section::Memory:
    return memorySection(r);
  case Section::Global:
    return globalSection(r);
  case Section::Export:
    return exportSection(r);
  case Section::Start:
    return startSection(r);
  case Section::Elem:
    return elemSection(r);
  case Section::Code:
    return codeSection(r);
  case Section::Data:
    return dataSection(r);
  case Section::DataCount:
    return dataCountSection(r);
  case Section::Tag:
    return tagSection(r);
  }
}

void Decoder::checkTotals() {
  uint32_t declared = m.functions.size() - importedFuncs;
  if (declared != bodies)
    file.malformed(file.offset(),
                   "function and code section have inconsistent lengths: " +
                       Twine(declared) + " and " + Twine(bodies));
  if (m.hasDataCount && dataCount != m.datas.size())
    file.malformed(file.offset(),
                   "data count and data section have inconsistent lengths: " +
                       Twine(dataCount) + " and " + Twine(m.datas.size()));
}

void Decoder::customSection(Reader &r) {
  StringRef name = r.name();
  uint64_t at = r.offset();
  CustomSection section{name, Bytes{r.take(r.remaining()), at}};
  if (!r)
    return;
  readCustomSection(section, m);
  m.customs.push_back(section);
}

//===-- Types -------------------------------------------------------------===//

void Decoder::typeSection(Reader &r) {
  uint32_t n = r.count("recursion groups", limits::recGroups, 2);
  m.types.reserve(n);
  for (uint32_t i = 0; i != n && r; ++i)
    recGroup(r);
}

void Decoder::recGroup(Reader &r) {
  constexpr uint8_t recByte = 0x4e;
  uint64_t at = r.offset();
  uint32_t start = m.types.size(), size = 1;
  if (r.peek() == recByte) {
    r.u8();
    requireFeature(r, m, Feature::Gc, at, "a recursion group");
    size = r.count("types in a recursion group", limits::types, 2);
  }
  if (size > limits::types - start)
    r.malformed(at, "too many types: the limit is " + Twine(limits::types));
  if (!r)
    return;
  // All members exist before the first is read: they may refer to each other.
  m.types.resize(start + size);
  for (uint32_t i = start; i != start + size; ++i)
    m.types[i].canonical = i;
  std::vector<std::pair<uint32_t, uint64_t>> subs;
  for (uint32_t i = start; i != start + size && r; ++i) {
    uint64_t typeAt = r.offset();
    m.types[i] = subType(r, i);
    if (m.types[i].super)
      subs.push_back({i, typeAt});
  }
  if (!r)
    return;
  identity.closeGroup(start);
  for (auto [index, typeAt] : subs)
    if (std::string why = explainBadSupertype(m, index); !why.empty())
      r.invalid(typeAt, why);
}

SubType Decoder::subType(Reader &r, uint32_t index) {
  constexpr uint8_t subByte = 0x50, finalSubByte = 0x4f;
  SubType t;
  t.canonical = index;
  uint64_t at = r.offset();
  uint8_t b = r.peek();
  if (b == subByte || b == finalSubByte) {
    r.u8();
    requireFeature(r, m, Feature::Gc, at, "a sub type");
    t.isFinal = b == finalSubByte;
    supertype(r, t, index);
  }
  compositeType(r, t);
  return t;
}

void Decoder::supertype(Reader &r, SubType &t, uint32_t index) {
  uint64_t at = r.offset();
  if (r.count("super types", 1) == 0)
    return;
  uint32_t super = r.u32();
  if (r && super >= index)
    r.invalid(at, "unknown type " + Twine(super) +
                      ": a super type must come before its sub types");
  if (!r)
    return;
  t.super = m.types[super].canonical;
  t.depth = m.types[super].depth + 1;
  if (t.depth > limits::subtypeDepth)
    r.malformed(at, "sub type hierarchy too deep: the limit is " +
                        Twine(limits::subtypeDepth));
}

void Decoder::compositeType(Reader &r, SubType &t) {
  uint64_t at = r.offset();
  switch (uint8_t form = r.u8()) {
  case 0x60:
    t.kind = CompositeKind::Func;
    t.func.params = valTypes(r, "parameters", limits::params);
    t.func.results = valTypes(r, "results", limits::results);
    if (t.func.results.size() > 1)
      requireFeature(r, m, Feature::MultiValue, at, "more than one result");
    return;
  case 0x5f:
    t.kind = CompositeKind::Struct;
    requireFeature(r, m, Feature::Gc, at, "a struct type");
    for (uint32_t n = r.count("fields", limits::structFields, 2); n-- && r;)
      addField(r, t);
    return;
  case 0x5e:
    t.kind = CompositeKind::Array;
    requireFeature(r, m, Feature::Gc, at, "an array type");
    addField(r, t);
    return;
  default: // The form is an integer of 7 bits, so it has only one byte.
    r.malformed(at, (form >= 0x80 ? "integer representation too long in type "
                                    "form 0x"
                                  : "malformed type form 0x") +
                        Twine::utohexstr(form));
  }
}

std::vector<ValType> Decoder::valTypes(Reader &r, const char *what,
                                       uint32_t limit) {
  std::vector<ValType> types(r.count(what, limit));
  for (ValType &t : types)
    t = readValType(r, m);
  return types;
}

static bool readMutability(Reader &r) {
  uint64_t at = r.offset();
  uint8_t b = r.u8();
  if (b > 1)
    r.malformed(at, "malformed mutability 0x" + Twine::utohexstr(b));
  return b == 1;
}

void Decoder::addField(Reader &r, SubType &t) {
  constexpr uint8_t i8 = 0x78, i16 = 0x77;
  FieldType f;
  uint8_t b = r.peek();
  if (b == i8 || b == i16) {
    r.u8();
    f.type = ValType::I32;
    f.packedBits = b == i8 ? 8 : 16;
  } else {
    f.type = readValType(r, m);
  }
  f.isMutable = readMutability(r);
  t.isDefaultable &= f.type.isDefaultable();
  t.fields.push_back(f);
}

// Spec: 5.3.10. Bits of the flags: maximum, shared, i64, page size.
Limits Decoder::limits(Reader &r, uint8_t flags) {
  Limits l;
  l.shared = flags & 2;
  l.is64 = flags & 4;
  l.min = r.u64();
  if (flags & 1)
    l.max = r.u64();
  return l;
}

// Spec: 3.2.15, here and below.
static void checkRange(Reader &r, const Limits &l, uint64_t at,
                       uint64_t largest, const Twine &message) {
  if (l.min > largest || l.max.value_or(0) > largest)
    r.invalid(at, message);
  if (l.max && l.min > *l.max)
    r.invalid(at, "size minimum must not be greater than maximum: " +
                      Twine(l.min) + " and " + Twine(*l.max));
}

static void checkTable(Reader &r, const TableType &t, uint64_t at) {
  uint64_t largest = t.limits.is64 ? UINT64_MAX : UINT32_MAX;
  checkRange(r, t.limits, at, largest,
             "table size must be at most " + Twine(largest));
}

static void checkMemory(Reader &r, const MemoryType &t, uint64_t at) {
  const Limits &l = t.limits;
  if (l.shared && !l.max)
    r.invalid(at, "shared memory must have maximum");
  // All that addresses can reach; one page less where that is 2^32 or 2^64.
  unsigned bits = (l.is64 ? 64 : 32) - t.pageShift;
  uint64_t largest = bits == 64   ? UINT64_MAX
                     : bits == 32 ? UINT32_MAX
                                  : uint64_t(1) << bits;
  checkRange(r, l, at, largest,
             "memory size must be at most " + Twine(largest) + " pages" +
                 (largest == 65536 ? " (4GiB)" : ""));
}

TableType Decoder::tableType(Reader &r) {
  TableType t;
  t.elem = readRefType(r, m);
  uint64_t at = r.offset();
  uint8_t flags = r.u8();
  if (flags & ~5u)
    r.malformed(at, "malformed limits flags 0x" + Twine::utohexstr(flags));
  if (flags & 4)
    requireFeature(r, m, Feature::Memory64, at, "a table of i64 indices");
  t.limits = limits(r, flags);
  checkTable(r, t, at);
  if (!m.tables.empty())
    requireFeature(r, m, Feature::ReferenceTypes, at, "multiple tables");
  return t;
}

MemoryType Decoder::memoryType(Reader &r) {
  MemoryType t;
  uint64_t at = r.offset();
  uint8_t flags = r.u8();
  if (flags > 15)
    r.malformed(at, "malformed limits flags 0x" + Twine::utohexstr(flags));
  memoryFeatures(r, flags, at);
  t.limits = limits(r, flags);
  if (flags & 8)
    t.pageShift = pageShift(r);
  checkMemory(r, t, at);
  if (!m.memories.empty())
    requireFeature(r, m, Feature::MultiMemory, at, "multiple memories");
  return t;
}

void Decoder::memoryFeatures(Reader &r, uint8_t flags, uint64_t at) {
  if (flags & 2)
    requireFeature(r, m, Feature::Threads, at,
                   "malformed limits flags: a shared memory");
  if (flags & 4)
    requireFeature(r, m, Feature::Memory64, at,
                   "malformed limits flags: a memory of i64 addresses");
  if (flags & 8)
    requireFeature(r, m, Feature::CustomPageSizes, at,
                   "malformed limits flags: a custom page size");
}

uint8_t Decoder::pageShift(Reader &r) {
  uint64_t at = r.offset();
  uint32_t shift = r.u32();
  if (shift >= 64)
    r.malformed(at, "invalid custom page size 2^" + Twine(shift));
  else if (shift != 0 && shift != 16)
    r.invalid(at, "invalid custom page size 2^" + Twine(shift) +
                      ": 1 and 65536 are allowed");
  return r ? shift : 16;
}

GlobalType Decoder::globalType(Reader &r) {
  GlobalType t;
  t.type = readValType(r, m);
  t.isMutable = readMutability(r);
  return t;
}

TagType Decoder::tagType(Reader &r) {
  uint64_t at = r.offset();
  if (r.u8() != 0)
    r.malformed(at, "malformed tag attribute");
  uint32_t type = readFuncTypeIndex(r, m);
  if (r && !m.types[type].func.results.empty())
    r.invalid(at, "non-empty tag result type: " + toString(m.types[type].func));
  return {type};
}

//===-- Imports and definitions -------------------------------------------===//

void Decoder::importSection(Reader &r) {
  uint32_t n = r.count("imports", limits::imports, 3);
  m.imports.reserve(n);
  for (uint32_t i = 0; i != n && r; ++i)
    import(r);
  importedFuncs = m.functions.size();
}

void Decoder::import(Reader &r) {
  Import i;
  i.offset = r.offset();
  i.module = r.name();
  i.name = r.name();
  uint64_t at = r.offset();
  uint8_t kind = r.u8();
  if (kind > uint8_t(ExternKind::Tag))
    r.malformed(at, "malformed import kind 0x" + Twine::utohexstr(kind));
  if (!r)
    return;
  i.kind = ExternKind(kind);
  importDesc(r, i);
  m.imports.push_back(i);
}

void Decoder::importDesc(Reader &r, Import &i) {
  ImportIndex self = m.imports.size();
  uint64_t at = r.offset();
  switch (i.kind) {
  case ExternKind::Func:
    i.index = m.functions.size();
    m.functions.push_back({readFuncTypeIndex(r, m), self, {}});
    return;
  case ExternKind::Table:
    i.index = m.tables.size();
    m.tables.push_back({tableType(r), self, {}});
    return;
  case ExternKind::Memory:
    i.index = m.memories.size();
    m.memories.push_back({memoryType(r), self});
    return;
  case ExternKind::Global:
    i.index = m.globals.size();
    m.globals.push_back({globalType(r), self, {}});
    if (m.globals.back().type.isMutable)
      requireFeature(r, m, Feature::MutableGlobals, at, "a mutable import");
    return;
  case ExternKind::Tag:
    requireFeature(r, m, Feature::Exceptions, at, "a tag");
    i.index = m.tags.size();
    m.tags.push_back({tagType(r), self});
    return;
  }
}

/// Entities defined here count together with the imported ones.
static uint32_t definitions(Reader &r, const char *what, uint32_t limit,
                            size_t imported, unsigned minBytes) {
  uint64_t at = r.offset();
  uint32_t n = r.count(what, limit, minBytes);
  if (n + imported > limit)
    r.malformed(at, "too many " + Twine(what) + ": " + Twine(n + imported) +
                        " with the imported ones, the limit is " +
                        Twine(limit));
  return r ? n : 0;
}

void Decoder::functionSection(Reader &r) {
  uint32_t n =
      definitions(r, "functions", limits::functions, m.functions.size(), 1);
  m.functions.reserve(m.functions.size() + n);
  for (uint32_t i = 0; i != n && r; ++i)
    m.functions.push_back({readFuncTypeIndex(r, m), {}, {}});
}

void Decoder::tableSection(Reader &r) {
  uint32_t n = definitions(r, "tables", limits::tables, m.tables.size(), 2);
  for (uint32_t i = 0; i != n && r; ++i)
    m.tables.push_back(table(r));
}

Table Decoder::table(Reader &r) {
  constexpr uint8_t withInit = 0x40;
  if (r.peek() != withInit)
    return {tableType(r), {}, {}};
  uint64_t at = r.offset();
  r.u8();
  requireFeature(r, m, Feature::FunctionReferences, at,
                 "a table with an initial value");
  if (r.u8() != 0)
    r.malformed(at + 1, "zero byte expected in a table's definition");
  Table t{tableType(r), {}, {}};
  t.init = constExpr(r);
  return t;
}

void Decoder::memorySection(Reader &r) {
  uint32_t n =
      definitions(r, "memories", limits::memories, m.memories.size(), 1);
  for (uint32_t i = 0; i != n && r; ++i)
    m.memories.push_back({memoryType(r), {}});
}

void Decoder::tagSection(Reader &r) {
  requireFeature(r, m, Feature::Exceptions, r.offset(), "the tag section");
  uint32_t n = definitions(r, "tags", limits::tags, m.tags.size(), 2);
  for (uint32_t i = 0; i != n && r; ++i)
    m.tags.push_back({tagType(r), {}});
}

void Decoder::globalSection(Reader &r) {
  uint32_t n = definitions(r, "globals", limits::globals, m.globals.size(), 3);
  m.globals.reserve(m.globals.size() + n);
  for (uint32_t i = 0; i != n && r; ++i) {
    GlobalType type = globalType(r);
    m.globals.push_back({type, {}, constExpr(r)});
  }
}

void Decoder::exportSection(Reader &r) {
  uint32_t n = r.count("exports", limits::exports, 2);
  m.exports.reserve(n);
  for (uint32_t i = 0; i != n && r; ++i) {
    Export e;
    e.offset = r.offset();
    e.name = r.name();
    uint64_t at = r.offset();
    uint8_t kind = r.u8();
    if (kind > uint8_t(ExternKind::Tag))
      r.malformed(at, "malformed export kind 0x" + Twine::utohexstr(kind));
    e.kind = ExternKind(kind);
    e.index = r.u32();
    m.exports.push_back(e);
  }
}

void Decoder::startSection(Reader &r) {
  m.startOffset = r.offset();
  m.start = r.u32();
}

//===-- Segments and code -------------------------------------------------===//

void Decoder::elemSection(Reader &r) {
  uint32_t n = r.count("element segments", limits::elemSegments, 2);
  m.elems.reserve(n);
  for (uint32_t i = 0; i != n && r; ++i)
    m.elems.push_back(elemSegment(r));
}

// Spec: 5.5.12. Bits of the flags: not active; explicit table, or declarative;
// expressions.
ElemSegment Decoder::elemSegment(Reader &r) {
  ElemSegment s;
  s.fileOffset = r.offset();
  uint32_t flags = r.u32();
  if (flags > 7)
    r.malformed(s.fileOffset,
                "malformed elements segment kind " + Twine(flags));
  if (flags != 0)
    requireFeature(r, m, Feature::BulkMemory, s.fileOffset,
                   "this kind of element segment");
  bool exprs = flags & 4;
  s.mode = !(flags & 1)  ? SegmentMode::Active
           : (flags & 2) ? SegmentMode::Declarative
                         : SegmentMode::Passive;
  if (s.mode == SegmentMode::Active) {
    s.table = flags & 2 ? r.u32() : 0;
    s.offset = constExpr(r);
  }
  s.type = ValType::ref({HeapKind::Func}, /*nullable=*/exprs);
  if (flags & 3)
    elemKind(r, s, exprs);
  elemItems(r, s, exprs);
  return s;
}

void Decoder::elemKind(Reader &r, ElemSegment &s, bool exprs) {
  uint64_t at = r.offset();
  if (exprs)
    s.type = readRefType(r, m);
  else if (r.u8() != 0)
    r.malformed(at, "malformed element kind");
}

void Decoder::elemItems(Reader &r, ElemSegment &s, bool exprs) {
  uint32_t n = r.count("elements in a segment", limits::elemEntries);
  if (!exprs) {
    s.funcs.resize(n);
    for (uint32_t &f : s.funcs)
      f = r.u32();
    return;
  }
  s.exprs.reserve(std::min<size_t>(n, r.remaining() / 2));
  for (uint32_t i = 0; i != n && r; ++i)
    s.exprs.push_back(constExpr(r));
}

void Decoder::dataCountSection(Reader &r) {
  requireFeature(r, m, Feature::BulkMemory, r.offset(),
                 "the data count section");
  m.hasDataCount = true;
  dataCount = r.u32();
}

void Decoder::codeSection(Reader &r) {
  m.codeOffset = r.offset();
  m.codeSize = r.remaining();
  uint64_t at = r.offset();
  uint32_t n = r.count("function bodies", limits::functions);
  // Fewer bodies than functions may mean that the section is repeated, which
  // is for the loop over sections to say.
  if (r && n > m.functions.size() - importedFuncs)
    r.malformed(at, "function and code section have inconsistent lengths: " +
                        Twine(m.functions.size() - importedFuncs) + " and " +
                        Twine(n));
  for (; bodies != n && r; ++bodies) {
    uint64_t sizeAt = r.offset();
    uint32_t size = r.u32();
    if (size > limits::bodyBytes)
      r.malformed(sizeAt, "function body too large: " + Twine(size) +
                              " bytes, the limit is " +
                              Twine(limits::bodyBytes));
    uint64_t start = r.offset();
    m.functions[importedFuncs + bodies].body = {r.take(size), start};
  }
}

void Decoder::dataSection(Reader &r) {
  uint32_t n = r.count("data segments", limits::dataSegments, 2);
  if (m.hasDataCount && r && n != dataCount)
    r.malformed(r.offset(),
                "data count and data section have inconsistent lengths: " +
                    Twine(dataCount) + " and " + Twine(n));
  m.datas.reserve(n);
  for (uint32_t i = 0; i != n && r; ++i)
    m.datas.push_back(dataSegment(r));
}

DataSegment Decoder::dataSegment(Reader &r) {
  DataSegment s;
  s.fileOffset = r.offset();
  uint32_t flags = r.u32();
  if (flags > 2)
    r.malformed(s.fileOffset, "malformed data segment kind " + Twine(flags));
  if (flags != 0)
    requireFeature(r, m, Feature::BulkMemory, s.fileOffset,
                   "this kind of data segment");
  s.mode = flags == 1 ? SegmentMode::Passive : SegmentMode::Active;
  s.memory = flags == 2 ? r.u32() : 0;
  if (s.mode == SegmentMode::Active)
    s.offset = constExpr(r);
  uint32_t size = r.u32();
  uint64_t at = r.offset();
  s.data = {r.take(size), at};
  return s;
}

/// Skips to the `end` that closes the expression. Blocks may not occur, but to
/// say so is up to the validator, so their nesting is kept here.
ConstExpr Decoder::constExpr(Reader &r) {
  uint64_t at = r.offset();
  uint64_t depth = 1;
  while (depth != 0 && r) {
    decodeInstr(r, m, scratch);
    Imm imm = opInfo(scratch.op).imm;
    if (imm == Imm::Block || imm == Imm::TryTable)
      ++depth;
    else if (scratch.op == Op::End)
      --depth;
  }
  return r ? ConstExpr{m.bytes.slice(at, r.offset() - at), at} : ConstExpr{};
}

} // namespace

Expected<Module> decodeModule(ArrayRef<uint8_t> bytes, FeatureSet features) {
  return Decoder(bytes, features).run();
}

} // namespace sinter::wasm
