//===- Scan.cpp - what must be known before the first body is lowered -----===//
#include "Scan.h"
#include "../wasm/Instr.h"
#include "../wasm/Reader.h"
#include "../wasm/Validator.h"
#include "Lower.h"

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

static void scanConstExpr(const Module &m, const ConstExpr &e, Scan &scan) {
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

static void scanBody(const Module &m, const Function &f, Scan &scan) {
  Reader r(f.body);
  skipLocals(r);
  Instr in;
  while (!r.done()) {
    decodeInstr(r, m, in);
    if (!r)
      return;
    switch (in.op) {
    case Op::ReturnCall:
    case Op::ReturnCallIndirect:
    case Op::ReturnCallRef:
      scan.tailCalls = true;
      break;
    case Op::RefFunc:
      if (in.index < m.functions.size())
        scan.refs[in.index] = true;
      break;
    default:
      break;
    }
  }
}

Scan scanModule(const Module &m, const LowerOptions &o) {
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
  for (const ElemSegment &s : m.elems) {
    if (s.mode == SegmentMode::Declarative)
      continue; // only says that a body may have a ref.func
    for (uint32_t func : s.funcs)
      scan.refs[func] = true;
    for (const ConstExpr &e : s.exprs)
      scanConstExpr(m, e, scan);
  }
  for (const Table &t : m.tables)
    scanConstExpr(m, t.init, scan);
  for (const Global &g : m.globals)
    scanConstExpr(m, g.init, scan);
  for (const Function &f : m.functions)
    if (!f.import)
      scanBody(m, f, scan);
  return scan;
}

} // namespace sinter
