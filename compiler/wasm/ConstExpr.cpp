//===- ConstExpr.cpp - constant expressions -------------------------------===//
//
// Initial values and offsets are written with few of the instructions, which
// are checked by the rules for bodies. Spec: 3.3.13.
//
//===----------------------------------------------------------------------===//
#include "BodyValidator.h"
#include "InstrDecoder.h"
#include "TypeReader.h"

using namespace llvm;

namespace sinter::wasm {

void BodyValidator::constExpr(ValType expected, uint32_t visibleGlobals,
                              std::vector<bool> &refs) {
  pushFrame(Op::Block, nullptr, expected);
  while (!frames.empty() && r) {
    decodeInstr(r, m, in);
    if (!r)
      return;
    constStep(visibleGlobals, refs);
    decoder::noteInstruction(r, in);
  }
}

void BodyValidator::constStep(uint32_t visibleGlobals,
                              std::vector<bool> &refs) {
  switch (in.op) {
  case Op::GlobalGet:
    return constGlobal(visibleGlobals);
  case Op::RefFunc:
    if (in.index < refs.size())
      refs[in.index] = true;
    return refFunc();
  case Op::I32Add:
  case Op::I32Sub:
  case Op::I32Mul:
  case Op::I64Add:
  case Op::I64Sub:
  case Op::I64Mul:
    requireFeature(r, m, Feature::ExtendedConst, in.offset,
                   "constant expression required: arithmetic in it");
    return step();
  case Op::I32Const:
  case Op::I64Const:
  case Op::F32Const:
  case Op::F64Const:
  case Op::V128Const:
  case Op::RefNull:
  case Op::RefI31:
  case Op::StructNew:
  case Op::StructNewDefault:
  case Op::ArrayNew:
  case Op::ArrayNewDefault:
  case Op::ArrayNewFixed:
  case Op::AnyConvertExtern:
  case Op::ExternConvertAny:
  case Op::End:
    return step();
  default:
    invalid("constant expression required");
  }
}

void BodyValidator::constGlobal(uint32_t visibleGlobals) {
  if (in.index >= visibleGlobals)
    return unknown("global", in.index);
  const Global &g = m.globals[in.index];
  if (g.type.isMutable)
    return invalid("constant expression required: global " + Twine(in.index) +
                   " is mutable");
  if (!g.import)
    requireFeature(r, m, Feature::Gc, in.offset,
                   "constant expression required: a global that is not "
                   "imported");
  pushVal(g.type.type);
}

Error validateConstExpr(const Module &m, const ConstExpr &e, ValType expected,
                        uint32_t visibleGlobals, std::vector<bool> &refs) {
  BodyValidator v(m, e);
  v.constExpr(expected, visibleGlobals, refs);
  return v.r.takeError();
}

void visitConstExpr(const Module &m, const ConstExpr &e,
                    function_ref<void(const Instr &)> consumer) {
  Reader r(e);
  Instr in;
  for (decodeInstr(r, m, in); r && in.op != Op::End; decodeInstr(r, m, in))
    consumer(in);
}

} // namespace sinter::wasm
