//===- PlainOps.cpp - instructions that are one LLVM instruction ----------===//
//
// The tables, one arm for each operation over all types that have it.
//
//===----------------------------------------------------------------------===//
#include "PlainOps.h"

using namespace llvm;
using sinter::wasm::Op;

namespace sinter {

std::optional<CmpInst::Predicate> predicateOf(Op op) {
  switch (op) {
  case Op::I32Eq:
  case Op::I64Eq:
  case Op::I8x16Eq:
  case Op::I16x8Eq:
  case Op::I32x4Eq:
  case Op::I64x2Eq:
    return CmpInst::ICMP_EQ;
  case Op::I32Ne:
  case Op::I64Ne:
  case Op::I8x16Ne:
  case Op::I16x8Ne:
  case Op::I32x4Ne:
  case Op::I64x2Ne:
    return CmpInst::ICMP_NE;
  case Op::I32LtS:
  case Op::I64LtS:
  case Op::I8x16LtS:
  case Op::I16x8LtS:
  case Op::I32x4LtS:
  case Op::I64x2LtS:
    return CmpInst::ICMP_SLT;
  case Op::I32LtU:
  case Op::I64LtU:
  case Op::I8x16LtU:
  case Op::I16x8LtU:
  case Op::I32x4LtU:
    return CmpInst::ICMP_ULT;
  case Op::I32GtS:
  case Op::I64GtS:
  case Op::I8x16GtS:
  case Op::I16x8GtS:
  case Op::I32x4GtS:
  case Op::I64x2GtS:
    return CmpInst::ICMP_SGT;
  case Op::I32GtU:
  case Op::I64GtU:
  case Op::I8x16GtU:
  case Op::I16x8GtU:
  case Op::I32x4GtU:
    return CmpInst::ICMP_UGT;
  case Op::I32LeS:
  case Op::I64LeS:
  case Op::I8x16LeS:
  case Op::I16x8LeS:
  case Op::I32x4LeS:
  case Op::I64x2LeS:
    return CmpInst::ICMP_SLE;
  case Op::I32LeU:
  case Op::I64LeU:
  case Op::I8x16LeU:
  case Op::I16x8LeU:
  case Op::I32x4LeU:
    return CmpInst::ICMP_ULE;
  case Op::I32GeS:
  case Op::I64GeS:
  case Op::I8x16GeS:
  case Op::I16x8GeS:
  case Op::I32x4GeS:
  case Op::I64x2GeS:
    return CmpInst::ICMP_SGE;
  case Op::I32GeU:
  case Op::I64GeU:
  case Op::I8x16GeU:
  case Op::I16x8GeU:
  case Op::I32x4GeU:
    return CmpInst::ICMP_UGE;
  case Op::F32Eq:
  case Op::F64Eq:
  case Op::F32x4Eq:
  case Op::F64x2Eq:
    return CmpInst::FCMP_OEQ;
  case Op::F32Ne:
  case Op::F64Ne:
  case Op::F32x4Ne:
  case Op::F64x2Ne:
    return CmpInst::FCMP_UNE;
  case Op::F32Lt:
  case Op::F64Lt:
  case Op::F32x4Lt:
  case Op::F64x2Lt:
    return CmpInst::FCMP_OLT;
  case Op::F32Gt:
  case Op::F64Gt:
  case Op::F32x4Gt:
  case Op::F64x2Gt:
    return CmpInst::FCMP_OGT;
  case Op::F32Le:
  case Op::F64Le:
  case Op::F32x4Le:
  case Op::F64x2Le:
    return CmpInst::FCMP_OLE;
  case Op::F32Ge:
  case Op::F64Ge:
  case Op::F32x4Ge:
  case Op::F64x2Ge:
    return CmpInst::FCMP_OGE;
  default:
    return std::nullopt;
  }
}

std::optional<Instruction::BinaryOps> binaryOpOf(Op op) {
  switch (op) {
  case Op::I32Add:
  case Op::I64Add:
  case Op::I8x16Add:
  case Op::I16x8Add:
  case Op::I32x4Add:
  case Op::I64x2Add:
    return Instruction::Add;
  case Op::I32Sub:
  case Op::I64Sub:
  case Op::I8x16Sub:
  case Op::I16x8Sub:
  case Op::I32x4Sub:
  case Op::I64x2Sub:
    return Instruction::Sub;
  case Op::I32Mul:
  case Op::I64Mul:
  case Op::I16x8Mul:
  case Op::I32x4Mul:
  case Op::I64x2Mul:
    return Instruction::Mul;
  case Op::I32And:
  case Op::I64And:
  case Op::V128And:
    return Instruction::And;
  case Op::I32Or:
  case Op::I64Or:
  case Op::V128Or:
    return Instruction::Or;
  case Op::I32Xor:
  case Op::I64Xor:
  case Op::V128Xor:
    return Instruction::Xor;
  case Op::F32Add:
  case Op::F64Add:
  case Op::F32x4Add:
  case Op::F64x2Add:
    return Instruction::FAdd;
  case Op::F32Sub:
  case Op::F64Sub:
  case Op::F32x4Sub:
  case Op::F64x2Sub:
    return Instruction::FSub;
  case Op::F32Mul:
  case Op::F64Mul:
  case Op::F32x4Mul:
  case Op::F64x2Mul:
    return Instruction::FMul;
  case Op::F32Div:
  case Op::F64Div:
  case Op::F32x4Div:
  case Op::F64x2Div:
    return Instruction::FDiv;
  default:
    return std::nullopt;
  }
}

std::optional<Intrinsic::ID> unaryIntrinsicOf(Op op) {
  switch (op) {
  case Op::I32Popcnt:
  case Op::I64Popcnt:
  case Op::I8x16Popcnt:
    return Intrinsic::ctpop;
  case Op::F32Abs:
  case Op::F64Abs:
  case Op::F32x4Abs:
  case Op::F64x2Abs:
    return Intrinsic::fabs;
  case Op::F32Sqrt:
  case Op::F64Sqrt:
  case Op::F32x4Sqrt:
  case Op::F64x2Sqrt:
    return Intrinsic::sqrt;
  default:
    return std::nullopt;
  }
}

std::optional<Intrinsic::ID> binaryIntrinsicOf(Op op) {
  switch (op) {
  case Op::F32Copysign:
  case Op::F64Copysign:
    return Intrinsic::copysign;
  case Op::I8x16MinS:
  case Op::I16x8MinS:
  case Op::I32x4MinS:
    return Intrinsic::smin;
  case Op::I8x16MinU:
  case Op::I16x8MinU:
  case Op::I32x4MinU:
    return Intrinsic::umin;
  case Op::I8x16MaxS:
  case Op::I16x8MaxS:
  case Op::I32x4MaxS:
    return Intrinsic::smax;
  case Op::I8x16MaxU:
  case Op::I16x8MaxU:
  case Op::I32x4MaxU:
    return Intrinsic::umax;
  case Op::I8x16AddSatS:
  case Op::I16x8AddSatS:
    return Intrinsic::sadd_sat;
  case Op::I8x16AddSatU:
  case Op::I16x8AddSatU:
    return Intrinsic::uadd_sat;
  case Op::I8x16SubSatS:
  case Op::I16x8SubSatS:
    return Intrinsic::ssub_sat;
  case Op::I8x16SubSatU:
  case Op::I16x8SubSatU:
    return Intrinsic::usub_sat;
  default:
    return std::nullopt;
  }
}

} // namespace sinter
