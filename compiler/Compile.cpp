//===- Compile.cpp - from a module to a file ------------------------------===//
//
// The whole pipeline in order. compileModule() is the table of contents; each
// stage is described where it is declared.
//
//===----------------------------------------------------------------------===//
#include "Compilation.h"
#include "Grants.h"
#include "Output.h"
#include "Printable.h"
#include "Request.h"
#include "bindings/CHeader.h"
#include "bindings/CNames.h"
#include "codegen/Codegen.h"
#include "lower/Lower.h"
#include "wasm/Reader.h"
#include "wasm/Validator.h"
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

static LowerOptions lowerOptions(Emit emit, StringRef moduleName,
                                 const TargetMachine &target,
                                 const Options &o) {
  LowerOptions l;
  l.oneInstance = oneInstance(emit, o);
  l.importSymbols = importSymbols(emit, o);
  l.executable = emit == Emit::Exe;
  l.selfContained = l.executable && !linksHostCode(o);
  l.moduleName = moduleName;
  l.cpu = target.getTargetCPU();
  l.cpuFeatures = target.getTargetFeatureString();
  l.optimizeForSize = o.opt == OptLevel::Os;
  l.optimizeNone = o.opt == OptLevel::O0;
  l.hashBodies = o.profileGenerate || !o.profileUse.empty();
  l.guardPages = o.boundsChecks == BoundsChecks::Guard;
  return l;
}

static bool verifies(const Options &o) {
#ifdef NDEBUG
  return o.verifyIr;
#else
  (void)o;
  return true;
#endif
}

// ---- stages ----

Expected<wasm::Module> decodeInput(const Input &in, const Options &o) {
  Expected<wasm::FeatureSet> features = chooseFeatures(o);
  if (!features)
    return features.takeError();
  return wasm::decodeModule(in.bytes, *features);
}

namespace {

/// One module on its way to one output.
class Compilation {
public:
  Compilation(const wasm::Module &m, const CNames &names,
              std::string moduleName, Emit emit, StringRef output,
              const Options &o, TargetMachine &target, ProfileUse use)
      : m(m), names(names), moduleName(std::move(moduleName)), emit(emit),
        output(output), o(o), target(target), use(use) {}

  /// Lowers, optimises and emits until all stack frames fit their checks; once,
  /// for nearly every module.
  Expected<SmallVector<char, 0>> generate() {
    for (FrameSizes frames;;) {
      FrameSizes tooLarge;
      Expected<SmallVector<char, 0>> code = generate(frames, tooLarge);
      if (!code || tooLarge.empty())
        return code;
      for (const auto &f : tooLarge)
        frames[f.getKey()] = std::max(frames[f.getKey()], f.getValue());
    }
  }

  /// Puts code into the form that was asked for.
  Error write(StringRef code) {
    if (emit == Emit::Static) {
      auto archive = makeArchive(code, moduleName + ".o");
      return archive ? writeOutput(output, (*archive)->getBuffer())
                     : archive.takeError();
    }
    if (emit != Emit::Exe && emit != Emit::Shared)
      return writeOutput(output, code);
    return produceExecutable(
        output, [&](StringRef path) { return link(linkJob(code, path), o); });
  }

private:
  Expected<SmallVector<char, 0>> generate(const FrameSizes &frames,
                                          FrameSizes &tooLarge) {
    LLVMContext context;
    // Names of values are for readers: they take half of the time at -O0.
    context.setDiscardValueNames(emit != Emit::LlvmIr);
    auto ir = lowerModule(m, lowerOptions(emit, moduleName, target, o), context,
                          target);
    if (!ir)
      return ir.takeError();
    if (emit == Emit::Exe)
      addGrants(**ir, o);
    if (verifies(o))
      if (Error e = verifyIr(**ir, "lowering"))
        return e;

    if (!o.unoptimizedIr)
      optimize(**ir, target, o, frames, use);
    if (verifies(o))
      if (Error e = verifyIr(**ir, "optimisation"))
        return e;
    return emitAs(**ir, tooLarge);
  }

  Expected<SmallVector<char, 0>> emitAs(Module &ir, FrameSizes &tooLarge) {
    switch (emit) {
    case Emit::Asm:
      return emitAssembly(ir, target, tooLarge);
    case Emit::LlvmIr:
      return emitIr(ir);
    case Emit::Bitcode:
      return emitBitcode(ir);
    default:
      return emitObject(ir, target, tooLarge);
    }
  }

  LinkJob linkJob(StringRef code, StringRef path) const {
    LinkJob job;
    job.kind = emit;
    job.object = code;
    job.output = path;
    job.soname = sys::path::filename(output);
    for (auto [import, symbol] : zip(m.imports, names.imports))
      if (importSymbols(emit, o) && !symbol.empty())
        job.importSymbols[symbol] =
            printable(import.module) + "." + printable(import.name);
    return job;
  }

  const wasm::Module &m;
  const CNames &names;
  std::string moduleName;
  Emit emit;
  StringRef output;
  const Options &o;
  TargetMachine &target;
  ProfileUse use;
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
  auto target = createTarget(o, /*positionIndependent=*/emit != Emit::Exe);
  if (!target)
    return make_error<UsageError>(toString(target.takeError()));

  // Sections become a Module, in which every index is in range and every type
  // known; function bodies are validated when they are lowered.
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

  ChosenProfile chosen;
  if (Error e = chosen.read(o))
    return e;
  Compilation c(*m, names, moduleName, emit, output, o, **target,
                {chosen.profile.get(), &chosen.match});
  auto code = c.generate();
  if (!code)
    return code.takeError();
  chosen.warn(in, warnings);
  return c.write({code->data(), code->size()});
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
  for (uint32_t f = m->importedFuncs(); f != m->functions.size(); ++f)
    if (Error e = wasm::validateBody(*m, f, nullptr))
      return toResult(std::move(e), in);
  return {};
}

std::string version() {
  return "Sinter " SINTER_VERSION " (LLVM " LLVM_VERSION_STRING ")";
}

} // namespace sinter
