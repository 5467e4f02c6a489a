//===- CNames.h - the C symbols of a compiled module ----------------------===//
//
// What C calls the exports and imports of a module. The code generator defines
// and refers to these symbols, the generated header declares them, and the
// user finds them by one rule:
//
//   export NAME of the module M       M_NAME
//   import NAME from the module I     I_NAME
//   ... from a WASI preview 1 module  sinter_wasi_NAME
//
// where every byte of NAME and I that C does not allow in an identifier is
// written "_". If that gives a name twice, later ones have "_2", "_3", .. at
// the end: exports come first, then imports, each in the module's order. Two
// imports of the same name and type are one symbol.
//
// No import is one of the runtime's own symbols: what would begin with sinter_
// gets one more "_" in front.
//
// The struct of several results of a function F is F_results, and the function
// that calls an export and catches traps M_try_NAME.
//
// Taken from the start: M_module (the descriptor), M_instance and M_instantiate
// (of the header).
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_BINDINGS_CNAMES_H
#define SINTER_BINDINGS_CNAMES_H

#include "../wasm/Module.h"
#include <string>
#include <vector>

namespace sinter {

/// `name` with what is no letter, digit or underscore replaced by "_", and one
/// in front of a leading digit. "_" for an empty name.
std::string cIdentifier(llvm::StringRef name);

/// Name of the descriptor (sinter_Module) of the module called `moduleName`.
std::string descriptorName(llvm::StringRef moduleName);

struct CNames {
  CNames(const wasm::Module &m, llvm::StringRef moduleName);

  std::vector<std::string> exports; ///< for each of Module::exports
  std::vector<std::string> imports; ///< for each of Module::imports; functions
  /// Structs of two results and more, else empty, in the same orders.
  std::vector<std::string> exportResults, importResults;
  std::vector<std::string> tries; ///< for each of Module::exports; functions
};

} // namespace sinter
#endif
