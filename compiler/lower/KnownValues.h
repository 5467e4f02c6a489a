//===- KnownValues.h - what slots hold, while a function is lowered -------===//
//
// A local that was just written or read need not be read again from its slot,
// and neither has the size of a memory for the next access. What is known is a
// value and since when. It holds on until something is written, and on the ways
// that lead through that place: when a block of Wasm ends, where branches from
// anywhere inside meet, all that was learnt inside is forgotten. So is all of
// it where a loop begins.
//
// What a local was compared with is known in the same way: an access through it
// that reaches no further than an earlier one is not checked (Memory.cpp).
//
// LLVM would find out the same. But each of its passes takes time for each
// instruction, and these loads were half of all. At -O0 nobody else does it.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_KNOWNVALUES_H
#define SINTER_LOWER_KNOWNVALUES_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class Value;
}

namespace sinter {

class KnownValues {
public:
  using Time = uint64_t;

  Time now() const { return time; }

  /// Null if it is not known, or not since `since`.
  llvm::Value *get(size_t slot, Time since = 0) const {
    if (slot >= entries.size())
      return nullptr;
    auto [value, learnt] = entries[slot];
    return learnt >= since && !isForgotten(learnt) ? value : nullptr;
  }
  void set(size_t slot, llvm::Value *value) {
    if (slot >= entries.size())
      entries.resize(slot + 1);
    entries[slot] = {value, time++};
  }
  /// Forgets what was learnt from `begin` until now.
  void forgetSince(Time begin) {
    while (!forgotten.empty() && forgotten.back().begin >= begin)
      forgotten.pop_back();
    forgotten.push_back({begin, time++});
  }

private:
  struct Entry {
    llvm::Value *value = nullptr;
    Time learnt = 0;
  };
  struct Span {
    Time begin, last;
  };

  bool isForgotten(Time at) const {
    auto after = llvm::partition_point(
        forgotten, [&](const Span &span) { return span.begin <= at; });
    return after != forgotten.begin() && std::prev(after)->last >= at;
  }

  Time time = 1;
  llvm::SmallVector<Entry> entries;
  llvm::SmallVector<Span> forgotten; ///< one after the other
};

} // namespace sinter
#endif
