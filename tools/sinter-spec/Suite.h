//===- Suite.h - which scripts there are, and how each is to be run -------===//
//
// Finds scripts below the paths of the command line and knows the suite's own
// peculiarities: features by folder, and the rows of Known.def.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_SUITE_H
#define SINTER_SPEC_SUITE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sinter::spec {

struct ScriptFile {
  std::string path;                ///< of the .json
  std::string name;                ///< "core/address"
  std::string group;               ///< "core/simd": part of the suite
  std::vector<std::string> enable; ///< features beyond the default ones
  uint64_t size = 0;
};

/// How many scripts were left out for each reason.
using Excluded = std::map<std::string, unsigned>;

/// Adds the scripts of `path`: a .json, a script's folder, or a tree.
llvm::Error findScripts(llvm::StringRef path, std::vector<ScriptFile> &scripts,
                        Excluded &excluded);

/// Whether the assertion at `line` of the script is one that an engine of today
/// must ignore (Known.def).
bool isKnownException(llvm::StringRef script, uint32_t line);

} // namespace sinter::spec
#endif
