//===- WasiImports.h - which imports are functions of WASI ----------------===//
//
// The runtime has the functions of WASI preview 1 under C symbols of its own
// (CNames.h). Calling one with another type than it has would go unnoticed by
// any linker, so the module's type is compared with that of the C function,
// from the list that the runtime is made of.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_BINDINGS_WASIIMPORTS_H
#define SINTER_BINDINGS_WASIIMPORTS_H

#include "../wasm/Module.h"
#include <string>

namespace sinter {

/// Whether `i` is a function imported from WASI preview 1, or from the snapshot
/// before it.
bool isWasi(const wasm::Import &i);

/// Why the runtime cannot provide `i`, for which isWasi() holds; empty if it
/// can.
std::string wasiProblem(const wasm::Module &m, const wasm::Import &i);

} // namespace sinter
#endif
