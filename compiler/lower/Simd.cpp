//===- Simd.cpp - vector instructions -------------------------------------===//
//
// The dispatch, and the instructions whose lanes keep their width. See Simd.h.
//
//===----------------------------------------------------------------------===//
#include "Simd.h"
#include "PlainOps.h"
#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

// ---- dispatch by operand shape ----

void FunctionLowering::pushVector(Value *v) {
  push(VectorBuilder(b, ml.target).as(v, Lane::v128));
}

bool FunctionLowering::simd(const Instr &in) {
  VectorBuilder vectors(b, ml.target);
  switch (in.op) {
  case Op::I8x16Shuffle: {
    auto [l, r] = pop2();
    return pushVector(vectors.shuffle(l, r, in.bytes)), true;
  }
#define VUNARY(Name, Code, Text, Shape, F)                                     \
  case Op::Name:                                                               \
    return pushVector(vectors.unary(in.op, Lane::Shape, pop())), true;
#define VBINARY(Name, Code, Text, Shape, F)                                    \
  case Op::Name: {                                                             \
    auto [l, r] = pop2();                                                      \
    return pushVector(vectors.binary(in.op, Lane::Shape, l, r)), true;         \
  }
#define VTERNARY(Name, Code, Text, Shape, F)                                   \
  case Op::Name: {                                                             \
    auto [y, z] = pop2();                                                      \
    return pushVector(vectors.ternary(in.op, Lane::Shape, pop(), y, z)), true; \
  }
#define VSHIFT(Name, Code, Text, Shape, F)                                     \
  case Op::Name: {                                                             \
    auto [v, count] = pop2();                                                  \
    return pushVector(vectors.shift(in.op, Lane::Shape, v, count)), true;      \
  }
#define VTEST(Name, Code, Text, Shape, F)                                      \
  case Op::Name:                                                               \
    return push(vectors.test(in.op, Lane::Shape, pop())), true;
#define VSPLAT(Name, Code, Text, Shape, Ty, F)                                 \
  case Op::Name:                                                               \
    return pushVector(vectors.splat(Lane::Shape, pop())), true;
#define VEXTRACT(Name, Code, Text, Shape, Ty, How, F)                          \
  case Op::Name:                                                               \
    push(vectors.extract(Lane::Shape, pop(), in.lane, Ext::How));              \
    return true;
#define VREPLACE(Name, Code, Text, Shape, Ty, F)                               \
  case Op::Name: {                                                             \
    auto [v, x] = pop2();                                                      \
    return pushVector(vectors.replace(Lane::Shape, v, in.lane, x)), true;      \
  }
#include "../wasm/Opcodes.def"
  default:
    return false;
  }
}

// ---- lanes ----

FixedVectorType *laneType(LLVMContext &context, Lane lane) {
  switch (lane) {
  case Lane::i8x16:
    return FixedVectorType::get(Type::getInt8Ty(context), 16);
  case Lane::i16x8:
    return FixedVectorType::get(Type::getInt16Ty(context), 8);
  case Lane::i32x4:
    return FixedVectorType::get(Type::getInt32Ty(context), 4);
  case Lane::i64x2:
  case Lane::v128:
    return FixedVectorType::get(Type::getInt64Ty(context), 2);
  case Lane::f32x4:
    return FixedVectorType::get(Type::getFloatTy(context), 4);
  case Lane::f64x2:
    return FixedVectorType::get(Type::getDoubleTy(context), 2);
  }
  llvm_unreachable("no such lane shape");
}

/// Looks through the cast that put a result on the operand stack, and makes a
/// new constant of a constant: float arithmetic wants to see both.
Value *VectorBuilder::as(Value *v, Lane lane) {
  FixedVectorType *to = type(lane);
  if (auto *cast = dyn_cast<BitCastInst>(v); cast && cast->getSrcTy() == to)
    return cast->getOperand(0);
  if (auto *data = dyn_cast<ConstantDataVector>(v))
    return ConstantDataVector::getRaw(
        data->getRawDataValues(), to->getNumElements(), to->getElementType());
  return b.CreateBitCast(v, to);
}

