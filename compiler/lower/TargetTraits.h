//===- TargetTraits.h - where lowering asks about the target --------------===//
//
// Lowering emits portable IR. In a few places LLVM 19 finds no good code for
// the portable form, and there an intrinsic of the target is used instead; the
// result is the same bit for bit. What the target has is asked here, once for
// each module, and also written into its descriptor.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_TARGETTRAITS_H
#define SINTER_LOWER_TARGETTRAITS_H

#include "Lower.h"

namespace sinter {

struct TargetTraits {
  bool x86 = false;   ///< x86-64, so that SSE2 is there
  bool ssse3 = false; ///< pshufb, pmaddubsw, pmulhrsw
  bool rounds = true; ///< ceil, floor, ... are instructions, not calls of libm
  uint64_t cpuFeatures = 0; ///< all of Cpu.def that code may use

  /// `ir` has its triple.
  static TargetTraits of(const llvm::Module &ir, const LowerOptions &o);
};

} // namespace sinter
#endif
