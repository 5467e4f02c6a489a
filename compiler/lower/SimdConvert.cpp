//===- SimdConvert.cpp - vectors whose lanes change width or kind ---------===//
//
// Extending, narrowing, multiplying into wider lanes, and conversions between
// integer and float lanes. `lane` is always the shape of the result.
//
//===----------------------------------------------------------------------===//
#include "Simd.h"
#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;
using sinter::wasm::Op;

namespace sinter {

/// The integer shape with lanes half or twice as wide.
static Lane narrower(Lane lane) { return Lane(unsigned(lane) - 1); }
static Lane wider(Lane lane) { return Lane(unsigned(lane) + 1); }

// ---- dispatch ----

Value *VectorBuilder::convert(Op op, Lane lane, Value *v) {
  switch (op) {
  case Op::I16x8ExtendLowI8x16S:
  case Op::I32x4ExtendLowI16x8S:
  case Op::I64x2ExtendLowI32x4S:
    return extend(lane, v, Half::Low, Sign::Signed);
  case Op::I16x8ExtendLowI8x16U:
  case Op::I32x4ExtendLowI16x8U:
  case Op::I64x2ExtendLowI32x4U:
    return extend(lane, v, Half::Low, Sign::Unsigned);
  case Op::I16x8ExtendHighI8x16S:
  case Op::I32x4ExtendHighI16x8S:
  case Op::I64x2ExtendHighI32x4S:
    return extend(lane, v, Half::High, Sign::Signed);
  case Op::I16x8ExtendHighI8x16U:
  case Op::I32x4ExtendHighI16x8U:
  case Op::I64x2ExtendHighI32x4U:
    return extend(lane, v, Half::High, Sign::Unsigned);
  case Op::I16x8ExtaddPairwiseI8x16S:
  case Op::I32x4ExtaddPairwiseI16x8S:
    return addPairs(lane, v, Sign::Signed);
  case Op::I16x8ExtaddPairwiseI8x16U:
  case Op::I32x4ExtaddPairwiseI16x8U:
    return addPairs(lane, v, Sign::Unsigned);
  case Op::F32x4ConvertI32x4S:
    return b.CreateSIToFP(as(v, Lane::i32x4), type(lane));
  case Op::F32x4ConvertI32x4U:
    return b.CreateUIToFP(as(v, Lane::i32x4), type(lane));
  case Op::F64x2ConvertLowI32x4S:
    return b.CreateSIToFP(pick(as(v, Lane::i32x4), 0, 1, 2), type(lane));
  case Op::F64x2ConvertLowI32x4U:
    return b.CreateUIToFP(pick(as(v, Lane::i32x4), 0, 1, 2), type(lane));
  case Op::F64x2PromoteLowF32x4:
    return floats.promote(pick(as(v, Lane::f32x4), 0, 1, 2), type(lane));
  case Op::F32x4DemoteF64x2Zero:
    return zeroHigh(floats.demote(as(v, Lane::f64x2),
                                  FixedVectorType::get(b.getFloatTy(), 2)));
  case Op::I32x4TruncSatF32x4S:
    return truncateFloats(as(v, Lane::f32x4), Sign::Signed);
  case Op::I32x4TruncSatF32x4U:
    return truncateFloats(as(v, Lane::f32x4), Sign::Unsigned);
  case Op::I32x4TruncSatF64x2SZero:
    return truncateDoubles(as(v, Lane::f64x2), Sign::Signed);
  case Op::I32x4TruncSatF64x2UZero:
    return truncateDoubles(as(v, Lane::f64x2), Sign::Unsigned);
  default:
    return relaxedUnary(op, v);
  }
}

Value *VectorBuilder::combineLanes(Op op, Lane lane, Value *l, Value *r) {
  switch (op) {
  case Op::I8x16NarrowI16x8S:
  case Op::I16x8NarrowI32x4S:
    return narrow(lane, l, r, Sign::Signed);
  case Op::I8x16NarrowI16x8U:
  case Op::I16x8NarrowI32x4U:
    return narrow(lane, l, r, Sign::Unsigned);
  case Op::I16x8ExtmulLowI8x16S:
  case Op::I32x4ExtmulLowI16x8S:
  case Op::I64x2ExtmulLowI32x4S:
    return extendMultiply(lane, l, r, Half::Low, Sign::Signed);
  case Op::I16x8ExtmulLowI8x16U:
  case Op::I32x4ExtmulLowI16x8U:
  case Op::I64x2ExtmulLowI32x4U:
    return extendMultiply(lane, l, r, Half::Low, Sign::Unsigned);
  case Op::I16x8ExtmulHighI8x16S:
  case Op::I32x4ExtmulHighI16x8S:
  case Op::I64x2ExtmulHighI32x4S:
    return extendMultiply(lane, l, r, Half::High, Sign::Signed);
  case Op::I16x8ExtmulHighI8x16U:
  case Op::I32x4ExtmulHighI16x8U:
  case Op::I64x2ExtmulHighI32x4U:
    return extendMultiply(lane, l, r, Half::High, Sign::Unsigned);
  case Op::I32x4DotI16x8S:
    l = as(l, Lane::i16x8);
    return dot(l, as(r, Lane::i16x8));
  default:
    return relaxedBinary(op, lane, l, r);
  }
}

// ---- widths of integers ----

Value *VectorBuilder::widen(Value *v, Sign sign, Type *to) {
  return sign == Sign::Signed ? b.CreateSExt(v, to) : b.CreateZExt(v, to);
}

Value *VectorBuilder::extend(Lane lane, Value *v, Half half, Sign sign) {
  unsigned n = type(lane)->getNumElements();
  Value *lanes = as(v, narrower(lane));
  return widen(pick(lanes, half == Half::High ? n : 0, 1, n), sign, type(lane));
}

/// Half of the lanes of the narrower shape, each followed by a zero.
Value *VectorBuilder::besideZeros(Lane lane, Value *v, Half half) {
  Value *lanes = as(v, narrower(lane));
  int n = int(type(lane)->getNumElements());
  SmallVector<int, 8> mask;
  for (int i = 0; i < n; ++i) {
    mask.push_back(half == Half::High ? n + i : i);
    mask.push_back(2 * n);
  }
  return b.CreateShuffleVector(lanes, Constant::getNullValue(lanes->getType()),
                               mask);
}

Value *VectorBuilder::extendMultiply(Lane lane, Value *l, Value *r, Half half,
                                     Sign sign) {
  if (lane == Lane::i32x4 && sign == Sign::Signed && target.x86)
    return dot(besideZeros(lane, l, half), besideZeros(lane, r, half));
  l = extend(lane, l, half, sign), r = extend(lane, r, half, sign);
  return b.CreateMul(l, r);
}

/// Sums of neighbours. On x86 three of the four are a dot product with ones,
/// pmaddubsw (unsigned by signed) or pmaddwd; nothing saturates.
Value *VectorBuilder::addPairs(Lane lane, Value *v, Sign sign) {
  Value *x = as(v, narrower(lane));
  Value *ones = constant(narrower(lane), 1);
  if (lane == Lane::i16x8 && target.ssse3) {
    Value *l = sign == Sign::Signed ? ones : x;
    Value *r = sign == Sign::Signed ? x : ones;
    return b.CreateIntrinsic(Intrinsic::x86_ssse3_pmadd_ub_sw_128, {}, {l, r});
  }
  if (lane == Lane::i32x4 && target.x86 && sign == Sign::Signed)
    return b.CreateIntrinsic(Intrinsic::x86_sse2_pmadd_wd, {}, {x, ones});
  // Each pair lies in one lane of the result already.
  Value *pairs = as(v, lane);
  unsigned bits = pairs->getType()->getScalarSizeInBits() / 2;
  Value *mask = constant(lane, double((uint64_t(1) << bits) - 1));
  bool isSigned = sign == Sign::Signed;
  Value *odd = isSigned ? b.CreateAShr(pairs, bits) : b.CreateLShr(pairs, bits);
  Value *even = isSigned ? b.CreateAShr(b.CreateShl(pairs, bits), bits)
                         : b.CreateAnd(pairs, mask);
  return b.CreateAdd(even, odd);
}

/// Clamping and cutting off: packsswb, packuswb, packssdw, packusdw.
Value *VectorBuilder::narrow(Lane lane, Value *l, Value *r, Sign sign) {
  unsigned n = type(lane)->getNumElements();
  unsigned bits = type(lane)->getScalarSizeInBits();
  Lane from = wider(lane);
  SmallVector<int, 16> all;
  for (unsigned i = 0; i < n; ++i)
    all.push_back(int(i));
  l = as(l, from), r = as(r, from);
  Value *v = b.CreateShuffleVector(l, r, all);
  bool isSigned = sign == Sign::Signed;
  APInt min = isSigned ? APInt::getSignedMinValue(bits) : APInt::getZero(bits);
  APInt max =
      isSigned ? APInt::getSignedMaxValue(bits) : APInt::getMaxValue(bits);
  auto bound = [&](const APInt &x, bool extendSign) {
    return ConstantInt::get(v->getType(),
                            extendSign ? x.sext(2 * bits) : x.zext(2 * bits));
  };
  v = b.CreateBinaryIntrinsic(Intrinsic::smax, v, bound(min, true));
  v = b.CreateBinaryIntrinsic(Intrinsic::smin, v, bound(max, false));
  return b.CreateTrunc(v, type(lane));
}

/// pmaddwd. LLVM finds it in the portable form too, but not when an operand is
/// the same in each round of a loop: then half of the form is hoisted.
Value *VectorBuilder::dot(Value *l, Value *r) {
  if (target.x86)
    return b.CreateIntrinsic(Intrinsic::x86_sse2_pmadd_wd, {}, {l, r});
  auto *wide = FixedVectorType::get(b.getInt32Ty(), 8);
  l = b.CreateSExt(l, wide), r = b.CreateSExt(r, wide);
  Value *products = b.CreateMul(l, r);
  Value *even = pick(products, 0, 2, 4), *odd = pick(products, 1, 2, 4);
  return b.CreateAdd(even, odd);
}

// ---- floats to integers ----

/// Fills up with zero lanes to 128 bits.
Value *VectorBuilder::zeroHigh(Value *half) {
  unsigned n = cast<FixedVectorType>(half->getType())->getNumElements();
  SmallVector<int, 8> mask;
  for (unsigned i = 0; i < 2 * n; ++i)
    mask.push_back(int(i));
  return b.CreateShuffleVector(half, Constant::getNullValue(half->getType()),
                               mask);
}

/// LLVM 19 takes vectors apart for llvm.fptosi.sat. A lane whose conversion has
/// no defined result is poison, but no select below picks it.
Value *VectorBuilder::truncateFloats(Value *x, Sign sign) {
  Type *to = type(Lane::i32x4);
  Value *zero = constant(Lane::f32x4, 0);
  if (sign == Sign::Unsigned) {
    x = floats.firstIfGreater(x, zero); // NaN and less become 0
    Value *fits = b.CreateFCmpOLT(x, constant(Lane::f32x4, 0x1p32));
    return b.CreateSelect(fits, b.CreateFPToUI(x, to),
                          Constant::getAllOnesValue(to));
  }
  x = b.CreateSelect(b.CreateFCmpORD(x, zero), x, zero);
  Value *tooLarge = b.CreateFCmpOGE(x, constant(Lane::f32x4, 0x1p31));
  tooLarge = b.CreateSExt(tooLarge, to);
  // Flipping all bits of the smallest integer makes the largest.
  return b.CreateXor(rawTruncateFloats(x), tooLarge);
}

/// Here the bounds are floats themselves: clamping first does it.
Value *VectorBuilder::truncateDoubles(Value *x, Sign sign) {
  auto *to = FixedVectorType::get(b.getInt32Ty(), 2);
  Value *zero = constant(Lane::f64x2, 0);
  if (sign == Sign::Signed) {
    Value *max = constant(Lane::f64x2, 0x1p31 - 1);
    max = b.CreateSelect(b.CreateFCmpORD(x, zero), max, zero); // NaN becomes 0
    x = floats.firstIfLess(x, max);
    x = floats.firstIfGreater(x, constant(Lane::f64x2, -0x1p31));
    return zeroHigh(b.CreateFPToSI(x, to));
  }
  x = floats.firstIfGreater(x, zero); // NaN becomes 0
  x = floats.firstIfLess(x, constant(Lane::f64x2, 0x1p32 - 1));
  // Below 2^52, adding 2^52 leaves the integer in the low bits.
  x = b.CreateFAdd(floats.round(Intrinsic::trunc, x),
                   constant(Lane::f64x2, 0x1p52));
  return zeroHigh(pick(as(x, Lane::i32x4), 0, 2, 2));
}

} // namespace sinter