Value *VectorBuilder::constant(Lane lane, double value) {
  Type *to = type(lane);
  return to->isFPOrFPVectorTy()
             ? ConstantFP::get(to, value)
             : ConstantInt::get(to, int64_t(value), /*IsSigned=*/true);
}

/// Operands for lanes below 32 bits are i32.
Value *VectorBuilder::toLaneWidth(Lane lane, Value *x) {
  Type *element = type(lane)->getElementType();
  return element->isIntegerTy() ? b.CreateZExtOrTrunc(x, element) : x;
}

Value *VectorBuilder::splat(Lane lane, Value *x) {
  return b.CreateVectorSplat(type(lane)->getNumElements(),
                             toLaneWidth(lane, x));
}

Value *VectorBuilder::extract(Lane lane, Value *v, unsigned index, Ext ext) {
  Value *x = b.CreateExtractElement(as(v, lane), index);
  if (ext == Ext::None)
    return x;
  return ext == Ext::Sext ? b.CreateSExt(x, b.getInt32Ty())
                          : b.CreateZExt(x, b.getInt32Ty());
}

Value *VectorBuilder::replace(Lane lane, Value *v, unsigned index, Value *x) {
  return b.CreateInsertElement(as(v, lane), toLaneWidth(lane, x), index);
}

/// Lanes first, first + step, ...
Value *VectorBuilder::pick(Value *v, unsigned first, unsigned step,
                           unsigned count) {
  SmallVector<int, 16> mask;
  for (unsigned i = 0; i < count; ++i)
    mask.push_back(int(first + i * step));
  return b.CreateShuffleVector(v, mask);
}

Value *VectorBuilder::shuffle(Value *l, Value *r, ArrayRef<uint8_t> lanes) {
  SmallVector<int, 16> mask(lanes.begin(), lanes.end());
  l = as(l, Lane::i8x16), r = as(r, Lane::i8x16);
  return b.CreateShuffleVector(l, r, mask);
}

// ---- one operand ----

Value *VectorBuilder::unary(Op op, Lane lane, Value *v) {
  Value *x = as(v, lane);
  if (auto id = unaryIntrinsicOf(op))
    return b.CreateUnaryIntrinsic(*id, x);
  switch (op) {
  case Op::V128Not:
    return b.CreateNot(x);
  case Op::I8x16Neg:
  case Op::I16x8Neg:
  case Op::I32x4Neg:
  case Op::I64x2Neg:
    return b.CreateNeg(x);
  case Op::I8x16Abs:
  case Op::I16x8Abs:
  case Op::I32x4Abs:
  case Op::I64x2Abs:
    return b.CreateBinaryIntrinsic(Intrinsic::abs, x, b.getFalse());
  case Op::F32x4Neg:
  case Op::F64x2Neg:
    return b.CreateFNeg(x);
  case Op::F32x4Ceil:
  case Op::F64x2Ceil:
    return floats.round(Intrinsic::ceil, x);
  case Op::F32x4Floor:
  case Op::F64x2Floor:
    return floats.round(Intrinsic::floor, x);
  case Op::F32x4Trunc:
  case Op::F64x2Trunc:
    return floats.round(Intrinsic::trunc, x);
  case Op::F32x4Nearest:
  case Op::F64x2Nearest:
    return floats.round(Intrinsic::roundeven, x);
  default:
    return convert(op, lane, v);
  }
}

// ---- two operands ----

