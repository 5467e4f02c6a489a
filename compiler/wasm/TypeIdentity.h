//===- TypeIdentity.h - which types are the same --------------------------===//
//
// Two types are the same when their recursion groups have the same structure
// and they stand at the same place in it (Spec: 3.1.1, rolled types). The
// closed form of a group is that structure as bytes: references into the group
// are relative, references out of it are the hash of the group they go to and
// the place there. Its SHA-256 is the group's identity, inside a module, where
// it finds duplicates in linear time, and between modules at run time.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_TYPEIDENTITY_H
#define SINTER_WASM_TYPEIDENTITY_H

#include "Module.h"
#include "llvm/ADT/StringMap.h"

namespace sinter::wasm {

class TypeIdentity {
public:
  explicit TypeIdentity(Module &m) : m(m) {}

  /// Call when all types of the group that starts at `start`, and only they,
  /// have been read. References into the group are still type indices; they
  /// become canonical here, and the types get their canonical index.
  void closeGroup(uint32_t start);

private:
  Module &m;
  llvm::StringMap<uint32_t> firstWithHash; ///< group hash -> its groupStart
};

/// Why type `index` may not have the supertype that it declares: a message, or
/// empty if it may. Its group is closed.
std::string explainBadSupertype(const Module &m, uint32_t index);

} // namespace sinter::wasm
#endif
