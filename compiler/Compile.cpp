//===- Compile.cpp - from a module to a file ------------------------------===//
//
// The whole pipeline in order. Compilation::run() is the table of contents;
// each stage is described where it is declared.
//
//===----------------------------------------------------------------------===//
#include "CheckReport.h"
#include "Compilation.h"
#include "Depfile.h"
#include "Output.h"
#include "Printable.h"
#include "Request.h"
#include "ShardCompiler.h"
#include "bindings/CHeader.h"
#include "bindings/CNames.h"
#include "bindings/CppHeader.h"
#include "bindings/Interface.h"
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
  if (emit == Emit::Header && o.language == Language::Cxx)
    return false; // an object has callables for them
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
  l.sharedObject = emit == Emit::Shared;
  l.moduleName = moduleName;
  l.versions = std::move(versions);
  l.optimizeForSize = o.opt == OptLevel::Os;
  l.optimizeNone = o.opt == OptLevel::O0;
  l.hashBodies = o.profileGenerate || !o.profileUse.empty();
  l.interruptible = o.interruptible;
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

/// One module on its way to one output. The stages are in the order in which
/// run() calls them.
class Compilation {
public:
  Compilation(const Input &in, Emit emit, const std::string &output,
              const Options &o)
      : in(in), emit(emit), output(output), o(o) {}

  Error run() {
    if (Error e = check())
      return e;
    if (Error e = report.phase("decode", [&] { return decode(); }))
      return e;
    if (emit == Emit::Header) {
      if (Error e = writeHeader())
        return e;
      return writeDependencies();
    }
    if (Error e = report.phase("validate", [&] { return validate(); }))
      return e;
    // From here on, the module is valid, and nothing changes what is known of
    // it.
    if (Error e = report.phase("plan", [&] { return makePlan(); }))
      return e;
    if (Error e = report.phase("shards", [&] { return generate(); }))
      return e;
    profile.warn(in, warnings);
    if (Error e = report.phase("write", [&] { return write(); }))
      return e;
    if (Error e = writeRemarks())
      return e;
    return writeDependencies();
  }

  std::vector<Diagnostic> warnings;
  TimeReport report;
  std::string checks; ///< for --explain-checks

private:
  Error check();
  Error decode();
  Error writeHeader();
  Error validate() { return validateBodies(*m, o.jobs); }
  Error makePlan();
  Error generate();
  Error write();
  Error writeLibrary();
  Error writeRemarks() {
    return o.remarksFile.empty() ? Error::success()
                                 : writeOutput(o.remarksFile, remarks.yaml);
  }
  Error writeDependencies() {
    return o.depfile.empty() ? Error::success() : writeDepfile(in, output, o);
  }
  LinkJob linkJob(StringRef path) const;

  const Input &in;
  const Emit emit;
  const std::string &output;
  const Options &o;

  std::vector<CodeVersion> versions; ///< until they are part of the plan
  std::optional<wasm::Module> m;
  std::string moduleName;
  std::optional<CNames> names;
  ChosenProfile profile;
  std::optional<LowerPlan> plan;
  std::vector<Code> codes; ///< of all shards
  CheckRemarks remarks;
};

} // namespace

/// Nothing is worth starting that cannot be finished.
Error Compilation::check() {
  if (Error e = checkOptions(emit, output, o))
    return e;
  if (Error e = checkOutputPath(output))
    return e;
  for (const std::string &other : {o.depfile, o.remarksFile})
    if (!other.empty())
      if (Error e = checkOutputPath(other))
        return e;
  if (sys::fs::equivalent(in.name, output))
    return make_error<UsageError>("the output would replace the input");
  auto made = codeVersions(/*positionIndependent=*/emit != Emit::Exe, o);
  if (!made)
    return made.takeError();
  versions = std::move(*made);
  return Error::success();
}

/// Sections become a Module, in which every index is in range and every type
/// known.
Error Compilation::decode() {
  Expected<wasm::Module> decoded = decodeInput(in, o);
  if (!decoded)
    return decoded.takeError();
  m = std::move(*decoded);
  moduleName = chooseModuleName(in, *m, o);
  names.emplace(*m, moduleName);
  return emit == Emit::Exe ? checkExecutable(*m, o) : Error::success();
}

Error Compilation::writeHeader() {
  auto header = o.language == Language::Cxx ? cppHeader : cHeader;
  return writeOutput(output,
                     header(*m, *names, moduleName, importSymbols(emit, o)));
}

Error Compilation::makePlan() {
  LowerOptions lower = lowerOptions(emit, moduleName, std::move(versions), o);
  lower.interfaceSymbol = interfaceSymbol(*m, moduleName, lower.importSymbols);
  if (Error e = checkSupported(*m, lower))
    return e;
  plan.emplace(*m, lower, *names);
  return profile.read(o);
}

Error Compilation::generate() {
  ProfileUse use{profile.profile.get(), &profile.match};
  CodeCache cache(o, emit, use.profile);
  ShardCompiler compiler(*plan, emit, o, use, cache, report);
  auto made = compiler.run();
  if (!made)
    return made.takeError();
  codes = std::move(*made);
  remarks = compiler.remarks();
  if (o.explainChecks)
    checks = checkReport(*m, remarks.functions);
  cache.prune();
  if (!cache.problem().empty())
    warnings.push_back({"", std::nullopt, cache.problem()});
  return Error::success();
}

/// Puts the code into the form that was asked for.
Error Compilation::write() {
  bool isLinked = emit == Emit::Exe || emit == Emit::Shared ||
                  (emit == Emit::Object && codes.size() > 1);
  if (isLinked)
    return produceFile(output,
                       [&](StringRef path) { return link(linkJob(path), o); });
  if (emit == Emit::Static)
    return writeLibrary();
  return writeOutput(output, {codes[0].data(), codes[0].size()});
}

Error Compilation::writeLibrary() {
  Code archive;
  raw_svector_ostream os(archive);
  if (Error e = writeArchive(os, codes, moduleName, /*forLinkers=*/true))
    return e;
  return writeOutput(output, os.str());
}

LinkJob Compilation::linkJob(StringRef path) const {
  LinkJob job;
  job.kind = emit;
  job.objects = codes;
  job.output = path;
  job.soname = sys::path::filename(output);
  for (auto [import, symbol] : zip(m->imports, names->imports))
    if (importSymbols(emit, o) && !symbol.empty())
      job.importSymbols[symbol] =
          printable(import.module) + "." + printable(import.name);
  return job;
}

// ---- the API ----

Result compile(const Input &in, Emit emit, const std::string &output,
               const Options &o) {
  Compilation c(in, emit, output, o);
  Result r = toResult(c.run(), in);
  r.warnings = std::move(c.warnings);
  if (r)
    r.checks = std::move(c.checks);
  if (o.timeReport)
    r.timeReport = c.report.text(threadCount(o.jobs));
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
