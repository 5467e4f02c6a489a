//===- TargetTraits.h - where lowering asks about the target --------------===//
//
// Lowering emits portable IR. In a few places LLVM 19 finds no good code for
// the portable form, and there an intrinsic of the target is used instead; the
// result is the same bit for bit. What the target has is asked here, once for
// each LLVM module, and also written into the module's descriptor.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_TARGETTRAITS_H
#define SINTER_LOWER_TARGETTRAITS_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace sinter {

struct TargetTraits {
  bool x86 = false;   ///< x86-64, so that SSE2 is there
  bool ssse3 = false; ///< pshufb, pmaddubsw, pmulhrsw
  bool rounds = true; ///< ceil, floor, ... are instructions, not calls of libm
  uint64_t cpuFeatures = 0; ///< all of Cpu.def that code may use

  static TargetTraits of(llvm::StringRef triple, llvm::StringRef cpu,
                         llvm::StringRef features);
};

} // namespace sinter
#endif
