//===- CheckVerifier.cpp - every access to linear memory is checked -------===//
//
// To know after a pass what had not been proved before it, such accesses get
// metadata: a copy that the pass makes of one has it as well.
//
//===----------------------------------------------------------------------===//
#include "CheckVerifier.h"
#include "BoundsGuard.h"
#include "BoundsProof.h"
#include "CheckClaim.h"
#include "MemoryCheck.h"
#include "Passes.h"
#include "Thawed.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"

using namespace llvm;

namespace sinter {
namespace {

constexpr StringLiteral unprovedName = "sinter.unproved";

/// Of proofs that are not demanded: most are found with less.
constexpr unsigned littleEffort = 100;

/// The proofs of one function, with analyses of their own: those of the pass
/// manager may be out of date, and that would be a mistake to find.
class Prover {
public:
  /// `trustMarks`: whether accesses that a pass has marked need no proof.
  explicit Prover(Function &f, ProofRules rules = {}, bool trustMarks = true)
      : f(f), memories(*f.getParent()),
        thawed(f, memories,
               rules.narrowOffsets ? Believed::WideSums : Believed::Nothing),
        dt(f), li(dt), assumptions(f), library(noFunctions()), info(library),
        se(f, info, assumptions, dt, li), proof(f, memories, dt, li, se, rules),
        guard(f, memories, dt, li, se, assumptions), trustMarks(trustMarks) {}

  /// Calls `visit` for each access that is not proved.
  void unproved(function_ref<void(const MemoryAccess &)> visit) {
    for (Instruction &i : instructions(f)) {
      if (!dt.isReachableFromEntry(i.getParent()) ||
          (trustMarks && isMarkedProved(i)))
        continue;
      for (const MemoryAccess &access : accessesOf(i, memories))
        if (!proof.proves(access))
          visit(access);
    }
  }
  bool isGuarded(const MemoryAccess &access) { return guard.isGuarded(access); }

private:
  static TargetLibraryInfoImpl noFunctions() {
    TargetLibraryInfoImpl library;
    library.disableAllFunctions();
    return library;
  }

  Function &f;
  Memories memories;
  Thawed thawed;
  DominatorTree dt;
  LoopInfo li;
  AssumptionCache assumptions;
  TargetLibraryInfoImpl library;
  TargetLibraryInfo info;
  ScalarEvolution se;
  BoundsProof proof;
  BoundsGuard guard;
  bool trustMarks;
};

std::string describe(const Instruction &access) {
  std::string text;
  raw_string_ostream os(text);
  os << "function '" << access.getFunction()->getName()
     << "' accesses memory without a proof that it is inside:";
  access.print(os);
  return os.str();
}

/// Our passes that move, join or drop checks.
bool isWatched(StringRef pass) {
  return pass == CheckEliminationPass::name() ||
         pass == CheckCoalescingPass::name() ||
         pass == CheckLimitsPass::name() || pass == LoopVersioningPass::name();
}

Function *functionOf(const Any &ir) {
  auto *f = any_cast<const Function *>(&ir);
  return f ? const_cast<Function *>(*f) : nullptr;
}

} // namespace

std::vector<Instruction *> findUnprovedAccesses(Function &f, Proof wanted) {
  std::vector<Instruction *> found;
  ProofRules rules;
  if (wanted == Proof::Guarded)
    rules.effort = littleEffort;
  Prover prover(f, rules);
  prover.unproved([&](const MemoryAccess &access) {
    if (wanted == Proof::Exact || !prover.isGuarded(access))
      found.push_back(access.instruction);
  });
  return found;
}

std::vector<std::string> findUnproved(Function &f, Proof wanted) {
  std::vector<std::string> problems;
  for (Instruction *access : findUnprovedAccesses(f, wanted))
    problems.push_back(describe(*access));
  return problems;
}

/// Makes values of the slots that locals have before optimisation, and without
/// it.
static void promoteSlots(Function &f) {
  SmallVector<AllocaInst *> slots;
  for (Instruction &i : f.getEntryBlock())
    if (auto *slot = dyn_cast<AllocaInst>(&i); slot && isAllocaPromotable(slot))
      slots.push_back(slot);
  DominatorTree dt(f);
  if (!slots.empty())
    PromoteMemToReg(slots, dt);
}

std::vector<std::string> findUnproved(Module &m, Proof wanted) {
  std::vector<std::string> problems;
  ValueToValueMapTy copies;
  std::unique_ptr<Module> copy;
  for (Function &f : m) {
    if (f.isDeclaration())
      continue;
    std::vector<Instruction *> unproved = findUnprovedAccesses(f, wanted);
    if (unproved.empty())
      continue;
    if (!copy)
      copy = CloneModule(m, copies);
    auto &g = *cast<Function>(copies[&f]);
    promoteSlots(g);
    std::vector<Instruction *> still = findUnprovedAccesses(g, wanted);
    for (Instruction *access : unproved)
      if (is_contained(still, copies.lookup(access)))
        problems.push_back(describe(*access));
  }
  return problems;
}

CheckWatch::CheckWatch(PassInstrumentationCallbacks &callbacks) {
  callbacks.registerBeforeNonSkippedPassCallback(
      [this](StringRef pass, const Any &ir) {
        if (Function *f = functionOf(ir); f && isWatched(pass))
          before(*f);
      });
  callbacks.registerAfterPassCallback(
      [this](StringRef pass, const Any &ir, const PreservedAnalyses &) {
        if (Function *f = functionOf(ir); f && isWatched(pass))
          after(pass, *f);
      });
}

void CheckWatch::before(Function &f) {
  wantClaims(f, true);
  MDNode *mark = MDNode::get(f.getContext(), {});
  Prover(f, {.tripCounts = false, .effort = littleEffort})
      .unproved([&](const MemoryAccess &access) {
        access.instruction->setMetadata(unprovedName, mark);
      });
}

void CheckWatch::after(StringRef pass, Function &f) {
  // Loop versioning makes addresses of 64 bits from those of 32. That they are
  // the same is the pass's own proof.
  bool extends = pass == LoopVersioningPass::name();
  Prover(f, {.narrowOffsets = extends}, /*trustMarks=*/!extends)
      .unproved([&](const MemoryAccess &access) {
        if (!access.instruction->hasMetadata(unprovedName))
          found.push_back(("after " + pass + ": ").str() +
                          describe(*access.instruction));
      });
  wantClaims(f, false);
  removeClaims(f);
  for (Instruction &i : instructions(f))
    i.setMetadata(unprovedName, nullptr);
}

static PreservedAnalyses printUnproved(Function &f, Proof wanted) {
  for (const std::string &problem : findUnproved(f, wanted))
    errs() << problem << '\n';
  return PreservedAnalyses::all();
}

PreservedAnalyses CheckVerifierPass::run(Function &f,
                                         FunctionAnalysisManager &) {
  return printUnproved(f, Proof::Exact);
}

PreservedAnalyses FinalCheckVerifierPass::run(Function &f,
                                              FunctionAnalysisManager &) {
  return printUnproved(f, Proof::Guarded);
}

} // namespace sinter
