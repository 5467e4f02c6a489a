//===- Convert.cpp - conversions between scalar types ---------------------===//
//
// The conversions that trap are the only hard ones: the test must be exact,
// to the last float, before LLVM's conversion, which has no meaning outside.
//
//===----------------------------------------------------------------------===//
#include "Float.h"
#include "FunctionLowering.h"
#include "llvm/IR/MDBuilder.h"

using namespace llvm;
using namespace sinter::wasm;

namespace sinter {

bool FunctionLowering::convert(const Instr &in) {
  switch (in.op) {
#define CONVERT(Name, Code, Text, From, To, F)                                 \
  case Op::Name:                                                               \
    return push(convertTo(in.op, pop(), letterType(#To[0]))), true;
#include "../wasm/Opcodes.def"
  default:
    return false;
  }
}

Value *FunctionLowering::convertTo(Op op, Value *x, Type *to) {
  switch (op) {
  case Op::I32WrapI64:
    return b.CreateZExtOrTrunc(unextended(x), to);
  case Op::I64ExtendI32S:
    return b.CreateSExt(x, to);
  case Op::I64ExtendI32U:
    return b.CreateZExt(unextended(x), to);
  case Op::F32ConvertI32S:
  case Op::F32ConvertI64S:
  case Op::F64ConvertI32S:
  case Op::F64ConvertI64S:
    return b.CreateSIToFP(x, to);
  case Op::F32ConvertI32U:
  case Op::F32ConvertI64U:
  case Op::F64ConvertI32U:
  case Op::F64ConvertI64U:
    return b.CreateUIToFP(x, to);
  case Op::F32DemoteF64:
    return FloatBuilder(b, ml.target).demote(x, to);
  case Op::F64PromoteF32:
    return FloatBuilder(b, ml.target).promote(x, to);
  case Op::I32ReinterpretF32:
  case Op::I64ReinterpretF64:
  case Op::F32ReinterpretI32:
  case Op::F64ReinterpretI64:
    return b.CreateBitCast(x, to);
  default:
    return truncate(op, x, to);
  }
}

Value *FunctionLowering::truncate(Op op, Value *x, Type *to) {
  switch (op) {
  case Op::I32TruncF32S:
  case Op::I32TruncF64S:
  case Op::I64TruncF32S:
  case Op::I64TruncF64S:
    return trapUnlessFits(x, to, true), b.CreateFPToSI(x, to);
  case Op::I32TruncF32U:
  case Op::I32TruncF64U:
  case Op::I64TruncF32U:
  case Op::I64TruncF64U:
    return trapUnlessFits(x, to, false), b.CreateFPToUI(x, to);
  case Op::I32TruncSatF32S:
  case Op::I32TruncSatF64S:
  case Op::I64TruncSatF32S:
  case Op::I64TruncSatF64S:
    return b.CreateIntrinsic(Intrinsic::fptosi_sat, {to, x->getType()}, {x});
  case Op::I32TruncSatF32U:
  case Op::I32TruncSatF64U:
  case Op::I64TruncSatF32U:
  case Op::I64TruncSatF64U:
    return b.CreateIntrinsic(Intrinsic::fptoui_sat, {to, x->getType()}, {x});
  default:
    llvm_unreachable("a conversion without lowering");
  }
}

/// x has an integer part >= min: x > min - 1 if that is a float of this width,
/// else there is no float between min - 1 and min.
static Value *integerPartAtLeast(IRBuilderBase &b, Value *x, const APInt &min) {
  APFloat bound(x->getType()->getFltSemantics());
  auto status =
      bound.convertFromAPInt(min - 1, /*IsSigned=*/true, APFloat::rmTowardZero);
  if (status == APFloat::opOK)
    return b.CreateFCmpOGT(x, ConstantFP::get(x->getType(), bound));
  bound.convertFromAPInt(min, true, APFloat::rmTowardZero);
  return b.CreateFCmpOGE(x, ConstantFP::get(x->getType(), bound));
}

/// The way to the conversion is two comparisons, both false for NaN; which trap
/// it is gets decided off it.
void FunctionLowering::trapUnlessFits(Value *x, Type *to, bool isSigned) {
  unsigned bits = to->getIntegerBitWidth();
  unsigned width = bits + 2; // for the bounds themselves
  APInt end = APInt::getOneBitSet(width, isSigned ? bits - 1 : bits);
  APInt min = isSigned ? -end : APInt::getZero(width);
  APFloat bound(x->getType()->getFltSemantics());
  bound.convertFromAPInt(end, true, APFloat::rmTowardZero); // a power of two
  Value *above = integerPartAtLeast(b, x, min);
  Value *below = b.CreateFCmpOLT(x, ConstantFP::get(x->getType(), bound));
  Value *fits = b.CreateAnd(above, below);

  BasicBlock *bad = newBlock("unfit"), *next = newBlock("cont");
  b.CreateCondBr(fits, next, bad,
                 MDBuilder(context).createLikelyBranchWeights());
  b.SetInsertPoint(bad);
  b.CreateCondBr(b.CreateFCmpUNO(x, x),
                 trapBlock(SINTER_TRAP_InvalidConversion),
                 trapBlock(SINTER_TRAP_IntegerOverflow));
  b.SetInsertPoint(next);
}

} // namespace sinter
