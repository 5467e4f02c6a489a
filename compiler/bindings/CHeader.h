//===- CHeader.h - a module as C and C++ see it ---------------------------===//
#ifndef SINTER_BINDINGS_CHEADER_H
#define SINTER_BINDINGS_CHEADER_H

#include "CNames.h"

namespace sinter {

/// The text of a header for the module: C11, and C++17 inside extern "C".
/// `symbols`: imported functions are C symbols that the host defines.
std::string cHeader(const wasm::Module &m, const CNames &names,
                    llvm::StringRef moduleName, bool symbols);

} // namespace sinter
#endif
