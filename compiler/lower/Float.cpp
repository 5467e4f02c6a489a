//===- Float.cpp - float arithmetic, of scalars and vectors alike ---------===//
//
// See Float.h for the rules. min and max are the hard part: llvm.minimum lets
// a signalling NaN through, and for a scalar LLVM 19 makes two branches of it.
// Two machine minimums, one in either order, differ only when both operands
// are zeros or one is NaN. The bits of zeros are then combined, and NaN comes
// from an addition, which makes it quiet.
//
//===----------------------------------------------------------------------===//
#include "Float.h"
#include "llvm/IR/IntrinsicsX86.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {

Value *FloatBuilder::fence(Value *x) {
  return b.CreateIntrinsic(Intrinsic::arithmetic_fence, {x->getType()}, {x});
}

/// Hides a constant that is the identity of some operation, or its negation,
/// in at least one lane.
Value *FloatBuilder::fenceIdentity(Value *x) {
  auto *c = dyn_cast<Constant>(x);
  if (!c)
    return x;
  auto isIdentity = [](const Constant *lane) {
    auto *f = dyn_cast_or_null<ConstantFP>(lane);
    return f && (f->isZero() || abs(f->getValueAPF()).isExactlyValue(1.0));
  };
  auto *vector = dyn_cast<FixedVectorType>(x->getType());
  if (!vector)
    return isIdentity(c) ? fence(x) : x;
  for (unsigned i = 0; i < vector->getNumElements(); ++i)
    if (isIdentity(c->getAggregateElement(i)))
      return fence(x);
  return x;
}

Value *FloatBuilder::arithmetic(Instruction::BinaryOps op, Value *x, Value *y) {
  Value *l = fenceIdentity(x), *r = fenceIdentity(y);
  return b.CreateBinOp(op, l, r);
}

// ---- minimum and maximum ----

// InstCombine moves a select on <2 x double> whose result is used as
// <2 x i64>, the type of all vectors between two instructions, to integers,
// where the backend sees no minpd any more. Hence the intrinsics.
static bool needsIntrinsic(const TargetTraits &target, Type *type) {
  return target.x86 && type->isVectorTy() &&
         type->getScalarType()->isDoubleTy();
}

Value *FloatBuilder::firstIfLess(Value *x, Value *y) {
  if (needsIntrinsic(target, x->getType()))
    return b.CreateIntrinsic(Intrinsic::x86_sse2_min_pd, {}, {x, y});
  return b.CreateSelect(b.CreateFCmpOLT(x, y), x, y);
}

Value *FloatBuilder::firstIfGreater(Value *x, Value *y) {
  if (needsIntrinsic(target, x->getType()))
    return b.CreateIntrinsic(Intrinsic::x86_sse2_max_pd, {}, {x, y});
  return b.CreateSelect(b.CreateFCmpOGT(x, y), x, y);
}

/// With a literal that is a number, as in clamping, two instructions do:
/// the machine's, in the order that keeps x if it is NaN, and an addition of
/// zero that makes it quiet. That zero is negative, which changes no number;
/// but max(-0, +0) must be +0. Null if this literal cannot be done so.
Value *FloatBuilder::minMaxLiteral(bool isMax, Value *x, Value *literal) {
  const APFloat *c;
  if (!match(literal, m_APFloat(c)) || c->isNaN() || (!isMax && c->isNegZero()))
    return nullptr;
  bool plusZero = isMax && c->isPosZero();
  Constant *zero = plusZero ? ConstantFP::getZero(x->getType())
                            : ConstantFP::getNegativeZero(x->getType());
  Value *r = isMax ? firstIfGreater(literal, x) : firstIfLess(literal, x);
  return b.CreateFAdd(r, fence(zero));
}

Value *FloatBuilder::minMax(bool isMax, Value *x, Value *y) {
  if (Value *r = minMaxLiteral(isMax, x, y))
    return r;
  if (Value *r = minMaxLiteral(isMax, y, x))
    return r;
  Type *type = x->getType();
  Type *bits = b.getIntNTy(type->getScalarSizeInBits());
  if (auto *vector = dyn_cast<VectorType>(type))
    bits = VectorType::getInteger(vector);
  Value *l = isMax ? firstIfGreater(x, y) : firstIfLess(x, y);
  Value *r = isMax ? firstIfGreater(y, x) : firstIfLess(y, x);
  l = b.CreateBitCast(l, bits), r = b.CreateBitCast(r, bits);
  Value *number = isMax ? b.CreateAnd(l, r) : b.CreateOr(l, r);
  number = b.CreateBitCast(number, type);
  Value *nan = arithmetic(Instruction::FAdd, x, y);
  return b.CreateSelect(b.CreateFCmpUNO(x, y), nan, number);
}

Value *FloatBuilder::min(Value *x, Value *y) { return minMax(false, x, y); }
Value *FloatBuilder::max(Value *x, Value *y) { return minMax(true, x, y); }

// ---- rounding to integers ----

Value *FloatBuilder::round(Intrinsic::ID id, Value *x) {
  return target.rounds ? b.CreateUnaryIntrinsic(id, x) : roundByAdding(id, x);
}

/// Without a rounding instruction, the libm that LLVM would call is not there.
/// Adding 2^52 (2^23) to a number below it leaves no bits for a fraction.
/// From that rounding to nearest the other roundings are one step away.
Value *FloatBuilder::roundByAdding(Intrinsic::ID id, Value *x) {
  Type *type = x->getType();
  unsigned digits = type->getScalarType()->getFPMantissaWidth() - 1;
  Constant *big = ConstantFP::get(type, double(uint64_t(1) << digits));
  Constant *one = ConstantFP::get(type, 1.0);
  Value *size = b.CreateUnaryIntrinsic(Intrinsic::fabs, x);
  Value *from = id == Intrinsic::trunc ? size : x;
  Value *near = b.CreateBinaryIntrinsic(
      Intrinsic::copysign, b.CreateFSub(b.CreateFAdd(size, big), big), from);
  Value *r = near;
  if (id == Intrinsic::ceil) {
    Value *next = b.CreateFAdd(near, one);
    r = b.CreateSelect(b.CreateFCmpOLT(near, from), next, near);
  } else if (id != Intrinsic::roundeven) {
    Value *next = b.CreateFSub(near, one);
    r = b.CreateSelect(b.CreateFCmpOGT(near, from), next, near);
  }
  r = b.CreateBinaryIntrinsic(Intrinsic::copysign, r, x);
  Value *quiet = b.CreateFMul(x, fence(one)); // integral already, or NaN
  return b.CreateSelect(b.CreateFCmpOLT(size, big), r, quiet);
}

// ---- width ----

Value *FloatBuilder::promote(Value *x, Type *to) {
  return b.CreateFPExt(x, to);
}

/// LLVM lets demote undo a promote, also through instructions that only touch
/// the sign.
Value *FloatBuilder::demote(Value *x, Type *to) {
  Value *from = x;
  while (match(from, m_FNeg(m_Value(from))) ||
         match(from, m_FAbs(m_Value(from))) ||
         match(from, m_CopySign(m_Value(from), m_Value())))
    ;
  return b.CreateFPTrunc(isa<FPExtInst>(from) ? fence(x) : x, to);
}

} // namespace sinter
