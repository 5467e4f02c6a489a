//===- WideArithmetic.cpp - numbers of 128 bits in two halves -------------===//
//
// LLVM's i128 does the work; on x86-64 it becomes add/adc, sub/sbb and mul.
//
//===----------------------------------------------------------------------===//
#include "FunctionLowering.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

bool FunctionLowering::wideArithmetic(const Instr &in) {
  switch (in.op) {
  case Op::I64Add128:
    return addWide(Instruction::Add), true;
  case Op::I64Sub128:
    return addWide(Instruction::Sub), true;
  case Op::I64MulWideS:
    return multiplyWide(Instruction::SExt), true;
  case Op::I64MulWideU:
    return multiplyWide(Instruction::ZExt), true;
  default:
    return false;
  }
}

/// Pops the two halves of a number: the high one is on top.
Value *FunctionLowering::popWide() {
  auto [low, high] = pop2();
  Type *wide = b.getInt128Ty();
  Value *upper = b.CreateShl(b.CreateZExt(high, wide), 64);
  return b.CreateOr(upper, b.CreateZExt(low, wide));
}

void FunctionLowering::pushWide(Value *v) {
  push(b.CreateTrunc(v, ml.i64));
  push(b.CreateTrunc(b.CreateLShr(v, 64), ml.i64));
}

void FunctionLowering::addWide(Instruction::BinaryOps op) {
  Value *r = popWide(), *l = popWide();
  pushWide(b.CreateBinOp(op, l, r));
}

void FunctionLowering::multiplyWide(Instruction::CastOps extension) {
  auto [l, r] = pop2();
  Type *wide = b.getInt128Ty();
  Value *x = b.CreateCast(extension, l, wide);
  pushWide(b.CreateMul(x, b.CreateCast(extension, r, wide)));
}

} // namespace sinter
