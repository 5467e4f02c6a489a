//===- TermOrder.h - the order in which a loop adds things up -------------===//
//
// Before:                          After:
//   for (k = 0; k < n; k += 2)       for (k = 0; k < n; k += 2)
//     s = s + a[k + 1] + a[k];         s = s + a[k] + a[k + 1];
//
// A compiler that unrolled a sum of integers put its terms in whatever order;
// LLVM does, too. In the order of the addresses that they are read from, a body
// that was unrolled can be seen to be one (LaneMatch), and rolled up again. For
// integers the order makes no difference to the result.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_TERMORDER_H
#define SINTER_PASSES_TERMORDER_H

namespace llvm {
class Loop;
class ScalarEvolution;
} // namespace llvm

namespace sinter {

/// Puts the terms of sums, products and the like that a loop of one block
/// carries from iteration to iteration in order. Returns whether any moved.
bool orderTerms(llvm::Loop &l, llvm::ScalarEvolution &se);

} // namespace sinter
#endif
