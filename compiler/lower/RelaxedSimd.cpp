//===- RelaxedSimd.cpp - relaxed vector instructions ----------------------===//
//
// Relaxed instructions leave the engine a choice of results. Ours is made once,
// the fastest one on x86-64 with SSE4.1, and holds on every target and at every
// level of optimisation:
//
//   swizzle          index % 16, or 0 if the index's top bit is set   pshufb
//   trunc_f32x4_s,   what has no result becomes the smallest          cvttps2dq
//   trunc_f64x2_s    integer
//   trunc_*_u        as the saturating instruction
//   madd, nmadd      rounds twice, never fused                        mulps
//   addps laneselect       by the top bit of a lane; i16x8 bit by bit blendvps
//   min, max         the second operand if one is NaN or both zero    minps
//   q15mulr_s        -2^15 * -2^15 is -2^15                           pmulhrsw
//   dot              i7 operands are unsigned, sums saturate          pmaddubsw
//
//===----------------------------------------------------------------------===//
#include "Simd.h"
#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;
using sinter::wasm::Op;

namespace sinter {

Value *VectorBuilder::relaxedUnary(Op op, Value *v) {
  switch (op) {
  case Op::I32x4RelaxedTruncF32x4S:
    return rawTruncateFloats(as(v, Lane::f32x4));
  case Op::I32x4RelaxedTruncF32x4U:
    return truncateFloats(as(v, Lane::f32x4), Sign::Unsigned);
  case Op::I32x4RelaxedTruncF64x2SZero:
    return rawTruncateDoubles(as(v, Lane::f64x2));
  case Op::I32x4RelaxedTruncF64x2UZero:
    return truncateDoubles(as(v, Lane::f64x2), Sign::Unsigned);
  default:
    llvm_unreachable("a vector instruction with one operand without lowering");
  }
}

Value *VectorBuilder::relaxedBinary(Op op, Lane lane, Value *l, Value *r) {
  Value *x = as(l, lane), *y = as(r, lane);
  switch (op) {
  case Op::I8x16RelaxedSwizzle:
    return byteShuffle(x, y);
  case Op::F32x4RelaxedMin:
  case Op::F64x2RelaxedMin:
    return floats.firstIfLess(x, y);
  case Op::F32x4RelaxedMax:
  case Op::F64x2RelaxedMax:
    return floats.firstIfGreater(x, y);
  case Op::I16x8RelaxedQ15mulrS:
    return multiplyQ15(x, y);
  case Op::I16x8RelaxedDotI8x16I7x16S:
    return relaxedDot(l, r);
  default:
    llvm_unreachable("a vector instruction with two operands without lowering");
  }
}

/// blendvps and its kin look at the top bit of a lane. There is none for lanes
/// of 16 bits.
Value *VectorBuilder::relaxedLaneselect(Lane lane, Value *x, Value *y,
                                        Value *mask) {
  if (lane == Lane::i16x8)
    return bitselect(x, y, mask);
  x = as(x, lane), y = as(y, lane);
  return b.CreateSelect(b.CreateIsNeg(as(mask, lane)), x, y);
}

Value *VectorBuilder::relaxedMultiplyAdd(Lane lane, Value *x, Value *y,
                                         Value *z, bool negate) {
  x = as(x, lane), y = as(y, lane), z = as(z, lane);
  Value *product = floats.arithmetic(Instruction::FMul, x, y);
  return negate ? floats.arithmetic(Instruction::FSub, z, product)
                : floats.arithmetic(Instruction::FAdd, product, z);
}

/// Sums of two products, signed by unsigned bytes, saturated. This exact form
/// is the one that becomes pmaddubsw.
Value *VectorBuilder::relaxedDot(Value *l, Value *r) {
  Value *x = as(l, Lane::i8x16), *y = as(r, Lane::i8x16);
  auto *wide = FixedVectorType::get(b.getInt32Ty(), 8);
  auto products = [&](unsigned first) {
    Value *l = b.CreateSExt(pick(x, first, 2, 8), wide);
    return b.CreateNSWMul(l, b.CreateZExt(pick(y, first, 2, 8), wide));
  };
  Value *even = products(0), *odd = products(1);
  Value *sums = b.CreateNSWAdd(even, odd);
  sums = b.CreateBinaryIntrinsic(Intrinsic::smin, sums,
                                 ConstantInt::get(wide, INT16_MAX));
  sums = b.CreateBinaryIntrinsic(Intrinsic::smax, sums,
                                 ConstantInt::get(wide, INT16_MIN, true));
  return b.CreateTrunc(sums, type(Lane::i16x8));
}

/// cvttps2dq: the smallest integer where there is no result.
Value *VectorBuilder::rawTruncateFloats(Value *x) {
  if (target.x86)
    return b.CreateIntrinsic(Intrinsic::x86_sse2_cvttps2dq, {}, {x});
  Type *to = type(Lane::i32x4);
  Value *min = constant(Lane::f32x4, -0x1p31);
  Value *above = b.CreateFCmpOGE(x, min);
  Value *below = b.CreateFCmpOLT(x, constant(Lane::f32x4, 0x1p31));
  Value *fits = b.CreateAnd(above, below);
  return b.CreateSelect(fits, b.CreateFPToSI(x, to),
                        constant(Lane::i32x4, -0x1p31));
}

/// cvttpd2dq: likewise, and zeros in the upper lanes.
Value *VectorBuilder::rawTruncateDoubles(Value *x) {
  if (target.x86)
    return b.CreateIntrinsic(Intrinsic::x86_sse2_cvttpd2dq, {}, {x});
  auto *to = FixedVectorType::get(b.getInt32Ty(), 2);
  Value *above = b.CreateFCmpOGT(x, constant(Lane::f64x2, -0x1p31 - 1));
  Value *below = b.CreateFCmpOLT(x, constant(Lane::f64x2, 0x1p31));
  Value *fits = b.CreateAnd(above, below);
  return zeroHigh(b.CreateSelect(fits, b.CreateFPToSI(x, to),
                                 ConstantInt::get(to, INT32_MIN, true)));
}

} // namespace sinter
