//===- ModuleFacts.cpp - what holds for all code of a module --------------===//
#include "ModuleFacts.h"
#include "../wasm/Validator.h"
#include "Lower.h"
#include "MemoryLimits.h"
#include "Scan.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {
namespace {

// ---- what the outside reaches ----

/// By kind and index: whether code that is not this module's can change it.
struct Reached {
  Reached(const wasm::Module &m, const LowerOptions &o, const Scan &scan)
      : memories(m.memories.size()), tables(m.tables.size()),
        globals(m.globals.size()) {
    for (auto [i, memory] : enumerate(m.memories))
      memories[i] = memory.import || memory.type.limits.shared;
    for (auto [i, table] : enumerate(m.tables))
      tables[i] = table.import || table.type.limits.shared;
    for (auto [i, global] : enumerate(m.globals))
      globals[i] = global.import.has_value();
    if (o.selfContained)
      return;
    for (uint32_t e : scan.exports)
      mark(m.exports[e]);
  }
  std::vector<bool> memories, tables, globals;

private:
  void mark(const Export &e) {
    if (e.kind == ExternKind::Memory)
      memories[e.index] = true;
    else if (e.kind == ExternKind::Table)
      tables[e.index] = true;
    else if (e.kind == ExternKind::Global)
      globals[e.index] = true;
  }
};

// ---- contents of tables ----

using Known = std::optional<uint64_t>;

/// The number that an expression of type i32 or i64 has in every instance.
/// `globals` has the values of those before it.
Known knownNumber(const wasm::Module &m, const ConstExpr &e,
                  ArrayRef<Known> globals) {
  SmallVector<Known, 4> stack;
  bool known = !e.bytes.empty();
  auto binary = [&](auto f) {
    Known r = stack.pop_back_val(), l = stack.pop_back_val();
    stack.push_back(l && r ? Known(f(*l, *r)) : std::nullopt);
  };
  auto truncate = [&] {
    if (stack.back())
      stack.back() = uint32_t(*stack.back());
  };
  visitConstExpr(m, e, [&](const Instr &in) {
    switch (in.op) {
    case Op::I32Const:
      return stack.push_back(uint32_t(in.bits));
    case Op::I64Const:
      return stack.push_back(in.bits);
    case Op::GlobalGet:
      return stack.push_back(globals[in.index]);
    case Op::I32Add:
      return binary(std::plus<uint64_t>()), truncate();
    case Op::I32Sub:
      return binary(std::minus<uint64_t>()), truncate();
    case Op::I32Mul:
      return binary(std::multiplies<uint64_t>()), truncate();
    case Op::I64Add:
      return binary(std::plus<uint64_t>());
    case Op::I64Sub:
      return binary(std::minus<uint64_t>());
    case Op::I64Mul:
      return binary(std::multiplies<uint64_t>());
    default:
      known = false;
      return stack.push_back(std::nullopt);
    }
  });
  return known ? stack.back() : std::nullopt;
}

/// Values of the globals that active segments may be placed by: immutable.
std::vector<Known> knownNumbers(const wasm::Module &m) {
  std::vector<Known> known(m.globals.size());
  for (auto [i, g] : enumerate(m.globals))
    if (!g.import && !g.type.isMutable)
      known[i] = knownNumber(m, g.init, known);
  return known;
}

/// The function that a reference expression yields, or nullSlot; nothing if
/// that depends on the instance. No expression is null.
std::optional<uint32_t> knownReference(const wasm::Module &m,
                                       const ConstExpr &e) {
  std::optional<uint32_t> known = TableFacts::nullSlot;
  if (e.bytes.empty())
    return known;
  visitConstExpr(m, e, [&](const Instr &in) {
    if (in.op == Op::RefFunc)
      known = in.index;
    else if (in.op != Op::RefNull)
      known = std::nullopt;
  });
  return known;
}

std::optional<std::vector<uint32_t>> knownItems(const wasm::Module &m,
                                                const ElemSegment &s) {
  std::vector<uint32_t> items = s.funcs;
  for (const ConstExpr &e : s.exprs) {
    std::optional<uint32_t> item = knownReference(m, e);
    if (!item)
      return std::nullopt;
    items.push_back(*item);
  }
  return items;
}

/// Larger tables are not worth the space: their contents stay unknown.
constexpr uint64_t MaxKnownSlots = 1 << 20;

/// A table as it is before segments are written to it.
void startKnown(const wasm::Module &m, const wasm::Table &t,
                TableFacts &facts) {
  std::optional<uint32_t> init = knownReference(m, t.init);
  facts.known = m.isSubtype(t.type.elem.heap(), {HeapKind::Func}) && init &&
                t.type.limits.min <= MaxKnownSlots;
  if (facts.known)
    facts.slots.assign(t.type.limits.min, *init);
}

/// Writes the active segments to the tables that are known. False if one of
/// them may trap: then those behind it may not be written, and yet code of the
/// module may be called through tables that it imports.
bool writeSegments(const wasm::Module &m, std::vector<TableFacts> &tables) {
  std::vector<Known> globals = knownNumbers(m);
  for (const ElemSegment &s : m.elems) {
    if (s.mode != SegmentMode::Active)
      continue;
    TableFacts &table = tables[s.table];
    uint64_t count = s.funcs.size() + s.exprs.size();
    uint64_t size = m.tables[s.table].type.limits.min;
    Known at = knownNumber(m, s.offset, globals);
    if (!at || count > size || *at > size - count)
      return false;
    if (!table.known)
      continue;
    if (std::optional<std::vector<uint32_t>> items = knownItems(m, s))
      copy(*items, table.slots.begin() + *at);
    else
      table.known = false;
  }
  return true;
}

/// Calls f for each type that a reference to `func` has.
template <typename F>
void forTypesOf(const wasm::Module &m, uint32_t func, F f) {
  std::optional<uint32_t> type = m.functions[func].typeIndex;
  for (; type; type = m.types[*type].super)
    f(m.types[*type].canonical);
}

void findTables(const wasm::Module &m, const Reached &outside,
                ArrayRef<BodyScan> bodies, std::vector<TableFacts> &tables) {
  tables.resize(m.tables.size());
  std::vector<bool> changes = outside.tables, grows = outside.tables;
  for (const BodyScan &body : bodies) {
    for (uint32_t t : body.writtenTables)
      changes[t] = true;
    for (uint32_t t : body.grownTables)
      changes[t] = grows[t] = true;
  }
  for (auto [i, t] : enumerate(m.tables)) {
    const Limits &limits = t.type.limits;
    tables[i].grows = grows[i] && limits.max != limits.min;
    if (!changes[i])
      startKnown(m, t, tables[i]);
  }
  if (!writeSegments(m, tables))
    for (TableFacts &t : tables)
      t.known = false;
  for (TableFacts &t : tables) {
    if (!t.known)
      t.slots = {};
    for (auto [slot, func] : enumerate(t.slots))
      if (func != TableFacts::nullSlot)
        forTypesOf(m, func,
                   [&](uint32_t type) { t.byType[type].push_back(slot); });
  }
}

// ---- calls ----

/// Who calls whom, to find who can reach an instruction that grows something.
/// Nodes: functions, the outside, and each indirect call that some body makes.
class CallGraph {
public:
  CallGraph(const wasm::Module &m, const LowerOptions &o, const Scan &scan,
            ArrayRef<BodyScan> bodies, ArrayRef<TableFacts> tables)
      : m(m), scan(scan), tables(tables), selfContained(o.selfContained),
        outside(m.functions.size()), nodes(outside + 1) {
    groupReferences();
    for (auto [i, f] : enumerate(m.functions))
      if (f.import)
        addEdge(i, outside);
    addOutside();
    for (auto [i, body] : enumerate(bodies))
      addBody(i, body);
  }

