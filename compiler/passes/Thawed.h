//===- Thawed.h - freezes that change nothing are looked through ----------===//
//
// LLVM, and loop versioning, freeze what they test in a place where control may
// not have used it: should it be poison, the test goes either way but is not
// undefined. For proofs that is a wall. `freeze(x)` is another number than x,
// of which nothing is known that was known about x: that it joins several, that
// it grows in a loop, that another number is always four more.
//
// It must be one in general. Of a poison x nothing that is computed from it can
// be relied on (a sum that is promised not to wrap has wrapped), and another
// freeze of it is another number. Our IR has poison: LLVM moves sums to places
// where they may wrap and leaves the promise that they do not. But if x is
// never poison then `freeze(x)` is x, and most are none: what Wasm computes is
// always defined, lowering says so of arguments, results and what is loaded
// (noundef), and what it promises of sums follows from their operands.
//
// So here is looked for what could be poison among all that x is made of:
//
//   constants and loads that are not noundef, but for sizes and bases of
//   memories, which the runtime has written
//   results of calls, and operations that may have none (shifts too far)
//   operations with flags (nuw, nsw, ...), unless from the operands alone, not
//   from where control came, it follows that the promise is kept
//
// The ways of a phi are followed, round loops too: what is poison first would
// have become so by an operation that does not make poison.
//
// While a Thawed lives, freezes of what is never poison have no uses; their
// operands have them. So that whoever looks sees one number. Afterwards all is
// as it was, the order of uses included.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_THAWED_H
#define SINTER_PASSES_THAWED_H

#include "../lower/Memories.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

namespace sinter {

/// Promises that are taken for granted: none, or those of loop versioning,
/// which has just made sums of 64 bits from sums of 32 and knows that none
/// wraps.
enum class Believed { Nothing, WideSums };

/// Whether `v` is neither poison nor undef, wherever it is computed.
bool isNeverPoison(const llvm::Value *v, const Memories &memories,
                   Believed believed);

class Thawed {
public:
  Thawed(llvm::Function &f, const Memories &memories, Believed believed);
  Thawed(const Thawed &) = delete;
  ~Thawed();

private:
  struct Change {
    llvm::FreezeInst *freeze;
    llvm::SmallVector<llvm::Use *, 8> uses; ///< of the freeze, in order
  };
  std::vector<Change> changes;
};

} // namespace sinter
#endif
