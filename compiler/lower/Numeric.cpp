//===- Numeric.cpp - arithmetic and comparisons of scalars ----------------===//
//
// What PlainOps.h does not know: instructions that trap, mask their counts, or
// have rules for NaN. Conversions between types are in Convert.cpp.
//
//===----------------------------------------------------------------------===//
#include "Float.h"
#include "FunctionLowering.h"
#include "PlainOps.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

bool FunctionLowering::numeric(const Instr &in) {
  switch (in.op) {
  case Op::I32Eqz:
  case Op::I64Eqz:
    return pushCondition(isZero(pop())), true;
#define UNARY(Name, Code, Text, Ty, F)                                         \
  case Op::Name:                                                               \
    return push(numericUnary(in.op, pop())), true;
#define BINARY(Name, Code, Text, Ty, F)                                        \
  case Op::Name:                                                               \
    return numericBinary(in.op), true;
#define COMPARE(Name, Code, Text, Ty, F)                                       \
  case Op::Name:                                                               \
    return compare(in.op), true;
#include "../wasm/Opcodes.def"
  default:
    return false;
  }
}

void FunctionLowering::compare(Op op) {
  auto [l, r] = pop2();
  pushCondition(b.CreateCmp(*predicateOf(op), l, r));
}

Value *FunctionLowering::numericUnary(Op op, Value *x) {
  if (auto id = unaryIntrinsicOf(op))
    return b.CreateUnaryIntrinsic(*id, x);
  FloatBuilder floats(b, ml.target);
  switch (op) {
  case Op::I32Clz:
  case Op::I64Clz:
    return b.CreateBinaryIntrinsic(Intrinsic::ctlz, x, b.getFalse());
  case Op::I32Ctz:
  case Op::I64Ctz:
    return b.CreateBinaryIntrinsic(Intrinsic::cttz, x, b.getFalse());
  case Op::I32Extend8S:
  case Op::I64Extend8S:
    return b.CreateSExt(b.CreateTrunc(x, b.getInt8Ty()), x->getType());
  case Op::I32Extend16S:
  case Op::I64Extend16S:
    return b.CreateSExt(b.CreateTrunc(x, b.getInt16Ty()), x->getType());
  case Op::I64Extend32S:
    return b.CreateSExt(b.CreateTrunc(x, ml.i32), ml.i64);
  case Op::F32Neg:
  case Op::F64Neg:
    return b.CreateFNeg(x);
  case Op::F32Ceil:
  case Op::F64Ceil:
    return floats.round(Intrinsic::ceil, x);
  case Op::F32Floor:
  case Op::F64Floor:
    return floats.round(Intrinsic::floor, x);
  case Op::F32Trunc:
  case Op::F64Trunc:
    return floats.round(Intrinsic::trunc, x);
  case Op::F32Nearest:
  case Op::F64Nearest:
    return floats.round(Intrinsic::roundeven, x);
  default:
    llvm_unreachable("an instruction with one operand without lowering");
  }
}

void FunctionLowering::numericBinary(Op op) {
  auto [l, r] = pop2();
  FloatBuilder floats(b, ml.target);
  if (auto id = binaryIntrinsicOf(op))
    return push(b.CreateBinaryIntrinsic(*id, l, r));
  if (auto code = binaryOpOf(op))
    return push(l->getType()->isFloatingPointTy()
                    ? floats.arithmetic(*code, l, r)
                    : b.CreateBinOp(*code, l, r));
  switch (op) {
  case Op::F32Min:
  case Op::F64Min:
    return push(floats.min(l, r));
  case Op::F32Max:
  case Op::F64Max:
    return push(floats.max(l, r));
  default:
    return push(shiftOrDivide(op, l, r));
  }
}

Value *FunctionLowering::shiftOrDivide(Op op, Value *l, Value *r) {
  switch (op) {
  case Op::I32Shl:
  case Op::I64Shl:
    return b.CreateShl(l, shiftCount(r));
  case Op::I32ShrS:
  case Op::I64ShrS:
    return b.CreateAShr(l, shiftCount(r));
  case Op::I32ShrU:
  case Op::I64ShrU:
    return b.CreateLShr(l, shiftCount(r));
  case Op::I32Rotl:
  case Op::I64Rotl:
    return b.CreateIntrinsic(Intrinsic::fshl, {l->getType()}, {l, l, r});
  case Op::I32Rotr:
  case Op::I64Rotr:
    return b.CreateIntrinsic(Intrinsic::fshr, {l->getType()}, {l, l, r});
  case Op::I32DivS:
  case Op::I64DivS:
    return divideSigned(l, r);
  case Op::I32DivU:
  case Op::I64DivU:
    return trapIfZero(r), b.CreateUDiv(l, r);
  case Op::I32RemS:
  case Op::I64RemS:
    return remainderSigned(l, r);
  case Op::I32RemU:
  case Op::I64RemU:
    return trapIfZero(r), b.CreateURem(l, r);
  default:
    llvm_unreachable("an instruction with two operands without lowering");
  }
}

Value *FunctionLowering::shiftCount(Value *count) {
  Type *type = count->getType();
  return b.CreateAnd(count,
                     ConstantInt::get(type, type->getIntegerBitWidth() - 1));
}

void FunctionLowering::trapIfZero(Value *divisor) {
  trapIf(b.CreateIsNull(divisor), SINTER_TRAP_IntegerDivideByZero);
}

/// The one quotient that does not fit is that of the smallest number and -1.
Value *FunctionLowering::divideSigned(Value *l, Value *r) {
  auto *type = cast<IntegerType>(l->getType());
  trapIfZero(r);
  APInt smallest = APInt::getSignedMinValue(type->getBitWidth());
  Value *isSmallest = b.CreateICmpEQ(l, ConstantInt::get(type, smallest));
  Value *isMinusOne = b.CreateICmpEQ(r, Constant::getAllOnesValue(type));
  trapIf(b.CreateAnd(isSmallest, isMinusOne), SINTER_TRAP_IntegerOverflow);
  return b.CreateSDiv(l, r);
}

/// A remainder never overflows in Wasm, but the machine computes the quotient
/// too. Dividing by 1 leaves the same remainder as dividing by -1.
Value *FunctionLowering::remainderSigned(Value *l, Value *r) {
  Type *type = l->getType();
  trapIfZero(r);
  Value *isMinusOne = b.CreateICmpEQ(r, Constant::getAllOnesValue(type));
  return b.CreateSRem(l,
                      b.CreateSelect(isMinusOne, ConstantInt::get(type, 1), r));
}

} // namespace sinter
