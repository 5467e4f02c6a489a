//===- AffineNest.h - linear numbers in a nest of loops -------------------===//
//
// The addresses of most loops are sums: a start, plus a step for each iteration
// of each loop around. Wasm computes them modulo 2^32. Here they are numbers:
// the start as it is, unsigned; steps signed; no wrapping. Such a number is the
// address in every iteration if it never leaves 0 .. 2^32 - 1, and because it
// is linear, that can be decided at the corners of the iteration space:
//
//   for (i = 0; i <= I; i++)             a + 8192 * i - 8 * j
//     for (j = 0; j <= J + i; j++)
//
// is largest at i = I, j = 0, and smallest at i = 0 or i = I with j = J + i: by
// substituting the bound of j, a - 8 * J + 8184 * i, so at i = 0.
//
// An address may have a part that is not linear: what a table has for a byte,
// or a column that is clamped to a picture. It is enough if that part stays
// between two numbers that do not vary:
//
//   table + 4 * zext(i8)                0 .. 1020
//   row + 4 * max(0, min(x, w - 1))     0 .. 4 * max(0, w - 1)
//
// All expressions have one type and are signed. Ranges tell whether 64 bits
// hold what is compared; for runtime strides and 64-bit memories they do not,
// and 128 bits are used.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_AFFINENEST_H
#define SINTER_PASSES_AFFINENEST_H

#include "TripCount.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/IR/ConstantRange.h"

namespace sinter {

/// A number that does not vary in the nest. `range` holds the number itself
/// (256 bits, signed); `value` computes it modulo the type's size.
struct Number {
  const llvm::SCEV *value;
  llvm::ConstantRange range;
};

/// start + sum of step * (iterations of its loop so far)
struct Affine {
  Number start;
  llvm::SmallVector<std::pair<llvm::Loop *, Number>, 3> steps;
};

/// Between two numbers, both included.
struct Bounds {
  Number low, high;
};

/// A linear number and a rest, that varies as it likes between two bounds.
struct Bounded {
  Affine line;
  std::optional<Bounds> rest;
  /// What the bounds were multiplied with: must not be negative.
  llvm::SmallVector<Number, 1> factors;
};

/// Why something is not known about a loop, for remarks.
enum class Obstacle {
  None,
  NotAffine,     // the address is no linear function of the loops around
  NoTripCount,   // one of these loops may run for ever
  SizeUnknown,   // the size it is compared with is not that of one memory
  AlwaysFails,   // it is certainly out of bounds in some iteration
  NotComputable, // what has to be known is not known before the loop
  TooLarge,      // the numbers do not fit
};

class AffineNest {
public:
  /// With `guarded` ranges hold when the nest is entered, by what was tested
  /// before; otherwise everywhere, which is faster to find out.
  AffineNest(llvm::Loop &root, TripCounts &trips, llvm::ScalarEvolution &se,
             unsigned bits, bool guarded);

  /// `s` (unsigned) in iteration 0 of all loops of the nest, and its steps.
  /// As a number it is congruent to `s`, not necessarily equal.
  std::optional<Affine> affine(const llvm::SCEV *s);

  /// The same for the sum of such a number and parts that are bounded.
  std::optional<Bounded> bounded(const llvm::SCEV *s);

  /// The number at the corners where it can be smallest (or largest).
  std::optional<llvm::SmallVector<Number, 2>> extremes(const Affine &a,
                                                       bool largest);
  std::optional<llvm::SmallVector<Number, 2>> extremes(Bounded b, bool largest);

  Number constant(const llvm::APInt &c);
  Number unsignedNumber(const llvm::SCEV *s);
  Number signedNumber(const llvm::SCEV *s);
  Number add(const Number &a, const Number &b);
  Number multiply(const Number &a, const Number &b);

  /// Demands small <= large. False if that cannot be.
  bool require(const Number &small, const Number &large);

  /// All demands that are not proved, to be tested before the nest.
  llvm::SmallVector<Condition, 8> conditions;
  /// Becomes false when an answer depends on one of them.
  bool proved = true;
  /// Why the last call failed.
  Obstacle obstacle = Obstacle::None;

private:
  bool extremesFrom(Affine a, bool largest,
                    llvm::SmallVectorImpl<Number> &corners);
  struct NestTripCount {
    std::optional<Affine> count;
    llvm::SmallVector<Condition, 1> when;
  };
  /// A sum, modulo the size of its type.
  struct Sum {
    const llvm::SCEV *start; // what does not vary
    llvm::SmallVector<std::pair<llvm::Loop *, const llvm::SCEV *>, 3> steps;
    /// Anything else, and by what it is multiplied.
    llvm::SmallVector<std::pair<const llvm::SCEV *, const llvm::SCEV *>, 2>
        rest;
  };
  bool takeApart(const llvm::SCEV *s, const llvm::SCEV *factor, Sum &sum);
  Bounds bounds(const llvm::SCEV *s);
  Bounds boundsOfChoice(const llvm::SCEVNAryExpr &choice);
  bool addBounds(Bounded &b, const llvm::SCEV *term, const llvm::SCEV *factor);
  const Affine *tripCount(llvm::Loop &l);
  std::optional<Affine> computeTripCount(llvm::Loop &l);
  bool isInRange(const Affine &count, llvm::Loop &l, const llvm::SCEV *s);
  void demand(const Condition &c);
  void addScaled(Affine &a, const Affine &b, const Number &factor);

  llvm::Loop &root;
  TripCounts &trips;
  llvm::ScalarEvolution &se;
  const llvm::SCEV *atEntry(const llvm::SCEV *s) const;

  unsigned bits;
  bool guarded;
  llvm::Type *wide;
  llvm::DenseMap<llvm::Loop *, NestTripCount> tripCounts;
};

} // namespace sinter
#endif
