//===- Compile.cpp - from a module to a file ------------------------------===//
//
// The whole pipeline in order. compileModule() is the table of contents; each
// stage is described where it is declared.
//
//===----------------------------------------------------------------------===//
#include "Compilation.h"
#include "Output.h"
#include "Printable.h"
#include "Request.h"
#include "ShardCompiler.h"
#include "bindings/CHeader.h"
#include "bindings/CNames.h"
#include "codegen/Parallel.h"
#include "lower/TargetTraits.h"
#include "wasm/Reader.h"
#include "wasm/Validator.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace sinter {

char UsageError::ID;

// ---- errors ----

/// Everything but the offset, which the caller prints with the file's name.
static std::string describe(const wasm::WasmError &e) {
  std::string text;
  raw_string_ostream os(text);
  e.log(os);
  return StringRef(text).split(": ").second.str();
}

Result toResult(Error e, const Input &in) {
  Result r;
  auto set = [&](Result::Kind kind, std::string message) {
    r.kind = kind;
    r.error = {in.name, std::nullopt, std::move(message)};
  };
  handleAllErrors(
      std::move(e),
      [&](const wasm::WasmError &w) {
        set(Result::InvalidInput, describe(w));
        r.error.offset = w.offset;
      },
      [&](const UsageError &u) {
        set(Result::Usage, u.message);
        r.error.file.clear();
      },
      [&](const ErrorInfoBase &other) {
        set(Result::Failure, other.message());
      });
  return r;
}

// ---- what the options come to ----

static std::string chooseModuleName(const Input &in, const wasm::Module &m,
                                    const Options &o) {
  if (!o.moduleName.empty())
    return o.moduleName;
  StringRef name = m.names.module;
  std::string id = cIdentifier(name.empty() ? sys::path::stem(in.name) : name);
  return isReservedModuleName(id) ? id + "_" : id;
}

static bool oneInstance(Emit emit, const Options &o) {
  return o.instances == Instances::One ||
         (o.instances == Instances::Auto && emit == Emit::Exe);
}

/// A shared object that is linked with nothing of the host cannot know at link
/// time what it imports.
static bool importSymbols(Emit emit, const Options &o) {
  if (o.imports != Imports::Auto)
    return o.imports == Imports::Symbols;
  return emit != Emit::Shared || linksHostCode(o);
}

/// The default version, and those of --multiversion.
static Expected<std::vector<CodeVersion>> codeVersions(bool positionIndependent,
                                                       const Options &o) {
  std::vector<CodeVersion> all;
  uint64_t needed = 0; // by the default
  for (unsigned i = 0; i != o.versions.size() + 1; ++i) {
    auto target = createTarget(o, positionIndependent, i);
    if (!target)
      return make_error<UsageError>(toString(target.takeError()));
    CodeVersion v;
    v.name = i ? o.versions[i - 1] : "x86-64";
    v.suffix = i ? "." + v.name.substr(StringRef("x86-64-").size()) : "";
    v.cpu = (*target)->getTargetCPU();
    v.features = (*target)->getTargetFeatureString();
    v.vectorWidth = v.suffix == ".v4" ? 256 : 0; // wider ones cost clock speed
    uint64_t features =
        TargetTraits::of((*target)->getTargetTriple().str(), v.cpu, v.features)
            .cpuFeatures;
    if (i && !(features & ~needed))
      return make_error<UsageError>("--multiversion: " + v.name +
                                    " has nothing that the code for --mcpu "
                                    "could not use anyway");
    needed = i ? needed : features;
    all.push_back(std::move(v));
  }
  return all;
}

static LowerOptions lowerOptions(Emit emit, StringRef moduleName,
                                 std::vector<CodeVersion> versions,
                                 const Options &o) {
  LowerOptions l;
  l.oneInstance = oneInstance(emit, o);
  l.importSymbols = importSymbols(emit, o);
  l.executable = emit == Emit::Exe;
  l.selfContained = l.executable && !linksHostCode(o);
  l.moduleName = moduleName;
  l.versions = std::move(versions);
  l.optimizeForSize = o.opt == OptLevel::Os;
  l.optimizeNone = o.opt == OptLevel::O0;
  l.hashBodies = o.profileGenerate || !o.profileUse.empty();
  l.guardPages = o.boundsChecks == BoundsChecks::Guard;
  l.keepUnused = o.unoptimizedIr;
  // Text is for readers, and bitcode is one module.
  l.shardBytes = isObjectCode(emit) ? o.shardBytes : 0;
  return l;
}

// ---- stages ----

Expected<wasm::Module> decodeInput(const Input &in, const Options &o) {
  Expected<wasm::FeatureSet> features = chooseFeatures(o);
  if (!features)
    return features.takeError();
  return wasm::decodeModule(in.bytes, *features);
}

/// In blocks of functions. The error is that of the lowest offset, because
/// bodies are in the order of functions.
static Error validateBodies(const wasm::Module &m, unsigned jobs) {
  constexpr uint64_t BlockBytes = 1 << 18; // of code, for a thread at a time
  std::vector<uint32_t> begins;
  uint64_t end = 0;
  for (uint32_t f = m.importedFuncs(); f != m.functions.size(); ++f)
    if (m.functions[f].body.offset >= end) {
      begins.push_back(f);
      end = m.functions[f].body.offset + BlockBytes;
    }
  auto blocks = to_vector(seq<uint32_t>(0, begins.size()));
  begins.push_back(m.functions.size());
  return forEachInParallel(jobs, blocks, [&](uint32_t block) -> Error {
    for (uint32_t f = begins[block]; f != begins[block + 1]; ++f)
      if (Error e = wasm::validateBody(m, f, nullptr))
        return e;
    return Error::success();
  });
}

