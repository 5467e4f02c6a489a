//===- Lower.h - Module to LLVM IR ----------------------------------------===//
//
// The whole of lowering behind two functions: one plans, the other makes one
// shard (Partition.h) of the plan; shards may be made at the same time. What a
// module may do is decided before (wasm/). Errors here come from features that
// have no lowering yet, and from function bodies, which are validated in
// lockstep; a body that has been validated before gives only the former.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_LOWER_H
#define SINTER_LOWER_LOWER_H

#include "../bindings/CNames.h"
#include "Partition.h"
#include "Scan.h"
#include "Symbols.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace sinter {

/// A processor to compile functions for.
struct CodeVersion {
  std::string name;          ///< as SINTER_CPU knows it
  std::string suffix;        ///< of symbols; empty for the default version
  std::string cpu, features; ///< function attributes, as LLVM has them
  unsigned vectorWidth = 0;  ///< bits that loops should use; 0: LLVM decides
};

struct LowerOptions {
  bool oneInstance = false;   ///< shape of instances, DESIGN 5
  bool importSymbols = false; ///< imported functions are C symbols
  bool executable =
      false; ///< only `_start` and what the runtime uses is exported
  /// Nobody but our WASI is called or can reach the instance.
  bool selfContained = false;
  std::string interfaceSymbol; ///< further name of the descriptor
  bool sharedObject = false;   ///< its code may be loaded at run time
  std::string moduleName;      ///< prefix of C symbols, a C identifier
  /// All functions are compiled for each of these; the first is the default.
  std::vector<CodeVersion> versions;
  bool optimizeForSize = false, optimizeNone = false;
  bool hashBodies = false; ///< attribute "wasm-body", for profiles
  bool interruptible = false; ///< code looks whether it shall end
  bool guardPages = false; ///< accesses that these stop are not checked
  bool keepUnused = false; ///< functions that nothing can reach
  /// About how much code a shard has at most; 0: the module stays whole.
  uint64_t shardBytes = 0;

  bool hasVersions() const { return versions.size() > 1; }
};

/// What must be known before the first body is lowered. All shards read it and
/// nothing changes it. `m` and `names` must outlive it.
struct LowerPlan {
  LowerPlan(const wasm::Module &m, const LowerOptions &o, const CNames &names);

  const wasm::Module &wasm;
  const LowerOptions options;
  const CNames &names;
  const Scan scan;
  const Partition partition;
  const Symbols symbols;
};

/// An error if something outside of bodies has no lowering.
llvm::Error checkSupported(const wasm::Module &m, const LowerOptions &o);

/// Lowers one shard of a module that is supported, in one of its versions. The
/// main shard of a version other than the default has only what the version
/// consists of. The IR has the target's triple and data layout. Errors are
/// wasm::WasmError.
llvm::Expected<std::unique_ptr<llvm::Module>>
lowerShard(const LowerPlan &plan, uint32_t shard, uint32_t version,
           llvm::LLVMContext &context, const llvm::TargetMachine &target);

} // namespace sinter
#endif
