//===- LoopVersioning.cpp - loops without checks --------------------------===//
//
// Before:                          After:
//   for (k = 0; k < n; k++) {        if (p + 8 * n <= size) // no overflow
//     if (p + 8 > size) trap;          for (k = 0; k < n; k++)
//     p[0] += 1;                         (base + p64)[k] += 1;
//     p += 8; // modulo 2^32         else
//   }                                  the loop as it was
//
// LLVM takes a check out of a loop only if the loop does nothing else that can
// be seen before it traps; it vectorises a loop only if all exits are counted,
// and addresses modulo 2^32 only if it can show that they do not wrap. Here one
// test in front of the loop answers all that, for any number of checks. Because
// the test chooses between two copies and traps nowhere itself, traps come when
// they always did.
//
// A nest of loops is copied as a whole where that covers as much as copying the
// inner loops would: the test is then made less often. Code that is copied is
// limited by the constants below.
//
// Where demands turn out to be known facts, there is no second copy.
//
//===----------------------------------------------------------------------===//
#include "CheckClaim.h"
#include "LoopCopy.h"
#include "Passes.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include "llvm/Transforms/Utils/LoopUtils.h"

using namespace llvm;

#define DEBUG_TYPE "sinter-loop-versioning"

namespace sinter {
namespace {

/// Instructions of a nest that is copied.
constexpr unsigned maxNest = 2000;
/// Instructions that a function may grow by, for each that it has, and at most.
constexpr unsigned maxGrowthFactor = 2, maxGrowth = 20000;
/// A copy is worth that many instructions for each point of LoopPlan::gain. In
/// large bodies a few checks cost little.
constexpr unsigned maxSizePerGain = 6;
/// With calls in them loops must be smaller, or win more.
constexpr unsigned smallWithCalls = 40, maxSizePerGainWithCalls = 2;
/// Larger functions stay as they are: what would run again after versioning
/// takes too long there.
constexpr unsigned maxFunction = 60000;
/// Comparisons in front of a loop, or one for so many points of what they win.
constexpr unsigned maxConditions = 16, gainPerCondition = 8;
/// Loops with fewer iterations are left alone.
constexpr unsigned minIterations = 4;

class Versioning {
public:
  Versioning(LoopContext &context, AssumptionCache &ac,
             OptimizationRemarkEmitter &ore)
      : context(context), ac(ac), ore(ore) {}

  void run();
  bool changed = false;  ///< something, if only the shape of loops
  bool improved = false; ///< a loop, here or before

private:
  bool simplify(Loop &l);
  void visit(Loop &l);
  void visitInner(Loop &l);
  LoopPlan &plan(Loop &l);
  unsigned potential(Loop &l);
  unsigned below(Loop &l);
  bool mayVersion(Loop &l);
  void sayVersioned(const LoopPlan &p, Loop &l, unsigned size);
  void sayProved(Loop &l, unsigned checks);
  void sayKept(Loop &l);