namespace {

/// One module on its way to one output.
class Compilation {
public:
  Compilation(const wasm::Module &m, const CNames &names,
              const LowerOptions &lower, Emit emit, StringRef output,
              const Options &o, ProfileUse use, CodeCache &cache)
      : plan(m, lower, names), emit(emit), output(output), o(o), use(use),
        cache(cache) {}

  Error run() {
    Expected<std::vector<Code>> codes =
        ShardCompiler(plan, emit, o, use, cache).run();
    return codes ? write(*codes) : codes.takeError();
  }

private:
  /// Puts code into the form that was asked for.
  Error write(ArrayRef<Code> codes) {
    bool isLinked = emit == Emit::Exe || emit == Emit::Shared ||
                    (emit == Emit::Object && codes.size() > 1);
    if (isLinked)
      return produceFile(output, [&](StringRef path) {
        return link(linkJob(codes, path), o);
      });
    if (emit == Emit::Static)
      return writeLibrary(codes);
    return writeOutput(output, {codes[0].data(), codes[0].size()});
  }

  Error writeLibrary(ArrayRef<Code> objects) {
    Code archive;
    raw_svector_ostream os(archive);
    if (Error e = writeArchive(os, objects, plan.options.moduleName, true))
      return e;
    return writeOutput(output, os.str());
  }

  LinkJob linkJob(ArrayRef<Code> objects, StringRef path) const {
    LinkJob job;
    job.kind = emit;
    job.objects = objects;
    job.output = path;
    job.soname = sys::path::filename(output);
    for (auto [import, symbol] : zip(plan.wasm.imports, plan.names.imports))
      if (plan.options.importSymbols && !symbol.empty())
        job.importSymbols[symbol] =
            printable(import.module) + "." + printable(import.name);
    return job;
  }

  const LowerPlan plan;
  Emit emit;
  StringRef output;
  const Options &o;
  ProfileUse use;
  CodeCache &cache;
};

/// The profile of a compilation, if it has one, and how well it fits.
struct ChosenProfile {
  std::unique_ptr<Profile> profile;
  ProfileMatch match;

  Error read(const Options &o) {
    if (o.profileUse.empty())
      return Error::success();
    auto read = Profile::read(o.profileUse);
    if (!read)
      return read.takeError();
    profile = std::move(*read);
    return Error::success();
  }

  /// A profile of another module is a mistake; of an older version of this one
  /// it is worth knowing how much of it still counts.
  void warn(const Input &in, std::vector<Diagnostic> &warnings) const {
    uint64_t all = match.functions, found = match.found;
    if (!profile || all == found)
      return;
    std::string what =
        found == 0
            ? "the profile knows no function of this module: was it made from "
              "another one?"
            : "the profile does not know " + std::to_string(all - found) +
                  " of " + std::to_string(all) +
                  " functions: the module has changed since";
    warnings.push_back({in.name, std::nullopt, what});
  }
};

} // namespace

static Error compileModule(const Input &in, Emit emit,
                           const std::string &output, const Options &o,
                           std::vector<Diagnostic> &warnings) {
  // Nothing is worth starting that cannot be finished.
  if (Error e = checkOptions(emit, output, o))
    return e;
  if (Error e = checkOutputPath(output))
    return e;
  if (sys::fs::equivalent(in.name, output))
    return make_error<UsageError>("the output would replace the input");
  auto versions = codeVersions(/*positionIndependent=*/emit != Emit::Exe, o);
  if (!versions)
    return versions.takeError();

  // Sections become a Module, in which every index is in range and every type
  // known.
  Expected<wasm::Module> m = decodeInput(in, o);
  if (!m)
    return m.takeError();
  std::string moduleName = chooseModuleName(in, *m, o);
  CNames names(*m, moduleName);
  if (emit == Emit::Header)
    return writeOutput(output,
                       cHeader(*m, names, moduleName, importSymbols(emit, o)));
  if (emit == Emit::Exe)
    if (Error e = checkExecutable(*m, o))
      return e;
  if (Error e = validateBodies(*m, o.jobs))
    return e;

  ChosenProfile chosen;
  if (Error e = chosen.read(o))
    return e;

  // From here on, the module is valid, and nothing changes what is known of it.
  LowerOptions lower = lowerOptions(emit, moduleName, std::move(*versions), o);
  if (Error e = checkSupported(*m, lower))
    return e;
  CodeCache cache(o, emit, chosen.profile.get());
  Compilation c(*m, names, lower, emit, output, o,
                {chosen.profile.get(), &chosen.match}, cache);
  if (Error e = c.run())
    return e;
  cache.prune();
  if (!cache.problem().empty())
    warnings.push_back({"", std::nullopt, cache.problem()});
  chosen.warn(in, warnings);
  return Error::success();
}

// ---- the API ----

Result compile(const Input &in, Emit emit, const std::string &output,
               const Options &o) {
  std::vector<Diagnostic> warnings;
  Result r = toResult(compileModule(in, emit, output, o, warnings), in);
  r.warnings = std::move(warnings);
  return r;
}

Result validate(const Input &in, const Options &o) {
  Expected<wasm::Module> m = decodeInput(in, o);
  if (!m)
    return toResult(m.takeError(), in);
  return toResult(validateBodies(*m, o.jobs), in);
}

std::string version() {
  return "Sinter " SINTER_VERSION " (LLVM " LLVM_VERSION_STRING ")";
}

} // namespace sinter
