//===- ConstExpr.h - constant expressions ---------------------------------===//
//
// A constant expression becomes what a builder makes of it: operators on
// constants fold, so that the same code yields initialisers of globals and the
// code of instantiation. What comes from the instance (imported globals,
// references to functions) is the caller's.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_CONSTEXPR_H
#define SINTER_LOWER_CONSTEXPR_H

#include "../wasm/Validator.h"
#include "llvm/IR/IRBuilder.h"

namespace sinter {

/// Evaluates `e`. `fromInstance` gives the value of a global.get or ref.func,
/// or null when it is not known: then the result is null.
llvm::Value *evaluateConstExpr(
    const wasm::Module &m, const wasm::ConstExpr &e, llvm::IRBuilderBase &b,
    llvm::function_ref<llvm::Value *(const wasm::Instr &)> fromInstance);

} // namespace sinter
#endif
