//===- Interface.h - what a header and an object must agree on ------------===//
//
// A header is made of a module, and so is the code; nothing but a habit says
// that it was the same module. So the symbol of the descriptor, to which the
// header refers, has a hash of all that the header declares in its name: with
// the header of another build the program does not link, or a shared object
// does not load, and the message has the name of the module in it.
//
// What counts: names and types of imports and exports, whether imports are
// symbols, and the version of the ABI. Code and limits may change.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_BINDINGS_INTERFACE_H
#define SINTER_BINDINGS_INTERFACE_H

#include "../wasm/Module.h"
#include <string>

namespace sinter {

/// The descriptor's second name: "M_module.imports_linked.0123456789abcdef",
/// "imports_given" if imported functions are no symbols, "interface" if there
/// are none besides WASI's.
std::string interfaceSymbol(const wasm::Module &m, llvm::StringRef moduleName,
                            bool symbols);

} // namespace sinter
#endif
