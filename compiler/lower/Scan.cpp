//===- Scan.cpp - what must be known before the first body is lowered -----===//
#include "Scan.h"
#include "../wasm/InstrDecoder.h"
#include "../wasm/Validator.h"
#include "Lower.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

/// An executable is entered through the functions of the WASI ABI, and its
/// runtime reads and writes the memory. Nobody can ask for the rest.
static bool isKept(const Export &e, bool executable) {
  if (!executable)
    return true;
  if (e.kind == ExternKind::Func)
    return e.name == "_start" || e.name == "_initialize";
  return e.kind == ExternKind::Memory;
}

static void scanConstExpr(const wasm::Module &m, const ConstExpr &e,
                          Scan &scan) {
  if (e.bytes.empty())
    return;
  visitConstExpr(m, e, [&](const Instr &in) {
    if (in.op == Op::RefFunc)
      scan.refs[in.index] = true;
  });
}

/// Skips the declarations of locals, which come before the instructions.
static void skipLocals(Reader &r) {
  for (uint32_t groups = r.u32(); groups && r; --groups) {
    r.u32();
    uint8_t type = r.u8();
    if (type == 0x63 || type == 0x64) // ref null HEAPTYPE, ref HEAPTYPE
      r.s33();
  }
}

template <typename List> static void sortUnique(List &list) {
  llvm::sort(list);
  list.erase(llvm::unique(list), list.end());
}

namespace {

/// Notes what instructions do. Indices that do not exist are left out.
class BodyScanner {
public:
  BodyScanner(const wasm::Module &m, BodyScan &out) : m(m), out(out) {}

  void instr(const Instr &in) {
    switch (in.op) {
    case Op::ReturnCall:
      out.tailCalls = true;
      [[fallthrough]];
    case Op::Call:
      return note(out.calls, in.index, m.functions);
    case Op::ReturnCallIndirect:
      out.tailCalls = true;
      [[fallthrough]];
    case Op::CallIndirect:
      return noteCall({in.index2, in.index});
    case Op::ReturnCallRef:
      out.tailCalls = true;
      [[fallthrough]];
    case Op::CallRef:
      return noteCall({IndirectCall::noTable, in.index});
    case Op::RefFunc:
      return note(out.refs, in.index, m.functions);
    case Op::GlobalSet:
      return note(out.setGlobals, in.index, m.globals);
    case Op::MemoryGrow:
      return note(out.grownMemories, in.index, m.memories);
    default:
      return tableInstr(in);
    }
  }

private:
  void tableInstr(const Instr &in) {
    switch (in.op) {
    case Op::TableGrow:
      return note(out.grownTables, in.index, m.tables);
    case Op::TableSet:
    case Op::TableFill:
    case Op::TableCopy:
      return note(out.writtenTables, in.index, m.tables);
    case Op::TableInit:
      return note(out.writtenTables, in.index2, m.tables);
    default:
      return;
    }
  }
  template <typename Space>
  void note(BodyScan::List<uint32_t> &list, uint32_t index,
            const Space &space) {
    if (index < space.size())
      list.push_back(index);
  }
  void noteCall(IndirectCall call) {
    bool exists =
        call.table == IndirectCall::noTable || call.table < m.tables.size();
    if (exists && call.type < m.types.size())
      out.indirectCalls.push_back(call);
  }

  const wasm::Module &m;
  BodyScan &out;
};

} // namespace

BodyScan scanBody(const wasm::Module &m, const wasm::Function &f) {
  BodyScan scan;
  BodyScanner scanner(m, scan);
  Reader r(f.body);
  skipLocals(r);
  Instr in;
  while (!r.done()) {
    decodeInstrInline(r, m, in);
    if (!r)
      break;
    scanner.instr(in);
  }
  for (auto *list :
       {&scan.calls, &scan.refs, &scan.setGlobals, &scan.grownMemories,
        &scan.writtenTables, &scan.grownTables})
    sortUnique(*list);
  sortUnique(scan.indirectCalls);
  return scan;
}

/// Whether all items of a segment are functions or nulls, known now.
static bool holdsFuncs(const wasm::Module &m, const ElemSegment &s) {
  if (!m.isSubtype(s.type.heap(), HeapType{HeapKind::Func}))
    return false;
  return all_of(s.exprs, [&](const ConstExpr &e) {
    bool known = true;
    visitConstExpr(m, e, [&](const Instr &in) {
      known &= in.op == Op::RefFunc || in.op == Op::RefNull;
    });
    return known;
  });
}

Scan scanModule(const wasm::Module &m, const LowerOptions &o) {
  Scan scan;
  scan.refs.resize(m.functions.size());
  for (uint32_t i = 0; i != m.exports.size(); ++i) {
    const Export &e = m.exports[i];
    if (!isKept(e, o.executable))
      continue;
    scan.exports.push_back(i);
    if (e.kind == ExternKind::Func)
      scan.refs[e.index] = true;
  }
  if (m.start && o.hasVersions()) // see ModuleLowering::entryTarget
    scan.refs[*m.start] = true;
  for (const ElemSegment &s : m.elems) {
    scan.elemHoldsFuncs.push_back(holdsFuncs(m, s));
    if (s.mode == SegmentMode::Declarative)
      continue; // only says that a body may have a ref.func
    for (uint32_t func : s.funcs)
      scan.refs[func] = true;
    for (const ConstExpr &e : s.exprs)
      scanConstExpr(m, e, scan);
  }
  for (const wasm::Table &t : m.tables)
    scanConstExpr(m, t.init, scan);
  for (const Global &g : m.globals)
    scanConstExpr(m, g.init, scan);
  std::vector<BodyScan> bodies(m.functions.size());
  for (auto [f, body] : zip_equal(m.functions, bodies)) {
    if (f.import)
      continue;
    body = scanBody(m, f);
    scan.tailCalls |= body.tailCalls;
    for (uint32_t func : body.refs)
      scan.refs[func] = true;
  }
  scan.facts = ModuleFacts(m, o, scan, bodies);
  for (BodyScan &body : bodies) {
    scan.calls.push_back(std::move(body.calls));
    append_range(scan.indirectCalls, body.indirectCalls);
  }
  sortUnique(scan.indirectCalls);
  return scan;
}

} // namespace sinter