  uint32_t outsideNode() const { return outside; }

  /// All nodes from which one of `roots` can be reached.
  std::vector<bool> callersOf(SmallVector<uint32_t> roots) const {
    std::vector<std::pair<uint32_t, uint32_t>> sorted = edges;
    llvm::sort(sorted);
    std::vector<bool> reach(nodes);
    for (uint32_t root : roots)
      reach[root] = true;
    while (!roots.empty()) {
      uint32_t callee = roots.pop_back_val();
      auto first = llvm::lower_bound(sorted, std::pair(callee, 0u));
      for (; first != sorted.end() && first->first == callee; ++first)
        if (!reach[first->second]) {
          reach[first->second] = true;
          roots.push_back(first->second);
        }
    }
    return reach;
  }

  const DenseMap<std::pair<uint32_t, uint32_t>, uint32_t> &indirect() const {
    return callNodes;
  }

private:
  void addEdge(uint32_t caller, uint32_t callee) {
    edges.push_back({callee, caller});
  }

  /// By type, the functions that a reference of that type can be.
  void groupReferences() {
    for (uint32_t f = 0; f != m.functions.size(); ++f)
      if (scan.refs[f])
        forTypesOf(m, f, [&](uint32_t type) { byType[type].push_back(f); });
  }

  /// It can call whatever it can have a reference to. Our WASI calls nothing.
  void addOutside() {
    if (selfContained)
      return;
    for (uint32_t f = 0; f != m.functions.size(); ++f)
      if (scan.refs[f] && !m.functions[f].import)
        addEdge(outside, f);
  }

