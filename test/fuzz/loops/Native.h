//===- Native.h - a module compiled by us, and what its calls do ----------===//
//
// Compiles with the library to a shared object, loads it and calls test
// functions, each with memory and globals as new. What is compared of a call is
// one line of text: how it ended, its result, and hashes of the memory, of the
// globals and of what the host was told. v8.mjs writes the same line.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_NATIVE_H
#define SINTER_FUZZ_NATIVE_H

#include "LoopModule.h"
#include "sinter/Compiler.h"
#include "sinter/runtime.h"
#include <memory>

namespace sinter::fuzz {

/// A way to compile.
struct Configuration {
  std::string name;
  Options options;
};

/// The host's side of an instance.
struct Host {
  uint64_t trace = 0;
  sinter_Memory *memory = nullptr;
};

class Native {
public:
  /// Null, and why, if it does not compile or load. `folder` is for files that
  /// are gone afterwards.
  static std::unique_ptr<Native> create(const LoopModule &module,
                                        const Configuration &how,
                                        const std::string &folder,
                                        std::string &error);
  ~Native();

  std::string call(const TestFunction &function, const Arguments &arguments);

private:
  explicit Native(const LoopModule &module) : module(module) {}
  bool load(const Configuration &how, const std::string &folder,
            std::string &error);
  bool instantiate(std::string &error);
  void end();
  const sinter_FuncRef *exported(const std::string &name);
  void fillMemory();
  uint64_t digest() const;
  uint64_t callSimple(const char *name);

  const LoopModule &module;
  const sinter_Module *code = nullptr;
  sinter_Store *store = nullptr;
  sinter_Instance *instance = nullptr;
  sinter_Memory *given = nullptr; ///< imported by the instance
  Host host;
  sinter_HostFunc trace, grow;
  std::vector<sinter_FuncRef> hostFunctions;
};

} // namespace sinter::fuzz
#endif
