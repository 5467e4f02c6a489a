//===- Loader.h - a module of a script as native code in this process -----===//
//
// Compiles with the library as `sinter compile --emit=shared` does, to a file
// that nobody else sees, and loads it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_LOADER_H
#define SINTER_SPEC_LOADER_H

#include "sinter/Compiler.h"
#include "sinter/runtime.h"
#include <string>

namespace sinter::spec {

struct Loaded {
  const sinter_Module *module = nullptr;
  bool unsupported = false; ///< validates, but has no lowering yet
  std::string error;        ///< if module is null
  std::string path;         ///< of the .wasm
};

class Loader {
public:
  /// `folder`: for shared objects, which are removed as soon as loaded.
  Loader(std::string folder, Options options)
      : folder(std::move(folder)), options(std::move(options)) {}

  Loaded load(const Input &input);
  /// A module from the file at `path`.
  Loaded loadFile(const std::string &path);
  Result validateFile(const std::string &path) const;

private:
  std::string folder;
  Options options;
};

} // namespace sinter::spec
#endif
