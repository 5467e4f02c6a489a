//===- TypeReader.h - types in binary form --------------------------------===//
//
// Types occur in sections and in instructions alike. Type indices are checked
// against the types that the module has so far, and made canonical. A type
// whose feature is off is an error that names the feature. Spec: 5.3.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_TYPEREADER_H
#define SINTER_WASM_TYPEREADER_H

#include "Instr.h"
#include "Reader.h"

namespace sinter::wasm {

ValType readValType(Reader &r, const Module &m);
/// A value type that must be a reference.
ValType readRefType(Reader &r, const Module &m);
HeapType readHeapType(Reader &r, const Module &m);
BlockType readBlockType(Reader &r, const Module &m);
/// A type index of any kind, made canonical.
uint32_t readTypeIndex(Reader &r, const Module &m);
/// The index of a function type, made canonical.
uint32_t readFuncTypeIndex(Reader &r, const Module &m);

/// Fails unless `f` is on; `what` is the thing that needs it.
void requireFeature(Reader &r, const Module &m, Feature f, uint64_t at,
                    const llvm::Twine &what);

} // namespace sinter::wasm
#endif