Value *VectorBuilder::binary(Op op, Lane lane, Value *l, Value *r) {
  Value *x = as(l, lane), *y = as(r, lane);
  if (auto predicate = predicateOf(op)) {
    Type *mask = VectorType::getInteger(cast<VectorType>(x->getType()));
    return b.CreateSExt(b.CreateCmp(*predicate, x, y), mask);
  }
  if (auto code = binaryOpOf(op))
    return x->getType()->isFPOrFPVectorTy() ? floats.arithmetic(*code, x, y)
                                            : b.CreateBinOp(*code, x, y);
  if (auto id = binaryIntrinsicOf(op))
    return b.CreateBinaryIntrinsic(*id, x, y);
  switch (op) {
  case Op::V128Andnot:
    return b.CreateAnd(x, b.CreateNot(y));
  case Op::F32x4Min:
  case Op::F64x2Min:
    return floats.min(x, y);
  case Op::F32x4Max:
  case Op::F64x2Max:
    return floats.max(x, y);
  case Op::F32x4Pmin:
  case Op::F64x2Pmin:
    return floats.firstIfLess(y, x); // minps, operands exchanged
  case Op::F32x4Pmax:
  case Op::F64x2Pmax:
    return floats.firstIfGreater(y, x);
  case Op::I8x16Swizzle:
    return swizzle(x, y);
  case Op::I8x16AvgrU:
  case Op::I16x8AvgrU:
    return averageRounded(x, y);
  case Op::I16x8Q15mulrSatS:
    return multiplyQ15Saturating(x, y);
  default:
    return combineLanes(op, lane, l, r);
  }
}

/// An index of 16 or more gives 0.
Value *VectorBuilder::swizzle(Value *bytes, Value *indices) {
  Type *type = indices->getType();
  if (target.ssse3) // byteShuffle wants the top bit set for that
    return byteShuffle(bytes,
                       b.CreateBinaryIntrinsic(Intrinsic::uadd_sat, indices,
                                               ConstantInt::get(type, 0x70)));
  Value *inRange = b.CreateICmpULT(indices, ConstantInt::get(type, 16));
  return b.CreateSelect(inRange, byteShuffle(bytes, indices),
                        Constant::getNullValue(type));
}

/// pshufb: byte number `index % 16`, or 0 if the top bit of the index is set.
Value *VectorBuilder::byteShuffle(Value *bytes, Value *indices) {
  if (target.ssse3)
    return b.CreateIntrinsic(Intrinsic::x86_ssse3_pshuf_b_128, {},
                             {bytes, indices});
  Type *type = bytes->getType();
  Value *low = b.CreateAnd(indices, ConstantInt::get(type, 15));
  Value *r = PoisonValue::get(type);
  for (unsigned i = 0; i < 16; ++i)
    r = b.CreateInsertElement(
        r, b.CreateExtractElement(bytes, b.CreateExtractElement(low, i)), i);
  Value *zero = Constant::getNullValue(type);
  return b.CreateSelect(b.CreateICmpSLT(indices, zero), zero, r);
}

/// (l + r + 1) / 2 without overflow; pavgb, pavgw.
Value *VectorBuilder::averageRounded(Value *l, Value *r) {
  Type *type = l->getType();
  Type *wide = VectorType::getExtendedElementVectorType(cast<VectorType>(type));
  l = b.CreateZExt(l, wide), r = b.CreateZExt(r, wide);
  Value *sum = b.CreateAdd(l, r);
  sum = b.CreateAdd(sum, ConstantInt::get(wide, 1));
  return b.CreateTrunc(b.CreateLShr(sum, 1), type);
}

/// (l * r + 2^14) >> 15 in 16 bits; pmulhrsw. Only -2^15 * -2^15 overflows, to
/// -2^15.
Value *VectorBuilder::multiplyQ15(Value *l, Value *r) {
  if (target.ssse3)
    return b.CreateIntrinsic(Intrinsic::x86_ssse3_pmul_hr_sw_128, {}, {l, r});
  Type *type = l->getType();
  Type *wide = VectorType::getExtendedElementVectorType(cast<VectorType>(type));
  l = b.CreateSExt(l, wide), r = b.CreateSExt(r, wide);
  Value *product = b.CreateMul(l, r);
  product = b.CreateAdd(product, ConstantInt::get(wide, 1 << 14));
  return b.CreateTrunc(b.CreateAShr(product, 15), type);
}

