//===- CppHeader.h - a module as C++ sees it ------------------------------===//
#ifndef SINTER_BINDINGS_CPPHEADER_H
#define SINTER_BINDINGS_CPPHEADER_H

#include "CNames.h"

namespace sinter {

/// The text of a C++17 header for the module: the C header, and classes on top
/// of include/sinter/sinter.hpp. `symbols` as in cHeader().
std::string cppHeader(const wasm::Module &m, const CNames &names,
                      llvm::StringRef moduleName, bool symbols);

} // namespace sinter
#endif
