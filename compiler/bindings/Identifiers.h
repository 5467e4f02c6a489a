//===- Identifiers.h - names that headers cannot use ----------------------===//
#ifndef SINTER_BINDINGS_IDENTIFIERS_H
#define SINTER_BINDINGS_IDENTIFIERS_H

#include "../wasm/Module.h"
#include <string>
#include <vector>

namespace sinter {

/// Whether `name` is an identifier in ASCII.
bool isIdentifier(llvm::StringRef name);

/// Keywords of C and C++, macros that standard headers and compilers define,
/// and what only implementations may use: no member or parameter has such a
/// name.
bool isReservedWord(llvm::StringRef name);

/// Names of the C library that C++ headers declare in the global namespace,
/// where a module's namespace would meet them.
bool isGlobalName(llvm::StringRef name);

/// A name for each parameter: that of the name section if it can be one and
/// differs from the others, else "a0", "a1", by position.
std::vector<std::string> paramNames(const wasm::Module &m, uint32_t func);

} // namespace sinter
#endif
