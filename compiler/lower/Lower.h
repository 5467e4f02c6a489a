//===- Lower.h - Module to LLVM IR ----------------------------------------===//
//
// The whole of lowering behind one function. What a module may do is decided
// before (wasm/); errors here come from function bodies, which are validated in
// lockstep, and from features that have no lowering yet.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_LOWER_H
#define SINTER_LOWER_LOWER_H

#include "../wasm/Module.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace sinter {

struct LowerOptions {
  bool oneInstance = false;   ///< shape of instances, DESIGN 5
  bool importSymbols = false; ///< imported functions are C symbols
  bool executable =
      false; ///< only `_start` and what the runtime uses is exported
  /// Nobody but our WASI is called or can reach the instance.
  bool selfContained = false;
  std::string moduleName;       ///< prefix of C symbols, a C identifier
  std::string cpu, cpuFeatures; ///< function attributes
  bool optimizeForSize = false, optimizeNone = false;
  bool hashBodies = false; ///< attribute "wasm-body", for profiles
  bool guardPages = false; ///< accesses that these stop are not checked
};

/// Lowers `m`. The IR has the target's triple and data layout. Errors are
/// wasm::WasmError.
llvm::Expected<std::unique_ptr<llvm::Module>>
lowerModule(const wasm::Module &m, const LowerOptions &o,
            llvm::LLVMContext &context, const llvm::TargetMachine &target);

} // namespace sinter
#endif
