//===- Simd.h - vector instructions as LLVM IR ----------------------------===//
//
// All vectors are <2 x i64> between instructions, because Wasm has one vector
// type. An instruction sees its operands as vectors of its lanes; the casts
// cost nothing. VectorBuilder makes the IR of one instruction from the lane
// shape that its row in Opcodes.def names. IR is chosen so that LLVM selects
// the one machine instruction where there is one; the comments name it.
//
//   Simd.cpp         lanes in and out, arithmetic, tests, shuffles
//   SimdConvert.cpp  lanes of other widths, integer to float and back
//   RelaxedSimd.cpp  relaxed instructions
//   SimdMemory.cpp   loads and stores, through heapLoad and heapStore
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_SIMD_H
#define SINTER_LOWER_SIMD_H

#include "Float.h"
#include "FunctionLowering.h"

namespace sinter {

llvm::FixedVectorType *laneType(llvm::LLVMContext &context, Lane lane);

class VectorBuilder {
public:
  using Value = llvm::Value;
  using Op = wasm::Op;

  VectorBuilder(llvm::IRBuilderBase &b, const TargetTraits &target)
      : b(b), target(target), floats(b, target) {}

  /// The vector `v` of any lanes as a vector of these lanes.
  Value *as(Value *v, Lane lane);

  // `lane` is the Lane column of the instruction's row. Results have lanes of
  // some shape, those of test() are i32.
  Value *unary(Op op, Lane lane, Value *v);
  Value *binary(Op op, Lane lane, Value *l, Value *r);
  Value *ternary(Op op, Lane lane, Value *x, Value *y, Value *z);
  Value *shift(Op op, Lane lane, Value *v, Value *count);
  Value *test(Op op, Lane lane, Value *v);
  Value *splat(Lane lane, Value *x);
  Value *extract(Lane lane, Value *v, unsigned index, Ext ext);
  Value *replace(Lane lane, Value *v, unsigned index, Value *x);
  Value *shuffle(Value *l, Value *r, llvm::ArrayRef<uint8_t> lanes);

private:
  llvm::FixedVectorType *type(Lane lane) {
    return laneType(b.getContext(), lane);
  }
  Value *constant(Lane lane, double value); ///< in all lanes, int or float
  Value *toLaneWidth(Lane lane, Value *x);
  Value *pick(Value *v, unsigned first, unsigned step, unsigned count);

  // ---- Simd.cpp ----
  Value *swizzle(Value *bytes, Value *indices);
  Value *byteShuffle(Value *bytes, Value *indices);
  Value *averageRounded(Value *l, Value *r);
  Value *multiplyQ15(Value *l, Value *r);
  Value *multiplyQ15Saturating(Value *l, Value *r);
  Value *bitselect(Value *x, Value *y, Value *mask);

  // ---- SimdConvert.cpp ----
  enum class Half : bool { Low, High };
  enum class Sign : bool { Unsigned, Signed };
  Value *convert(Op op, Lane lane, Value *v);
  Value *combineLanes(Op op, Lane lane, Value *l, Value *r);
  Value *widen(Value *v, Sign sign, llvm::Type *to);
  Value *extend(Lane lane, Value *v, Half half, Sign sign);
  Value *besideZeros(Lane lane, Value *v, Half half);
  Value *extendMultiply(Lane lane, Value *l, Value *r, Half half, Sign sign);
  Value *addPairs(Lane lane, Value *v, Sign sign);
  Value *narrow(Lane lane, Value *l, Value *r, Sign sign);
  Value *dot(Value *l, Value *r);
  Value *truncateFloats(Value *x, Sign sign);
  Value *truncateDoubles(Value *x, Sign sign);
  Value *zeroHigh(Value *half);

  // ---- RelaxedSimd.cpp ----
  Value *relaxedUnary(Op op, Value *v);
  Value *relaxedBinary(Op op, Lane lane, Value *l, Value *r);
  Value *relaxedLaneselect(Lane lane, Value *x, Value *y, Value *mask);
  Value *relaxedMultiplyAdd(Lane lane, Value *x, Value *y, Value *z,
                            bool negate);
  Value *relaxedDot(Value *l, Value *r);
  Value *rawTruncateFloats(Value *x);
  Value *rawTruncateDoubles(Value *x);

  llvm::IRBuilderBase &b;
  const TargetTraits &target;
  FloatBuilder floats;
};

} // namespace sinter
#endif
