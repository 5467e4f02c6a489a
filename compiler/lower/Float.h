//===- Float.h - float arithmetic, of scalars and vectors alike -----------===//
//
// Wasm wants results of arithmetic that are NaN to be quiet. So is whatever the
// machine computes, but LLVM takes the operand of a few operations for their
// result: x * 1, x / 1, x - 0, x + -0, demote(promote(x)), ... where x may be a
// signalling NaN. The other way to get this right, constrained intrinsics,
// ends all vectorisation. Instead such constants go through
// llvm.arithmetic.fence, which hides their value, costs no instruction and
// does not get into the vectoriser's way.
//
// Instructions that only move bits (neg, abs, copysign, pmin, pmax) keep a
// signalling NaN as it is.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_FLOAT_H
#define SINTER_LOWER_FLOAT_H

#include "TargetTraits.h"
#include "llvm/IR/IRBuilder.h"

namespace sinter {

/// All operands are float, double or vectors of these, of one type.
class FloatBuilder {
public:
  using Value = llvm::Value;
  FloatBuilder(llvm::IRBuilderBase &b, const TargetTraits &target)
      : b(b), target(target) {}

  /// add, sub, mul, div
  Value *arithmetic(llvm::Instruction::BinaryOps op, Value *x, Value *y);
  Value *min(Value *x, Value *y);
  Value *max(Value *x, Value *y);
  /// ceil, floor, trunc, or roundeven for `nearest`.
  Value *round(llvm::Intrinsic::ID id, Value *x);
  Value *promote(Value *x, llvm::Type *to);
  Value *demote(Value *x, llvm::Type *to);

  /// x < y ? x : y and x > y ? x : y. The second operand it is when one is NaN
  /// or both are zero. This is what minps and maxps do.
  Value *firstIfLess(Value *x, Value *y);
  Value *firstIfGreater(Value *x, Value *y);

private:
  Value *fence(Value *x);
  Value *fenceIdentity(Value *x);
  Value *minMaxLiteral(bool isMax, Value *x, Value *literal);
  Value *minMax(bool isMax, Value *x, Value *y);
  Value *roundByAdding(llvm::Intrinsic::ID id, Value *x);

  llvm::IRBuilderBase &b;
  const TargetTraits &target;
};

} // namespace sinter
#endif