/// pmulhrsw, and its one overflow put right: all bits of the lane flip.
Value *VectorBuilder::multiplyQ15Saturating(Value *l, Value *r) {
  Value *v = multiplyQ15(l, r);
  Value *overflown = b.CreateICmpEQ(
      v, ConstantInt::get(v->getType(), APInt::getSignedMinValue(16)));
  return b.CreateXor(v, b.CreateSExt(overflown, v->getType()));
}

// ---- three operands ----

Value *VectorBuilder::ternary(Op op, Lane lane, Value *x, Value *y, Value *z) {
  switch (op) {
  case Op::V128Bitselect:
    return bitselect(x, y, z);
  case Op::I8x16RelaxedLaneselect:
  case Op::I16x8RelaxedLaneselect:
  case Op::I32x4RelaxedLaneselect:
  case Op::I64x2RelaxedLaneselect:
    return relaxedLaneselect(lane, x, y, z);
  case Op::F32x4RelaxedMadd:
  case Op::F64x2RelaxedMadd:
    return relaxedMultiplyAdd(lane, x, y, z, false);
  case Op::F32x4RelaxedNmadd:
  case Op::F64x2RelaxedNmadd:
    return relaxedMultiplyAdd(lane, x, y, z, true);
  case Op::I32x4RelaxedDotI8x16I7x16AddS:
    x = addPairs(lane, relaxedDot(x, y), Sign::Signed);
    return b.CreateAdd(x, as(z, lane));
  default:
    llvm_unreachable("a vector instruction with three operands, no lowering");
  }
}

Value *VectorBuilder::bitselect(Value *x, Value *y, Value *mask) {
  x = as(x, Lane::v128), y = as(y, Lane::v128), mask = as(mask, Lane::v128);
  x = b.CreateAnd(x, mask);
  y = b.CreateAnd(y, b.CreateNot(mask));
  return b.CreateOr(x, y);
}

// ---- shifts and tests ----

Value *VectorBuilder::shift(Op op, Lane lane, Value *v, Value *count) {
  Value *x = as(v, lane);
  unsigned bits = x->getType()->getScalarSizeInBits();
  count = b.CreateAnd(count, ConstantInt::get(count->getType(), bits - 1));
  Value *counts = splat(lane, count);
  switch (op) {
  case Op::I8x16Shl:
  case Op::I16x8Shl:
  case Op::I32x4Shl:
  case Op::I64x2Shl:
    return b.CreateShl(x, counts);
  case Op::I8x16ShrS:
  case Op::I16x8ShrS:
  case Op::I32x4ShrS:
  case Op::I64x2ShrS:
    return b.CreateAShr(x, counts);
  default:
    return b.CreateLShr(x, counts);
  }
}

/// A bit for each lane makes one number; pmovmskb, movmskps, ptest.
Value *VectorBuilder::test(Op op, Lane lane, Value *v) {
  Value *x = as(v, lane);
  auto bitOfEachLane = [&](Value *lanes) {
    unsigned n = cast<FixedVectorType>(lanes->getType())->getNumElements();
    return b.CreateBitCast(lanes, b.getIntNTy(n));
  };
  switch (op) {
  case Op::V128AnyTrue:
    x = b.CreateIsNotNull(b.CreateBitCast(x, b.getInt128Ty()));
    break;
  case Op::I8x16AllTrue:
  case Op::I16x8AllTrue:
  case Op::I32x4AllTrue:
  case Op::I64x2AllTrue:
    x = b.CreateIsNull(bitOfEachLane(b.CreateIsNull(x)));
    break;
  default: // bitmask
    x = bitOfEachLane(b.CreateIsNeg(x));
    break;
  }
  return b.CreateZExt(x, b.getInt32Ty());
}

} // namespace sinter
