//===- Request.cpp - can this be compiled as asked? -----------------------===//
//
// See Request.h.
//
//===----------------------------------------------------------------------===//
#include "Request.h"
#include "Compilation.h"
#include "Printable.h"
#include "bindings/CNames.h"
#include "bindings/WasiImports.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace sinter {
namespace {

Error requestError(const Twine &message) {
  return createStringError(inconvertibleErrorCode(), message);
}

Error usageError(const Twine &message) {
  return make_error<UsageError>(message.str());
}

// ---- features ----

Expected<wasm::Feature> featureNamed(const std::string &text) {
  if (std::optional<wasm::Feature> f = wasm::featureFromText(text))
    return *f;
  std::string known;
  for (wasm::Feature f : wasm::allFeatures())
    known += (known.empty() ? "" : ", ") + wasm::featureInfo(f).text.str();
  return usageError("unknown feature '" + text + "'; there are: " + known);
}

// ---- options ----

bool isLinked(Emit emit) { return emit == Emit::Exe || emit == Emit::Shared; }

bool isIr(Emit emit) { return emit == Emit::LlvmIr || emit == Emit::Bitcode; }

bool isText(Emit emit) {
  return emit == Emit::LlvmIr || emit == Emit::Asm || emit == Emit::Header;
}

Error checkVersions(Emit emit, const Options &o) {
  if (o.versions.empty())
    return Error::success();
  StringRef before = "x86-64";
  for (StringRef v : o.versions) {
    if ((v != "x86-64-v2" && v != "x86-64-v3" && v != "x86-64-v4") ||
        v <= before)
      return usageError("--multiversion takes v2, v3 and v4, not '" + v + "'");
    before = v;
  }
  if (!isObjectCode(emit) && emit != Emit::Header)
    return usageError("--multiversion is for executables, libraries and "
                      "objects: other outputs show one version, of --mcpu");
  if (o.profileGenerate)
    return usageError("--profile-generate and --multiversion exclude each "
                      "other: a profile is for all versions");
  return Error::success();
}

Error checkRemarks(Emit emit, const std::string &output, const Options &o) {
  if (!o.explainChecks && o.remarksFile.empty())
    return Error::success();
  if (emit == Emit::Header || o.unoptimizedIr)
    return usageError("--explain-checks and --remarks say what passes do: "
                      "headers and unoptimised code have none");
  if (o.explainChecks && output == "-")
    return usageError("--explain-checks prints on standard output: the code "
                      "cannot go there as well");
  if (o.remarksFile == output || o.remarksFile == "-")
    return usageError("--remarks needs a file of its own");
  return Error::success();
}

// ---- what an executable needs ----

std::string typeOfImport(const wasm::Module &m, const wasm::Import &i) {
  if (i.kind == wasm::ExternKind::Func)
    return toString(m.funcType(i.index));
  return toString(i.kind);
}

/// Why nobody provides `i`; empty if somebody does.
std::string missing(const wasm::Module &m, const wasm::Import &i,
                    bool hostCode) {
  if (i.kind != wasm::ExternKind::Func)
    return "only functions can be provided to an executable";
  if (!isWasi(i))
    return hostCode ? "" : "not a function of WASI preview 1";
  return wasiProblem(m, i);
}

Error checkImports(const wasm::Module &m, const Options &o) {
  std::string list;
  for (const wasm::Import &i : m.imports)
    if (std::string why = missing(m, i, linksHostCode(o)); !why.empty())
      list += formatv("\n  {0}.{1}: {2} ({3})", printable(i.module),
                      printable(i.name), typeOfImport(m, i), why);
  if (list.empty())
    return Error::success();
  return requestError(
      "nothing provides these imports of the executable:" + list +
      "\nlink objects that define the functions "
      "(sinter compile app.wasm host.o -o app) or make a "
      "library (-o app.so)");
}

const wasm::Export *findExport(const wasm::Module &m, StringRef name,
                               wasm::ExternKind kind) {
  for (const wasm::Export &e : m.exports)
    if (e.name == name && e.kind == kind)
      return &e;
  return nullptr;
}

Error checkEntry(const wasm::Module &m) {
  const wasm::Export *start = findExport(m, "_start", wasm::ExternKind::Func);
  if (!start) {
    bool reactor = findExport(m, "_initialize", wasm::ExternKind::Func);
    return requestError(
        Twine("an executable needs an exported function `_start`; ") +
        (reactor ? "this module is a reactor" : "this module has none") +
        ": make a library of it with -o NAME.so");
  }
  const wasm::FuncType &type = m.funcType(start->index);
  if (!type.params.empty() || !type.results.empty())
    return requestError("`_start` of an executable must have type [] -> [], "
                        "not " +
                        toString(type));
  return Error::success();
}

/// Nearly all of WASI reads or writes the memory that is exported as `memory`.
Error checkMemory(const wasm::Module &m) {
  auto needsMemory = [](const wasm::Import &i) {
    return isWasi(i) && i.name != "proc_exit" && i.name != "sched_yield";
  };
  auto user = find_if(m.imports, needsMemory);
  if (user == m.imports.end() ||
      findExport(m, "memory", wasm::ExternKind::Memory))
    return Error::success();
  return requestError("a program that imports " + user->module + "." +
                      printable(user->name) +
                      " must export its memory as `memory`");
}

} // namespace

