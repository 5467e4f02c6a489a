//===- Target.cpp - the machine to compile for ----------------------------===//
//
// x86-64 Linux. What the code may use depends on the options alone, never on
// the machine that compiles, unless --mcpu=native asks for just that. LLVM
// prints a warning and goes on when it does not know a CPU, and aborts when a
// CPU cannot run 64-bit code; both are found out here first.
//
//===----------------------------------------------------------------------===//
#include "Codegen.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include <mutex>

using namespace llvm;

namespace sinter {
namespace {

/// As clang of Debian and others calls it: link-time optimisation of bitcode with
/// C then has one name for both.
constexpr const char *TripleText = "x86_64-pc-linux-gnu";

/// Every x86-64 CPU made since 2008. SSE4.1 because Wasm's rounding and many of
/// its vector instructions need it to be one instruction each.
constexpr const char *DefaultCpu = "x86-64";
constexpr const char *DefaultFeatures = "+cx16,+sse3,+ssse3,+sse4.1";

struct Cpu {
  std::string name, features;
};

Error targetError(const Twine &message) {
  return createStringError(inconvertibleErrorCode(), message);
}

const Target *lookUpTarget(std::string &error) {
  static std::once_flag once;
  std::call_once(once, [] {
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
    LLVMInitializeX86AsmParser();
  });
  return TargetRegistry::lookupTarget(TripleText, error);
}

std::string hostFeatures() {
  std::vector<std::string> names;
  for (const auto &[name, on] : sys::getHostCPUFeatures())
    names.push_back((on ? "+" : "-") + name.str());
  sort(names); // the map has no order
  return join(names, ",");
}

Expected<Cpu> resolveCpu(const Options &o, unsigned version) {
  Cpu cpu;
  if (version) {
    cpu = {o.versions[version - 1], ""};
  } else if (o.cpu.empty()) {
    cpu = {DefaultCpu, DefaultFeatures};
  } else if (o.cpu == "native") {
    if (Triple(sys::getProcessTriple()).getArch() != Triple::x86_64)
      return targetError("--mcpu=native: this machine is not an x86-64");
    cpu = {sys::getHostCPUName().str(), hostFeatures()};
  } else {
    cpu = {o.cpu, ""};
  }
  if (!o.cpuFeatures.empty())
    cpu.features += (cpu.features.empty() ? "" : ",") + o.cpuFeatures;
  return cpu;
}

Error checkFeatureNames(const MCSubtargetInfo &known, StringRef features) {
  for (StringRef f : split(features, ',')) {
    bool hasSign = f.consume_front("+") || f.consume_front("-");
    auto isIt = [&](const SubtargetFeatureKV &kv) { return f == kv.Key; };
    if (!hasSign || !any_of(known.getAllProcessorFeatures(), isIt))
      return targetError("unknown CPU feature '" + f +
                         "': write +NAME or -NAME as LLVM spells it, "
                         "for example +avx2");
  }
  return Error::success();
}

Error checkCpu(const Target &target, const Cpu &cpu, StringRef userFeatures) {
  std::unique_ptr<MCSubtargetInfo> known(
      target.createMCSubtargetInfo(TripleText, "", ""));
  if (!known->isCPUStringValid(cpu.name))
    return targetError("unknown CPU '" + cpu.name +
                       "': try native, x86-64, x86-64-v2, x86-64-v3, "
                       "x86-64-v4, or a name as for clang's -march");
  if (!userFeatures.empty())
    if (Error e = checkFeatureNames(*known, userFeatures))
      return e;
  std::unique_ptr<MCSubtargetInfo> chosen(
      target.createMCSubtargetInfo(TripleText, cpu.name, cpu.features));
  if (!chosen->checkFeatures("+64bit,+sse2,-soft-float"))
    return targetError("CPU '" + cpu.name +
                       "' with these features cannot run 64-bit code with "
                       "SSE2, which Sinter needs");
  return Error::success();
}

CodeGenOptLevel codegenLevel(OptLevel level) {
  switch (level) {
  case OptLevel::O0:
    return CodeGenOptLevel::None;
  case OptLevel::O1:
    return CodeGenOptLevel::Less;
  case OptLevel::O2:
  case OptLevel::Os:
    return CodeGenOptLevel::Default;
  case OptLevel::O3:
    return CodeGenOptLevel::Aggressive;
  }
  llvm_unreachable("all levels handled");
}

} // namespace

Expected<std::unique_ptr<TargetMachine>>
createTarget(const Options &o, bool positionIndependent, unsigned version) {
  std::string error;
  const Target *target = lookUpTarget(error);
  if (!target)
    return targetError("this LLVM cannot generate code for x86-64: " + error);
  Expected<Cpu> cpu = resolveCpu(o, version);
  if (!cpu)
    return cpu.takeError();
  if (Error e = checkCpu(*target, *cpu, o.cpuFeatures))
    return e;

  TargetOptions options;
  // The function table refers to all functions, so --gc-sections would drop
  // none: one section for all needs no relocations between them.
  options.FunctionSections = false;
  options.DataSections = true;
  options.EnableFastISel = o.opt == OptLevel::O0;
  return std::unique_ptr<TargetMachine>(target->createTargetMachine(
      TripleText, cpu->name, cpu->features, options,
      positionIndependent ? Reloc::PIC_ : Reloc::Static, CodeModel::Small,
      codegenLevel(o.opt)));
}

} // namespace sinter
