//===- PlainOps.h - instructions that are one LLVM instruction ------------===//
//
// Most arithmetic of Wasm, scalar and vector, is one instruction of LLVM with
// the same meaning. These tables name it. What needs more than one LLVM
// instruction is in none of them: Numeric.cpp, Convert.cpp, Simd*.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_PLAINOPS_H
#define SINTER_LOWER_PLAINOPS_H

#include "../wasm/Opcode.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Intrinsics.h"

namespace sinter {

/// Of comparisons.
std::optional<llvm::CmpInst::Predicate> predicateOf(wasm::Op op);

/// Of arithmetic that cannot trap. Float arithmetic is among it, but is emitted
/// by FloatBuilder, which sees to the rules for NaN.
std::optional<llvm::Instruction::BinaryOps> binaryOpOf(wasm::Op op);

/// Of instructions with one operand.
std::optional<llvm::Intrinsic::ID> unaryIntrinsicOf(wasm::Op op);

/// Of instructions with two operands of one type.
std::optional<llvm::Intrinsic::ID> binaryIntrinsicOf(wasm::Op op);

} // namespace sinter
#endif