Expected<wasm::FeatureSet> chooseFeatures(const Options &o) {
  if (o.wasmVersion < 1 || o.wasmVersion > 3)
    return usageError("there is no WebAssembly " + Twine(o.wasmVersion) +
                      ": versions are 1, 2 and 3");
  wasm::FeatureSet features = o.wasmVersion == 3
                                  ? wasm::FeatureSet::defaults()
                                  : wasm::FeatureSet::ofVersion(o.wasmVersion);
  for (bool on : {true, false})
    for (const std::string &name : on ? o.enable : o.disable) {
      Expected<wasm::Feature> f = featureNamed(name);
      if (!f)
        return f.takeError();
      features.set(*f, on);
    }
  return features;
}

bool isReservedModuleName(StringRef name) {
  return name == "llvm" || name == "sinter" || name.starts_with("sinter_");
}

Error checkOptions(Emit emit, const std::string &output, const Options &o) {
  if (output.empty())
    return usageError("no output file");
  if (!o.moduleName.empty() && (cIdentifier(o.moduleName) != o.moduleName ||
                                isReservedModuleName(o.moduleName)))
    return usageError("'" + printable(o.moduleName) +
                      "' cannot be a module's name: it must be a C identifier "
                      "other than llvm, sinter and sinter_...");
  if (output == "-" && !isText(emit))
    return usageError("only text (--emit=llvm-ir, asm or header) can be "
                      "written to standard output");
  if (!o.depfile.empty() && (output == "-" || o.depfile == "-"))
    return usageError("--depfile is a file that names another file: neither "
                      "can be standard output");
  if (Error e = checkRemarks(emit, output, o))
    return e;
  if (linksHostCode(o) && !isLinked(emit))
    return usageError("objects and libraries can only be linked into an "
                      "executable or a shared object");
  if ((!o.dirs.empty() || !o.env.empty()) && emit != Emit::Exe)
    return usageError("--dir and --env are for executables: the host of a "
                      "library decides what it may use");
  if (!o.keepSymbols && !isLinked(emit))
    return usageError("--strip is for executables and shared objects");
  if (o.unoptimizedIr && !isIr(emit))
    return usageError("--unoptimized is for --emit=llvm-ir and bitcode");
  if ((o.profileGenerate || !o.profileUse.empty()) && o.opt == OptLevel::O0)
    return usageError("profiles are for optimised code: -O0 makes none and "
                      "uses none");
  if (Error e = checkVersions(emit, o))
    return e;
  if (o.profileGenerate && !o.profileUse.empty())
    return usageError("--profile-generate and --profile-use are for two "
                      "different compilations: the first makes the program "
                      "that writes the profile, the second reads it");
  if (emit == Emit::Exe && o.imports == Imports::Instantiation)
    return usageError("--imports=instantiation is for libraries: an "
                      "executable has no host that could give imports");
  return Error::success();
}

Error checkExecutable(const wasm::Module &m, const Options &o) {
  if (Error e = checkEntry(m))
    return e;
  if (Error e = checkImports(m, o))
    return e;
  return checkMemory(m);
}

} // namespace sinter
