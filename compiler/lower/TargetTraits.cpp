//===- TargetTraits.cpp - where lowering asks about the target ------------===//
//
// LLVM's own description of the target answers: which features a CPU name
// implies is not repeated here.
//
//===----------------------------------------------------------------------===//
#include "TargetTraits.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

namespace sinter {

TargetTraits TargetTraits::of(StringRef triple, StringRef cpu,
                              StringRef cpuFeatures) {
  TargetTraits traits;
  traits.x86 = Triple(triple).getArch() == Triple::x86_64;
  if (!traits.x86)
    return traits;
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple.str(), error);
  assert(target && "the target was looked up before lowering");
  std::unique_ptr<MCSubtargetInfo> info(
      target->createMCSubtargetInfo(triple, cpu, cpuFeatures));
  traits.ssse3 = info->checkFeatures("+ssse3");
  traits.rounds = info->checkFeatures("+sse4.1");
  static constexpr const char *features[] = {
#define CPU_FEATURE(Name, Leaf, Subleaf, Register, Bit, State) "+" Name,
#include "sinter/Cpu.def"
  };
  static_assert(std::size(features) <= 64);
  for (auto [bit, feature] : enumerate(features))
    if (info->checkFeatures(feature))
      traits.cpuFeatures |= uint64_t(1) << bit;
  return traits;
}

} // namespace sinter
