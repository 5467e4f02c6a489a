//===- Scan.h - what must be known before the first body is lowered -------===//
//
// Bodies are validated and lowered one after the other, but calling
// conventions, the number of function references and what other functions do
// to the instance are needed by the first of them, and who calls whom decides
// what goes into which shard. One pass over the bodies that only decodes finds
// what each of them does; ModuleFacts.h concludes from that what holds for the
// whole module.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_SCAN_H
#define SINTER_LOWER_SCAN_H

#include "../wasm/Module.h"
#include "ModuleFacts.h"

namespace sinter {

struct LowerOptions;

/// What one body does that matters to others. Lists are sorted, without
/// duplicates, and hold only indices that exist.
struct BodyScan {
  template <typename T> using List = llvm::SmallVector<T, 0>;
  List<uint32_t> calls, refs;       ///< functions
  List<IndirectCall> indirectCalls; ///< call_indirect, call_ref
  List<uint32_t> setGlobals;        ///< global.set
  List<uint32_t> grownMemories;     ///< memory.grow
  List<uint32_t> writtenTables;     ///< table.set, fill, copy, init
  List<uint32_t> grownTables;       ///< table.grow
  bool tailCalls = false;           ///< has a return_call*
};

struct Scan {
  bool tailCalls = false;        ///< some body has a return_call*
  std::vector<bool> refs;        ///< functions whose reference can be taken
  std::vector<uint32_t> exports; ///< of Module::exports, those that are kept
  /// What each function calls directly, and all indirect calls: sorted, without
  /// duplicates.
  std::vector<BodyScan::List<uint32_t>> calls;
  std::vector<IndirectCall> indirectCalls;
  /// For each element segment, whether all items are functions and nulls that
  /// are known now.
  std::vector<bool> elemHoldsFuncs;
  ModuleFacts facts;
};

/// Malformed bodies are left for validation to report.
BodyScan scanBody(const wasm::Module &m, const wasm::Function &f);
Scan scanModule(const wasm::Module &m, const LowerOptions &o);

} // namespace sinter
#endif
