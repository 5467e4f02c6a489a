//===- Spectest.h - the host module that all scripts may import -----------===//
//
// Its objects come from a small Wasm module that goes through the compiler like
// any other; its functions are host functions with the types of that module's,
// so that calls from Wasm to the host are tested too. One per script.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_SPECTEST_H
#define SINTER_SPEC_SPECTEST_H

#include "sinter/Compiler.h"
#include "sinter/runtime.h"
#include "llvm/ADT/StringMap.h"
#include <memory>

namespace sinter::spec {

class Spectest {
public:
  static Input input();

  /// `module` is input() compiled. Null if it cannot be instantiated.
  static std::unique_ptr<Spectest> create(const sinter_Module *module,
                                          sinter_Store *store);
  ~Spectest();

  bool find(llvm::StringRef name, sinter_Extern &out) const;

private:
  Spectest() = default;
  sinter_Instance *instance = nullptr;
  sinter_Memory *shared = nullptr; ///< null if the runtime has none yet
  sinter_HostFunc print;
  llvm::StringMap<sinter_FuncRef> functions;
};

} // namespace sinter::spec
#endif
