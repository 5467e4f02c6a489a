//===- ModuleValidator.h - rules between the parts of a module ------------===//
//
// Spec: 3.4. Decoding has seen to it that type indices are in range; this
// checks all that needs more than one section, and constant expressions.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_MODULEVALIDATOR_H
#define SINTER_WASM_MODULEVALIDATOR_H

#include "Module.h"
#include "llvm/Support/Error.h"

namespace sinter::wasm {

/// Checks `m`, which has been decoded to its end, and fills in
/// Module::declaredRefs and exportedFuncs.
llvm::Error validateModule(Module &m);

} // namespace sinter::wasm
#endif
