//===- LaneMatch.h - one loop body that is the same code several times ----===//
//
// Compilers unroll loops before they emit Wasm:
//
//   for (k = 0; k < n; k += 2) { a[k] += x * b[k]; a[k + 1] += x * b[k + 1]; }
//
// A body of `factor` lanes: lane 1 does what lane 0 does, one step further on.
// Here it is proved that a body is made of lanes. The image in lane j of a
// value of lane 0 is
//   - the value itself, if it does not vary in the loop;
//   - the value j steps further on, if it is linear in the iterations;
//   - for a phi, what lane j - 1 hands on to lane j, as the last lane hands it
//     on to the next iteration;
//   - otherwise what the same operation makes of the images of the operands.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_LANEMATCH_H
#define SINTER_PASSES_LANEMATCH_H

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Instructions.h"
#include <optional>

namespace llvm {
class Loop;
class SCEVAddRecExpr;
class ScalarEvolution;
} // namespace llvm

namespace sinter {

class LaneMatch {
public:
  /// Of a loop that is one block.
  LaneMatch(llvm::Loop &l, llvm::ScalarEvolution &se, unsigned factor);

  /// Whether the body is made of `factor` lanes, and running them one after the
  /// other does the same as the body.
  bool run();

  /// The instructions of lane 0 that are neither linear nor phis.
  llvm::SmallVector<llvm::Instruction *, 16> lane0() const;
  /// Null if `v` is no value of lane 0.
  llvm::Value *image(llvm::Value *v, unsigned lane) const;
  /// The value of lane 0 whose image in the last lane is `w`; null if none is.
  llvm::Value *lastImageOf(llvm::Value *w) const;
  /// Null if `v` is not linear in the iterations.
  const llvm::SCEVAddRecExpr *linear(llvm::Value *v) const;
  /// How far a linear value is from lane to lane, if that is a whole number.
  std::optional<llvm::APInt> laneStep(llvm::Value *v) const;

  const unsigned factor;
  /// Phis that are not linear, with what lane 0 hands on.
  llvm::MapVector<llvm::PHINode *, llvm::Value *> handedOn;

private:
  using Key = std::pair<llvm::Value *, unsigned>;

  bool match(llvm::Value *v, llvm::Value *w, unsigned lane);
  bool matchOperation(llvm::Instruction *v, llvm::Instruction *w,
                      unsigned lane);
  bool matchOperands(llvm::Instruction *v, llvm::Instruction *w, unsigned lane,
                     bool swapped);
  bool matchStores();
  bool matchStore(llvm::StoreInst *s, llvm::ArrayRef<llvm::StoreInst *> stores);
  bool matchPhis();
  bool matchPhi(llvm::PHINode &phi);
  bool followChain(llvm::PHINode &phi);
  bool keepsOrder() const;
  bool mayOverlap(llvm::Instruction *a, llvm::Instruction *b) const;
  std::optional<int64_t> distance(llvm::Value *from, llvm::Value *to) const;

  llvm::Loop &l;
  llvm::BasicBlock &body;
  llvm::ScalarEvolution &se;
  llvm::MapVector<Key, llvm::Value *> images;
};

} // namespace sinter
#endif
