//===- Unsupported.h - what is valid and has no lowering yet --------------===//
//
// Features.def says which features can be lowered. A module that uses another
// one gets an error that names it, and its place. Types alone are no use of a
// feature: a module may declare structs and exceptions that its code does not
// touch.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_UNSUPPORTED_H
#define SINTER_LOWER_UNSUPPORTED_H

#include "../wasm/Module.h"
#include "../wasm/Opcode.h"
#include "llvm/Support/Error.h"

namespace sinter {

struct LowerOptions;

/// An error if anything outside of function bodies cannot be lowered, or if a
/// WASI function that the runtime is to provide does not exist with this type.
llvm::Error checkSupported(const wasm::Module &m, const LowerOptions &o);

llvm::Error unsupportedInstr(const wasm::Module &m, uint32_t func, wasm::Op op,
                             uint64_t offset);

} // namespace sinter
#endif
