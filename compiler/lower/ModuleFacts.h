//===- ModuleFacts.h - what holds for all code of a module ----------------===//
//
// Wasm's state is open: any call may grow the memory, any global may have
// changed. In nearly every module nearly nothing does: one function calls
// memory.grow, the table is what its segments make it, half of the mutable
// globals are never written. These facts are found once, from the bodies'
// scans (Scan.h) and from what the outside can reach, and lowering turns them
// into constants, direct calls and alias classes.
//
// Who is the outside? All that is not this module's code and can touch the
// instance: importers of what it exports, exporters of what it imports, the
// host. It can call each function whose reference can be taken, grow what it
// can see, and set what is mutable. A self-contained executable has no such
// outside (LowerOptions::selfContained): its imports are functions of our WASI,
// which touch nothing but the bytes of the memory and never call back.
//
// A fact here is a promise to LLVM. If in doubt, there is no fact.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_MODULEFACTS_H
#define SINTER_LOWER_MODULEFACTS_H

#include "../wasm/Module.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace sinter {

struct LowerOptions;
struct Scan;
struct BodyScan;

/// What a call_indirect or, with noTable, a call_ref says of its callee.
struct IndirectCall {
  static constexpr uint32_t noTable = UINT32_MAX;
  uint32_t table, type;
  auto operator<=>(const IndirectCall &) const = default;
};

struct TableFacts {
  static constexpr uint32_t nullSlot = UINT32_MAX;
  /// Its size may change while code runs.
  bool grows = true;
  /// Whenever code of the module runs, the slots hold what follows from the
  /// segments: `slots`, a function or nullSlot for each.
  bool known = false;
  std::vector<uint32_t> slots;
  /// By type, the slots whose function has it or one below it.
  llvm::DenseMap<uint32_t, std::vector<uint32_t>> byType;
  llvm::ArrayRef<uint32_t> slotsOfType(uint32_t type) const {
    auto found = byType.find(type);
    if (found == byType.end())
      return {};
    return found->second;
  }
};

class ModuleFacts {
public:
  ModuleFacts() = default;
  /// `bodies` by function index; those of imports are empty. `scan` is complete
  /// but for its facts.
  ModuleFacts(const wasm::Module &m, const LowerOptions &o, const Scan &scan,
              llvm::ArrayRef<BodyScan> bodies);

  // ---- what changes while code runs, by index ----
  std::vector<bool> memoryGrows;
  std::vector<bool> globalChanges;
  std::vector<TableFacts> tables;

  // ---- what calls do ----
  /// Whether a call may change the size of any memory or table.
  bool mayGrow(uint32_t func) const { return growing[func]; }
  bool mayGrow(IndirectCall call) const {
    return !calm.contains({call.table, call.type});
  }

private:
  std::vector<bool> growing; ///< by function
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> calm;
};

} // namespace sinter
#endif
