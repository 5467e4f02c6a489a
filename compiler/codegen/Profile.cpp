//===- Profile.cpp - optimisation by what a run of the program did --------===//
//
// LLVM's passes for profiles know functions by "source file;symbol". While they
// run, the functions have the hash of their Wasm body for a symbol, and the
// module one fixed source file: the key of a profile is then the same in any
// module with that body. Functions with the same body in one module get a
// number behind it.
//
// Instrumentation comes before inlining. The counts then belong to bodies, not
// to places where they were inlined, and both compilations see the same code
// however their modules are cut into shards. Adapters, the start-up code and
// whatever else is not a function of the module is left alone.
//
//===----------------------------------------------------------------------===//
#include "Profile.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/ProfileData/InstrProf.h"
#include "llvm/ProfileData/InstrProfReader.h"
#include "llvm/ProfileData/InstrProfWriter.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Transforms/Instrumentation/InstrProfiling.h"
#include "llvm/Transforms/Instrumentation/PGOInstrumentation.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/LoopRotation.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"

using namespace llvm;

namespace sinter {

// ---- reading ----

static Error profileError(StringRef path, Error why) {
  return createStringError(inconvertibleErrorCode(),
                           "cannot use the profile " + path + ": " +
                               toString(std::move(why)));
}

static Error addFile(StringRef path, InstrProfWriter &all) {
  auto reader = InstrProfReader::create(path, *vfs::getRealFileSystem());
  if (!reader)
    return profileError(path, reader.takeError());
  if (!(*reader)->isIRLevelProfile())
    return profileError(path,
                        createStringError("it was not written by a program "
                                          "that --profile-generate made"));
  if (Error e = all.mergeProfileKind((*reader)->getProfileKind()))
    return profileError(path, std::move(e));
  Error failed = Error::success();
  for (NamedInstrProfRecord &record : **reader)
    all.addRecord(std::move(record), [&](Error e) {
      failed = joinErrors(std::move(failed), std::move(e));
    });
  if ((*reader)->hasError())
    failed = joinErrors(std::move(failed), (*reader)->getError());
  return failed ? profileError(path, std::move(failed)) : Error::success();
}

Expected<std::unique_ptr<Profile>> Profile::read(ArrayRef<std::string> paths) {
  InstrProfWriter all;
  for (const std::string &path : paths)
    if (Error e = addFile(path, all))
      return e;
  std::unique_ptr<MemoryBuffer> indexed = all.writeBuffer();
  if (!indexed)
    return createStringError("cannot merge the profiles");
  return std::unique_ptr<Profile>(new Profile(std::move(indexed)));
}

namespace {

// ---- names ----

/// While it lives, functions of the module go by their bodies.
class NamedByBody {
public:
  explicit NamedByBody(Module &m) : m(m), source(m.getSourceFileName()) {
    m.setSourceFileName("wasm");
    for (Function &f : m)
      if (Attribute body = f.getFnAttribute("wasm-body"); body.isValid()) {
        originals.emplace_back(&f, f.getName().str());
        std::string key = ("body." + body.getValueAsString()).str();
        if (unsigned earlier = seen[key]++)
          key += "." + std::to_string(earlier);
        f.setName(key);
      }
  }
  ~NamedByBody() {
    for (auto &[f, name] : originals)
      f->setName(name);
    m.setSourceFileName(source);
  }

private:
  Module &m;
  std::string source;
  std::vector<std::pair<Function *, std::string>> originals;
  StringMap<unsigned> seen;
};

void leaveOthersAlone(Module &m) {
  for (Function &f : m)
    if (!f.isDeclaration() && !f.hasFnAttribute("wasm-body"))
      f.addFnAttr(Attribute::NoProfile);
}

/// Counts belong to edges: few and simple blocks make few counters, and the
/// same ones in both compilations.
FunctionPassManager simplification() {
  FunctionPassManager passes;
  passes.addPass(SROAPass(SROAOptions::ModifyCFG));
  passes.addPass(EarlyCSEPass());
  passes.addPass(SimplifyCFGPass());
  return passes;
}

// ---- the two passes ----

class InstrumentPass : public PassInfoMixin<InstrumentPass> {
public:
  explicit InstrumentPass(StringRef file) {
    options.InstrProfileOutput = file;
    options.DoCounterPromotion = true; // out of loops
  }
  PreservedAnalyses run(Module &m, ModuleAnalysisManager &mam) {
    leaveOthersAlone(m);
    ModulePassManager passes;
    passes.addPass(PGOInstrumentationGen());
    passes.addPass(createModuleToFunctionPassAdaptor(
        createFunctionToLoopPassAdaptor(LoopRotatePass())));
    passes.addPass(InstrProfilingLoweringPass(options));
    NamedByBody names(m);
    return passes.run(m, mam);
  }
  static bool isRequired() { return true; }

private:
  InstrProfOptions options;
};

/// LLVM's own words about functions without counts speak of C++ functions;
/// ProfileMatch says it better.
struct SilentOnProfiles : DiagnosticHandler {
  explicit SilentOnProfiles(std::unique_ptr<DiagnosticHandler> next)
      : next(std::move(next)) {}
  bool handleDiagnostics(const DiagnosticInfo &info) override {
    return info.getKind() == DK_PGOProfile || next->handleDiagnostics(info);
  }
  std::unique_ptr<DiagnosticHandler> next;
};

class UseProfilePass : public PassInfoMixin<UseProfilePass> {
public:
  UseProfilePass(const Profile &profile, ProfileMatch &match)
      : profile(&profile), match(&match) {}
  PreservedAnalyses run(Module &m, ModuleAnalysisManager &mam) {
    leaveOthersAlone(m);
    auto files = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
    files->addFileNoOwn("/profile", 0, profile->indexed());
    ModulePassManager passes;
    passes.addPass(PGOInstrumentationUse("/profile", "", false, files));
    passes.addPass(PGOIndirectCallPromotion());
    LLVMContext &c = m.getContext();
    c.setDiagnosticHandler(
        std::make_unique<SilentOnProfiles>(c.getDiagnosticHandler()));
    NamedByBody names(m);
    PreservedAnalyses preserved = passes.run(m, mam);
    count(m);
    return preserved;
  }
  static bool isRequired() { return true; }

private:
  /// LLVM has no counters for code that only leads to a trap or an exit.
  static bool returns(const Function &f) {
    return any_of(f, [](const BasicBlock &b) {
      return isa<ReturnInst>(b.getTerminator());
    });
  }
  void count(const Module &m) {
    for (const Function &f : m)
      if (!f.isDeclaration() && !f.hasAvailableExternallyLinkage() &&
          f.hasFnAttribute("wasm-body") && returns(f)) {
        ++match->functions;
        match->found += f.hasProfileData();
      }
  }
  const Profile *profile;
  ProfileMatch *match;
};

} // namespace

// ---- into the pipeline ----

void instrumentForProfile(PassBuilder &pb, StringRef file) {
  pb.registerPipelineStartEPCallback(
      [file = file.str()](ModulePassManager &passes, OptimizationLevel) {
        passes.addPass(createModuleToFunctionPassAdaptor(simplification()));
        passes.addPass(InstrumentPass(file));
      });
}

void useProfile(PassBuilder &pb, const Profile &profile, ProfileMatch &match) {
  pb.registerPipelineStartEPCallback(
      [&profile, &match](ModulePassManager &passes, OptimizationLevel) {
        passes.addPass(createModuleToFunctionPassAdaptor(simplification()));
        passes.addPass(UseProfilePass(profile, match));
      });
}

} // namespace sinter
