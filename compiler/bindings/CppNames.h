//===- CppNames.h - what C++ calls the parts of a module ------------------===//
//
// The rule for all names of a generated C++ header:
//
//   - The module's name (--module-name) is the namespace; imports are
//     Imports::MODULE.FIELD, exports members of Instance.
//   - A name that is an identifier in ASCII stays as it is.
//   - In others every byte that an identifier cannot have becomes "_"; an
//     empty name, and one that begins with a digit, gets "_" in front.
//   - Keywords, macros of standard headers and names that only compilers may
//     use get "_" at the end (Identifiers.cpp). So do a namespace that is
//     called like a function of the C library, and an export named Instance.
//   - If that gives a name twice in one place, later ones get "_2", "_3", ..;
//     names that could stay come first, then the others, each in the module's
//     order.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_BINDINGS_CPPNAMES_H
#define SINTER_BINDINGS_CPPNAMES_H

#include "CNames.h"

namespace sinter {

struct CppNames {
  CppNames(const wasm::Module &m, const CNames &c, llvm::StringRef moduleName);

  struct Import {
    uint32_t group; ///< number of the module that it is imported from
    std::string field;
  };

  std::string space;
  std::vector<std::string> exports; ///< for each of Module::exports
  std::vector<Import> imports;      ///< for each of Module::imports
  std::vector<std::string> groups;  ///< modules that are imported from
};

} // namespace sinter
#endif
