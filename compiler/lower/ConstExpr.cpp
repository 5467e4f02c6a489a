//===- ConstExpr.cpp - constant expressions -------------------------------===//
#include "ConstExpr.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/IR/Constants.h"
#include "llvm/Support/Endian.h"

using namespace llvm;
using sinter::wasm::Instr;
using sinter::wasm::Op;

namespace sinter {

static Constant *floatConstant(LLVMContext &c, const fltSemantics &semantics,
                               unsigned width, uint64_t bits) {
  return ConstantFP::get(c, APFloat(semantics, APInt(width, bits)));
}

/// The value of an instruction without operands, null for others.
static Value *leafValue(const Instr &in, IRBuilderBase &b) {
  LLVMContext &c = b.getContext();
  switch (in.op) {
  case Op::I32Const:
    return b.getInt32(uint32_t(in.bits));
  case Op::I64Const:
    return b.getInt64(in.bits);
  case Op::F32Const:
    return floatConstant(c, APFloat::IEEEsingle(), 32, uint32_t(in.bits));
  case Op::F64Const:
    return floatConstant(c, APFloat::IEEEdouble(), 64, in.bits);
  case Op::V128Const: {
    uint64_t lanes[] = {support::endian::read64le(in.bytes.data()),
                        support::endian::read64le(in.bytes.data() + 8)};
    return ConstantDataVector::get(c, lanes);
  }
  case Op::RefNull:
    return ConstantPointerNull::get(PointerType::getUnqual(c));
  default:
    return nullptr;
  }
}

static Value *binaryValue(Op op, IRBuilderBase &b, Value *l, Value *r) {
  switch (op) {
  case Op::I32Add:
  case Op::I64Add:
    return b.CreateAdd(l, r);
  case Op::I32Sub:
  case Op::I64Sub:
    return b.CreateSub(l, r);
  case Op::I32Mul:
  case Op::I64Mul:
    return b.CreateMul(l, r);
  default:
    llvm_unreachable("not an instruction of constant expressions");
  }
}

Value *evaluateConstExpr(const wasm::Module &m, const wasm::ConstExpr &e,
                         IRBuilderBase &b,
                         function_ref<Value *(const Instr &)> fromInstance) {
  SmallVector<Value *, 8> stack;
  bool known = true;
  visitConstExpr(m, e, [&](const Instr &in) {
    if (!known)
      return;
    if (in.op == Op::GlobalGet || in.op == Op::RefFunc) {
      stack.push_back(fromInstance(in));
      known = stack.back();
    } else if (Value *leaf = leafValue(in, b)) {
      stack.push_back(leaf);
    } else {
      Value *r = stack.pop_back_val(), *l = stack.pop_back_val();
      stack.push_back(binaryValue(in.op, b, l, r));
    }
  });
  assert((!known || stack.size() == 1) && "constant expression is valid");
  return known ? stack.front() : nullptr;
}

} // namespace sinter