  void addBody(uint32_t func, const BodyScan &body) {
    for (uint32_t callee : body.calls)
      addEdge(func, callee);
    for (const IndirectCall &call : body.indirectCalls)
      addEdge(func, callNode(call));
  }

  uint32_t callNode(const IndirectCall &call) {
    auto [entry, isNew] = callNodes.try_emplace({call.table, call.type}, nodes);
    uint32_t node = entry->second;
    if (!isNew)
      return node;
    ++nodes;
    if (call.table != IndirectCall::noTable && tables[call.table].known) {
      const TableFacts &table = tables[call.table];
      for (uint32_t slot : table.slotsOfType(call.type))
        addEdge(node, table.slots[slot]);
      return node;
    }
    for (uint32_t func : byType[call.type])
      addEdge(node, func);
    addEdge(node, outside); // a reference to a foreign function
    return node;
  }

  const wasm::Module &m;
  const Scan &scan;
  ArrayRef<TableFacts> tables;
  bool selfContained;
  uint32_t outside, nodes;
  std::vector<std::pair<uint32_t, uint32_t>> edges; ///< callee, caller
  DenseMap<std::pair<uint32_t, uint32_t>, uint32_t> callNodes;
  DenseMap<uint32_t, std::vector<uint32_t>> byType;
};

} // namespace

ModuleFacts::ModuleFacts(const wasm::Module &m, const LowerOptions &o,
                         const Scan &scan, ArrayRef<BodyScan> bodies) {
  Reached outside(m, o, scan);
  memoryGrows = outside.memories;
  globalChanges = outside.globals;
  for (const BodyScan &body : bodies) {
    for (uint32_t memory : body.grownMemories)
      memoryGrows[memory] = true;
    for (uint32_t global : body.setGlobals)
      globalChanges[global] = true;
  }
  for (auto [i, global] : enumerate(m.globals))
    if (!global.type.isMutable)
      globalChanges[i] = false;
  findTables(m, outside, bodies, tables);

  CallGraph graph(m, o, scan, bodies, tables);
  SmallVector<uint32_t> roots;
  for (auto [i, body] : enumerate(bodies))
    if (!body.grownMemories.empty() || !body.grownTables.empty())
      roots.push_back(i);
  auto isTrue = [](bool b) { return b; };
  if (any_of(outside.memories, isTrue) || any_of(outside.tables, isTrue))
    roots.push_back(graph.outsideNode());
  std::vector<bool> reach = graph.callersOf(roots);
  growing.assign(reach.begin(), reach.begin() + m.functions.size());
  for (auto [call, node] : graph.indirect())
    if (!reach[node])
      calm.insert(call);
}

} // namespace sinter
