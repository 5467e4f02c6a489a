//===- Inspect.cpp - what is in a module ----------------------------------===//
//
// One description, a list of tables, printed in two ways: aligned columns for
// people and JSON for programs, where a table is an array of objects. The
// module is validated first: what is shown can be relied on.
//
//===----------------------------------------------------------------------===//
#include "Compilation.h"
#include "Printable.h"
#include "sinter/Compiler.h"
#include "wasm/Validator.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter {
namespace {

struct Table {
  StringRef title;
  std::vector<StringRef> columns;
  std::vector<std::vector<json::Value>> rows;
};

using Description = std::vector<Table>;

// ---- types as text ----

std::string limits(const wasm::Limits &l) {
  std::string s = std::to_string(l.min);
  s += l.max ? " .. " + std::to_string(*l.max) : " ..";
  return s + (l.is64 ? " i64" : "") + (l.shared ? " shared" : "");
}

std::string memoryType(const wasm::MemoryType &t) {
  std::string s = limits(t.limits) + " pages";
  if (t.pageShift != 16)
    s += " of " + std::to_string(1ull << t.pageShift) + " bytes";
  return s;
}

std::string tableType(const wasm::TableType &t) {
  return limits(t.limits) + " " + toString(t.elem);
}

std::string globalType(const wasm::GlobalType &t) {
  return (t.isMutable ? "mut " : "") + toString(t.type);
}

std::string fieldType(const wasm::FieldType &f) {
  std::string type =
      f.packedBits ? "i" + std::to_string(f.packedBits) : toString(f.type);
  return (f.isMutable ? "mut " : "") + type;
}

std::string compositeType(const wasm::SubType &t) {
  if (t.kind == wasm::CompositeKind::Func)
    return toString(t.func);
  std::string s =
      t.kind == wasm::CompositeKind::Struct ? "struct {" : "array {";
  for (const wasm::FieldType &f : t.fields)
    s += " " + fieldType(f);
  return s + " }";
}

std::string externType(const wasm::Module &m, wasm::ExternKind kind,
                       uint32_t index) {
  switch (kind) {
  case wasm::ExternKind::Func:
    return toString(m.funcType(index));
  case wasm::ExternKind::Table:
    return tableType(m.tables[index].type);
  case wasm::ExternKind::Memory:
    return memoryType(m.memories[index].type);
  case wasm::ExternKind::Global:
    return globalType(m.globals[index].type);
  case wasm::ExternKind::Tag:
    return toString(m.types[m.tags[index].type.typeIndex].func);
  }
  llvm_unreachable("all kinds handled");
}

// ---- the description ----

Table summary(const wasm::Module &m, const Input &in) {
  Table t{"module", {"property", "value"}, {}};
  auto add = [&](StringRef property, json::Value value) {
    t.rows.push_back({property, std::move(value)});
  };
  uint64_t dataBytes = 0;
  for (const wasm::DataSegment &d : m.datas)
    dataBytes += d.data.bytes.size();
  add("file", json::fixUTF8(in.name));
  if (!m.names.module.empty())
    add("name", m.names.module);
  add("bytes", int64_t(in.bytes.size()));
  add("code bytes", int64_t(m.codeSize));
  add("data bytes", int64_t(dataBytes));
  add("functions", int64_t(m.functions.size() - m.importedFuncs()));
  add("function names", int64_t(m.names.functions.size()));
  add("data segments", int64_t(m.datas.size()));
  add("element segments", int64_t(m.elems.size()));
  if (m.start)
    add("start function", m.funcName(*m.start));
  return t;
}

Table importTable(const wasm::Module &m) {
  Table t{"imports", {"module", "name", "kind", "type"}, {}};
  for (const wasm::Import &i : m.imports)
    t.rows.push_back(
        {i.module, i.name, toString(i.kind), externType(m, i.kind, i.index)});
  return t;
}

Table exportTable(const wasm::Module &m) {
  Table t{"exports", {"name", "kind", "index", "type"}, {}};
  for (const wasm::Export &e : m.exports)
    t.rows.push_back({e.name, toString(e.kind), int64_t(e.index),
                      externType(m, e.kind, e.index)});
  return t;
}

Table typeTable(const wasm::Module &m) {
  Table t{"types", {"index", "type"}, {}};
  for (auto [i, type] : enumerate(m.types))
    t.rows.push_back({int64_t(i), compositeType(type)});
  return t;
}

/// A table for one index space whose entries have a type and may be imported.
template <typename Entries, typename ToText>
Table spaceTable(StringRef title, const Entries &entries, ToText toText) {
  Table t{title, {"index", "type", "imported"}, {}};
  for (auto [i, entry] : enumerate(entries))
    t.rows.push_back(
        {int64_t(i), toText(entry.type), entry.import.has_value()});
  return t;
}

Table featureTable(wasm::FeatureSet used) {
  Table t{"features", {"name", "description"}, {}};
  for (wasm::Feature f : wasm::allFeatures())
    if (used.has(f))
      t.rows.push_back({featureInfo(f).text, featureInfo(f).description});
  return t;
}

Table listTable(StringRef title, StringRef column,
                ArrayRef<std::string> items) {
  Table t{title, {column}, {}};
  for (const std::string &item : items)
    t.rows.push_back({json::fixUTF8(item)});
  return t;
}

Table customTable(const wasm::Module &m) {
  Table t{"custom sections", {"name", "bytes"}, {}};
  for (const wasm::CustomSection &s : m.customs)
    t.rows.push_back({s.name, int64_t(s.payload.bytes.size())});
  return t;
}

Description describe(const wasm::Module &m, const Input &in,
                     wasm::FeatureSet used) {
  return {summary(m, in),
          featureTable(used),
          importTable(m),
          exportTable(m),
          spaceTable("memories", m.memories, memoryType),
          spaceTable("tables", m.tables, tableType),
          spaceTable("globals", m.globals, globalType),
          typeTable(m),
          customTable(m),
          listTable("producers", "producer", m.producers),
          listTable("target features", "feature", m.targetFeatures)};
}

// ---- printing ----

json::Value toJson(const Table &t) {
  json::Array rows;
  for (const std::vector<json::Value> &cells : t.rows) {
    json::Object row;
    for (auto [column, cell] : zip(t.columns, cells))
      row[column] = cell;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The summary is an object of its own, not an array of properties.
json::Value toJson(const Description &d) {
  json::Object all, module;
  for (const std::vector<json::Value> &row : d.front().rows)
    module[*row[0].getAsString()] = row[1];
  all[d.front().title] = std::move(module);
  for (const Table &t : drop_begin(d))
    all[t.title] = toJson(t);
  return all;
}

std::string cellText(const json::Value &v) {
  if (auto s = v.getAsString())
    return printable(*s);
  if (auto b = v.getAsBoolean())
    return *b ? "imported" : "";
  return std::to_string(*v.getAsInteger());
}

void printTable(raw_ostream &os, const Table &t) {
  std::vector<std::vector<std::string>> rows;
  std::vector<size_t> widths(t.columns.size());
  for (const std::vector<json::Value> &cells : t.rows) {
    rows.emplace_back();
    for (auto [i, cell] : enumerate(cells)) {
      rows.back().push_back(cellText(cell));
      widths[i] = std::max(widths[i], rows.back().back().size());
    }
  }
  os << t.title << " (" << t.rows.size() << ")\n";
  for (const std::vector<std::string> &row : rows) {
    std::string line;
    for (auto [i, cell] : enumerate(row))
      line += "  " + cell + std::string(widths[i] - cell.size(), ' ');
    os << StringRef(line).rtrim(' ') << '\n';
  }
}

} // namespace

Result inspect(const Input &in, const Options &o, bool json,
               std::string &text) {
  if (Result r = validate(in, o); !r)
    return r;
  Expected<wasm::Module> m = decodeInput(in, o);
  if (!m)
    return toResult(m.takeError(), in);
  Description d = describe(*m, in, wasm::usedFeatures(*m));
  raw_string_ostream os(text);
  if (json)
    os << formatv("{0:2}\n", toJson(d));
  else
    for (const Table &t : d)
      if (!t.rows.empty())
        printTable(os, t);
  return {};
}

} // namespace sinter
