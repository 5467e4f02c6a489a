//===- Decoder.h - bytes to Module ----------------------------------------===//
//
// Reads all sections. Function bodies are only located; Validator.h reads
// them. The module refers into `bytes`, which must outlive it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_DECODER_H
#define SINTER_WASM_DECODER_H

#include "Module.h"
#include "llvm/Support/Error.h"

namespace sinter::wasm {

/// Decodes and checks everything but function bodies: the module-level rules
/// of Spec 3.4 included, so that in the result every index is in range, every
/// type is known and constant expressions are valid. Errors are WasmError.
llvm::Expected<Module> decodeModule(llvm::ArrayRef<uint8_t> bytes,
                                    FeatureSet features);

/// Recognises what is not a core module although it looks like one (a
/// component, an archive, text) and says so; else an empty string.
std::string explainForeignInput(llvm::ArrayRef<uint8_t> bytes);

} // namespace sinter::wasm
#endif
