//===- main.cpp - sinter-fuzz-checks, the verifier's mistakes -------------===//
//
// The verifier of bounds checks must not believe anything that is wrong. So
// here code is made wrong: its checks are dropped, turned around and weakened,
// one change at a time (Mutations.h), and run with made-up values until one is
// seen to access a byte outside of its memories (Evaluation.h). Of that access
// the verifier must say that it has no proof. The same for the code as it was,
// where it must not happen at all.
//
//   sinter-fuzz-checks [--seed=N] [--runs=N] [--share=PERCENT] [--only=PREFIX]
//                      FILE.ll..
//
// The last line says how many changes were made, how many of them were seen to
// let an access out, and how many of these the verifier missed.
//
//===----------------------------------------------------------------------===//
#include "Evaluation.h"
#include "Mutations.h"
#include "passes/CheckVerifier.h"
#include "passes/MemoryCheck.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace sinter;
using namespace sinter::fuzz;

static cl::list<std::string> files(cl::Positional, cl::OneOrMore,
                                   cl::desc("FILE.ll..."));
static cl::opt<uint64_t> seed("seed", cl::init(1), cl::desc("any number"));
static cl::opt<unsigned> runs("runs", cl::init(60),
                              cl::desc("of each changed function"));
static cl::opt<unsigned> share("share", cl::init(100),
                               cl::desc("of all changes, in percent"));
static cl::opt<std::string> only("only",
                                 cl::desc("functions whose names start so"));

namespace {

struct Totals {
  size_t functions = 0, changes = 0, outside = 0, missed = 0;
};

/// Whether the verifier takes the access for one that is checked. What a pass
/// has marked it does not look at.
bool isBelieved(Instruction &access) {
  return !isMarkedProved(access) &&
         !is_contained(
             findUnprovedAccesses(*access.getFunction(), Proof::Exact),
             &access);
}

void complain(const Instruction &access, StringRef change) {
  outs() << access.getFunction()->getName()
         << ": accesses bytes outside:" << access << "\n  with " << change
         << '\n';
}

/// The functions of one module.
class ModuleTest {
public:
  ModuleTest(const Module &m, Totals &totals)
      : memories(m), sizes(promisedSizes(m, memories)), random(seed),
        totals(totals) {}

  void test(Function &f);
  /// With guard pages accesses outside are no mistake.
  bool hasGuardPages() const {
    return any_of(memories.all(),
                  [](const MemoryFacts &m) { return m.guardPages; });
  }

private:
  Instruction *findOutside(Function &f) {
    for (unsigned run = 0; run != runs; ++run)
      if (auto *i = fuzz::findOutside(f, memories, sizes, random.bits()))
        return i;
    return nullptr;
  }

  Memories memories;
  Sizes sizes;
  Random random;
  Totals &totals;
};

/// A loop whose counter does not wrap ends when it would: LLVM may believe so
/// from the first iteration on. With another limit that is not true, but it
/// takes years to see.
void dropPromisesOfLoops(Function &f) {
  for (BasicBlock &block : f)
    for (PHINode &phi : block.phis())
      for (Value *v : phi.incoming_values())
        if (auto *next = dyn_cast<BinaryOperator>(v))
          if (is_contained(next->operands(), &phi))
            next->dropPoisonGeneratingFlags();
}

void ModuleTest::test(Function &f) {
  ++totals.functions;
  dropPromisesOfLoops(f);
  if (Instruction *access = findOutside(f)) {
    ++totals.missed;
    complain(*access, "no change");
    return;
  }
  for (const Mutation &m : mutationsOf(f, memories)) {
    if (!random.chance(share))
      continue;
    ++totals.changes;
    std::function<void()> undo = m.apply();
    if (Instruction *access = findOutside(f)) {
      ++totals.outside;
      if (isBelieved(*access)) {
        ++totals.missed;
        complain(*access, m.what);
      }
    }
    undo();
  }
}

} // namespace

int main(int argc, char **argv) {
  cl::ParseCommandLineOptions(argc, argv, "the verifier's mistakes\n");
  Totals totals;
  for (const std::string &file : files) {
    LLVMContext context;
    SMDiagnostic problem;
    std::unique_ptr<Module> m = parseIRFile(file, problem, context);
    if (!m || verifyModule(*m, &errs())) {
      problem.print(argv[0], errs());
      return 2;
    }
    ModuleTest test(*m, totals);
    for (Function &f : *m)
      if (!f.isDeclaration() && f.getName().starts_with(only) &&
          !test.hasGuardPages())
        test.test(f);
  }
  outs() << totals.functions << " functions, " << totals.changes << " changes, "
         << totals.outside << " let an access out, " << totals.missed
         << " of them missed\n";
  return totals.missed != 0;
}
