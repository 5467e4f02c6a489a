//===- Validator.h - function bodies: decode, validate, hand on -----------===//
//
// One loop decodes an instruction, validates it, and hands it to a consumer
// (lowering) that may then assert everything the spec promises of valid code.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_VALIDATOR_H
#define SINTER_WASM_VALIDATOR_H

#include "Instr.h"
#include "Module.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace sinter::wasm {

/// What consumes a valid body, instruction by instruction.
class BodyConsumer {
public:
  virtual ~BodyConsumer() = default;
  /// Types of the declared locals (parameters not included), in order.
  virtual void locals(llvm::ArrayRef<ValType> types) = 0;
  /// One valid instruction. `live` is false in dead code: only block, loop,
  /// if, try_table, else and end are then of interest, for their nesting. The
  /// `end` that closes the function comes too.
  virtual void instr(const Instr &in, bool live) = 0;
};

/// Decodes and validates the body of function `func` (which is not imported).
/// `consumer` may be null. Errors are WasmError with function and instruction
/// filled in. No recursion, and memory in proportion to the body. Thread safe:
/// reads `m` only.
llvm::Error validateBody(const Module &m, uint32_t func,
                         BodyConsumer *consumer);

/// Hands the instructions of a constant expression that decodeModule has
/// checked to `consumer`, the closing `end` left out.
void visitConstExpr(const Module &m, const ConstExpr &e,
                    llvm::function_ref<void(const Instr &)> consumer);

/// The features that `m` makes use of, by its declarations and by the
/// instructions of its bodies. What is malformed in a body is passed over.
FeatureSet usedFeatures(const Module &m);

} // namespace sinter::wasm
#endif
