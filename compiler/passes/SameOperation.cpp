//===- SameOperation.cpp - an operation again, of another shape -----------===//
//
// See SameOperation.h.
//
//===----------------------------------------------------------------------===//
#include "SameOperation.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace sinter {

Value *sameOperation(IRBuilderBase &b, const Instruction &i,
                     ArrayRef<Value *> operands, Type *type) {
  if (auto *cast = dyn_cast<CastInst>(&i))
    return b.CreateCast(cast->getOpcode(), operands[0], type);
  if (isa<FreezeInst>(i))
    return b.CreateFreeze(operands[0]);
  if (isa<SelectInst>(i))
    return b.CreateSelect(operands[0], operands[1], operands[2]);
  if (auto *compare = dyn_cast<ICmpInst>(&i))
    return b.CreateICmp(compare->getPredicate(), operands[0], operands[1]);
  if (auto *choice = dyn_cast<MinMaxIntrinsic>(&i))
    return b.CreateBinaryIntrinsic(choice->getIntrinsicID(), operands[0],
                                   operands[1]);
  return b.CreateBinOp(cast<BinaryOperator>(i).getOpcode(), operands[0],
                       operands[1]);
}

} // namespace sinter