  LoopContext &context;
  AssumptionCache &ac;
  OptimizationRemarkEmitter &ore;
  DenseMap<Loop *, std::unique_ptr<LoopPlan>> plans;
  DenseMap<Loop *, unsigned> potentials;
  DenseMap<const Loop *, unsigned> numbers; // for remarks
  unsigned growth = 0;                      // that is left
};

/// Whether nothing but claims needs `i`: what a check that is gone compared.
bool isLeftOver(const Instruction &i, unsigned depth = 0) {
  if (claimed(i))
    return true;
  return depth < 4 && !isa<PHINode>(i) && !i.isTerminator() &&
         !i.mayHaveSideEffects() && all_of(i.users(), [&](const User *user) {
           return isLeftOver(*cast<Instruction>(user), depth + 1);
         });
}

unsigned sizeOf(const Loop &l) {
  unsigned size = 0;
  for (const BasicBlock *block : l.blocks())
    for (const Instruction &i : block->instructionsWithoutDebug())
      size += !isLeftOver(i);
  return size;
}

// ---- what is said about it ----

StringRef describe(Obstacle o) {
  switch (o) {
  case Obstacle::None:
    return "a copy of the loop does not pay";
  case Obstacle::NotAffine:
    return "the address does not grow by the same amount in each iteration";
  case Obstacle::NoTripCount:
    return "how often the loop runs is not known before it";
  case Obstacle::SizeUnknown:
    return "it is not known which memory it belongs to";
  case Obstacle::AlwaysFails:
    return "it fails if the loop runs to its end";
  case Obstacle::NotComputable:
    return "its addresses cannot be computed before the loop";
  case Obstacle::TooLarge:
    return "the numbers are too large";
  }
  llvm_unreachable("all obstacles handled");
}

/// Whether the check's addresses are the same in all iterations.
bool isInvariant(const PlannedCheck &check, Loop &l, ScalarEvolution &se) {
  return all_of(check.operands, [&](const PlannedCheck::Operand &o) {
    return se.isLoopInvariant(o.address, &l);
  });
}

void Versioning::sayVersioned(const LoopPlan &p, Loop &l, unsigned size) {
  ore.emit([&] {
    unsigned removed = 0, hoisted = 0;
    for (const PlannedCheck &c : p.checks)
      if (c.obstacle == Obstacle::None) {
        ++removed;
        hoisted += isInvariant(c, l, context.se);
      }
    return OptimizationRemark(DEBUG_TYPE, "LoopVersioned", l.getStartLoc(),
                              l.getHeader())
           << ore::NV("Checks", removed) << " bounds checks and "
           << ore::NV("Addresses", p.extensions.size())
           << " wrapping addresses replaced by "
           << ore::NV("Comparisons", p.conditions().size())
           << " comparisons before the loop, whose "
           << ore::NV("Instructions", size) << " instructions were copied; "
           << ore::NV("Hoisted", hoisted)
           << " of the checks had the same address in all iterations (loop "
           << ore::NV("Loop", numbers.lookup(&l)) << ", depth "
           << ore::NV("Depth", l.getLoopDepth()) << ")";
  });
}

void Versioning::sayProved(Loop &l, unsigned checks) {
  if (checks != 0)
    ore.emit([&] {
      return OptimizationRemark(DEBUG_TYPE, "ChecksProved", l.getStartLoc(),
                                l.getHeader())
             << ore::NV("Checks", checks)
             << " bounds checks removed: they never fail (loop "
             << ore::NV("Loop", numbers.lookup(&l)) << ", depth "
             << ore::NV("Depth", l.getLoopDepth()) << ")";
    });
}

/// The checks that are left in loops, and why. Only if somebody wants to know.
void Versioning::sayKept(Loop &l) {
  if (isExactCopy(l))
    return;
  LoopPlan p(l, context);
  for (const PlannedCheck &c : p.checks) {
    BasicBlock *block = c.check.branch->getParent();
    if (context.li.getLoopFor(block) == &l)
      ore.emit([&] {
        return OptimizationRemarkMissed(DEBUG_TYPE, "CheckKept",
                                        c.check.branch->getDebugLoc(), block)
               << "bounds check stays in the loop: "
               << ore::NV("Reason", describe(c.obstacle)) << " (loop "
               << ore::NV("Loop", numbers.lookup(&l)) << ", depth "
               << ore::NV("Depth", l.getLoopDepth()) << ")";
      });
  }
  for (Loop *inner : l)
    sayKept(*inner);
}

bool hasChecks(const Loop &l) {
  return any_of(l.blocks(),
                [](BasicBlock *block) { return findMemoryCheck(*block); });
}

bool hasAccesses(const Loop &l) {
  return any_of(l.blocks(), [](BasicBlock *block) {
    return any_of(*block, [](Instruction &i) { return isHeapAccess(i); });
  });
}

/// Not worth a look: most loops of most programs.
bool isInteresting(const Loop &l) { return hasChecks(l) || hasAccesses(l); }

/// A loop that was freed of its checks already: what comes after versioning has
/// the same to do with it as with those that are freed here.
bool isFree(const Loop &l) {
  return l.isInnermost() && hasAccesses(l) && !hasChecks(l);
}

void Versioning::run() {
  growth =
      std::min(maxGrowth, context.f.getInstructionCount() * maxGrowthFactor);
  SmallVector<Loop *> outermost(context.li.begin(), context.li.end());
  for (Loop *l : context.li.getLoopsInPreorder())
    numbers[l] = numbers.size() + 1;
  for (Loop *l : outermost) {
    if (!isInteresting(*l))
      continue;
    changed |= simplify(*l);
    improved |= any_of(l->getLoopsInPreorder(),
                       [](const Loop *inner) { return isFree(*inner); });
    visit(*l);
    plans.clear();
    potentials.clear();
  }
  if (ore.allowExtraAnalysis(DEBUG_TYPE))
    for (Loop *l : context.li)
      if (isInteresting(*l))
        sayKept(*l);
  context.sizes.clean();
  changed |= improved;
}

/// Brings a nest into the form that copying it needs.
bool Versioning::simplify(Loop &l) {
  auto &[f, li, dt, se, trips, sizes] = context;
  bool simplified = simplifyLoop(&l, &dt, &li, &se, &ac, nullptr,
                                 /*PreserveLCSSA=*/false);
  return formLCSSARecursively(l, dt, &li, &se) || simplified;
}

LoopPlan &Versioning::plan(Loop &l) {
  std::unique_ptr<LoopPlan> &p = plans[&l];
  if (!p) {
    p = std::make_unique<LoopPlan>(l, context);
    if (p->isTooNarrow())
      p = std::make_unique<LoopPlan>(l, context, 64, /*guarded=*/true);
    if (p->isTooNarrow())
      p = std::make_unique<LoopPlan>(l, context, 128, /*guarded=*/true);
  }
  return *p;
}

/// Beside calls checks cost little, and what has calls is no loop for vectors.
bool hasCalls(const Loop &l) {
  return any_of(l.blocks(), [](const BasicBlock *block) {
    return any_of(*block, [](const Instruction &i) {
      const auto *call = dyn_cast<CallBase>(&i);
      return call && !isa<IntrinsicInst>(call) && !call->doesNotReturn() &&
             !claimed(i);
    });
  });
}

/// Whether a second copy of `l` is possible and not too large.
bool Versioning::mayVersion(Loop &l) {
  LoopPlan &p = plan(l);
  if (p.conditions().empty() || p.gain == 0 ||
      p.conditions().size() >
          std::max(maxConditions, p.gain / gainPerCondition) ||
      !l.isLoopSimplifyForm() || !l.isSafeToClone())
    return false;
  if (unsigned most = context.se.getSmallConstantMaxTripCount(&l))
    if (l.isInnermost() && most < minIterations)
      return false;
  unsigned size = sizeOf(l);
  unsigned worth = p.gain * maxSizePerGain;
  if (size > smallWithCalls && hasCalls(l))
    worth = p.gain * maxSizePerGainWithCalls;
  return size <= maxNest && size <= growth && size <= worth && haveInputs(p);
}

/// What can be won in `l`, by copying it or loops inside.
unsigned Versioning::potential(Loop &l) {
  auto it = potentials.find(&l);
  if (it != potentials.end())
    return it->second;
  unsigned best = below(l);
  if (mayVersion(l))
    best = std::max(best, plan(l).gain);
  return potentials[&l] = best;
}

unsigned Versioning::below(Loop &l) {
  unsigned sum = 0;
  for (Loop *inner : l)
    sum += potential(*inner);
  return sum;
}

void Versioning::visit(Loop &l) {
  if (isExactCopy(l))
    return;
  if (mayVersion(l) && plan(l).innerGain >= below(l)) {
    if (freezeInputs(plan(l), context)) {
      improved = true;
      plans.clear();
    }
    if (mayVersion(l)) {
      unsigned size = sizeOf(l);
      growth -= size;
      sayVersioned(plan(l), l, size);
      versionLoop(plan(l), context);
      improved = true;
      plans.clear();
      potentials.clear();
      if (!l.isInnermost())
        simplify(l);
      visitInner(l); // there may be checks that only inner loops understand
      return;
    }
  }
  unsigned proved = count_if(plan(l).checks, [](const PlannedCheck &c) {
    return c.obstacle == Obstacle::None && c.proved;
  });
  if (improveLoop(plan(l), context)) {
    sayProved(l, proved);
    improved = true;
    plans.clear();
    potentials.clear();
  }
  visitInner(l);
}

void Versioning::visitInner(Loop &l) {
  for (Loop *inner : SmallVector<Loop *>(l.begin(), l.end()))
    visit(*inner);
}

} // namespace

PreservedAnalyses LoopVersioningPass::run(Function &f,
                                          FunctionAnalysisManager &am) {
  LoopInfo &li = am.getResult<LoopAnalysis>(f);
  if (li.empty() || f.hasOptSize() || f.getInstructionCount() > maxFunction)
    return PreservedAnalyses::all();
  DominatorTree &dt = am.getResult<DominatorTreeAnalysis>(f);
  ScalarEvolution &se = am.getResult<ScalarEvolutionAnalysis>(f);
  LoopContext context{f, li, dt, se, TripCounts(f, se, li, dt), {}};
  Versioning pass(context, am.getResult<AssumptionAnalysis>(f),
                  am.getResult<OptimizationRemarkEmitterAnalysis>(f));
  pass.run();
  if (!pass.changed)
    return PreservedAnalyses::all();
  if (pass.improved)
    am.getResult<LoopsWereVersioned>(f);
  PreservedAnalyses preserved;
  preserved.preserve<LoopsWereVersioned>();
  return preserved;
}

} // namespace sinter
