//===- Unsupported.cpp - what is valid and has no lowering yet ------------===//
#include "Unsupported.h"
#include "../bindings/WasiImports.h"
#include "../wasm/Reader.h"
#include "../wasm/Validator.h"
#include "Lower.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

static std::string featureText(Feature f) {
  const FeatureInfo &info = featureInfo(f);
  return (Twine("the feature '") + info.text + "' (" + info.description + ")")
      .str();
}

static Error unsupported(Feature f, uint64_t offset, const Twine &what) {
  return make_error<WasmError>(
      offset,
      ("not supported yet: " + what + " needs " + featureText(f)).str());
}

Error unsupportedInstr(const wasm::Module &m, uint32_t func, Op op,
                       uint64_t offset) {
  const OpInfo &info = opInfo(op);
  auto e = std::make_unique<WasmError>(offset, "not supported yet: needs " +
                                                   featureText(info.feature));
  e->function = func;
  e->functionName = m.funcName(func);
  e->instruction = info.text.str();
  return Error(std::move(e));
}

static Error checkConstExpr(const wasm::Module &m, const ConstExpr &e) {
  Error error = Error::success();
  if (e.bytes.empty())
    return error;
  visitConstExpr(m, e, [&](const Instr &in) {
    const OpInfo &info = opInfo(in.op);
    if (!error && !featureInfo(info.feature).lowered)
      error = unsupported(info.feature, in.offset, info.text);
  });
  return error;
}

static Error checkConstExprs(const wasm::Module &m) {
  std::vector<const ConstExpr *> all;
  for (const Global &g : m.globals)
    all.push_back(&g.init);
  for (const Table &t : m.tables)
    all.push_back(&t.init);
  for (const DataSegment &d : m.datas)
    all.push_back(&d.offset);
  for (const ElemSegment &s : m.elems) {
    all.push_back(&s.offset);
    for (const ConstExpr &e : s.exprs)
      all.push_back(&e);
  }
  for (const ConstExpr *e : all)
    if (Error error = checkConstExpr(m, *e))
      return error;
  return Error::success();
}

static Error checkWasi(const wasm::Module &m, const Import &i) {
  std::string problem = wasiProblem(m, i);
  if (problem.empty())
    return Error::success();
  return make_error<WasmError>(
      i.offset, ("incompatible import type: " + i.module + "." + i.name +
                 " of type " + toString(m.funcType(i.index)) + ": " + problem)
                    .str());
}

Error checkSupported(const wasm::Module &m, const LowerOptions &o) {
  for (const Import &i : m.imports) {
    if (i.kind == ExternKind::Tag)
      return unsupported(Feature::Exceptions, i.offset, "the import of a tag");
    if (o.importSymbols && isWasi(i))
      if (Error e = checkWasi(m, i))
        return e;
  }
  for (const Export &e : m.exports)
    if (e.kind == ExternKind::Tag)
      return unsupported(Feature::Exceptions, e.offset, "the export of a tag");
  for (const Memory &memory : m.memories)
    if (memory.type.limits.shared)
      return unsupported(Feature::Threads,
                         memory.import ? m.imports[*memory.import].offset : 0,
                         "a shared memory");
  return checkConstExprs(m);
}

} // namespace sinter
