//===- Packing.h - code that LLVM should make vectors of ------------------===//
//
// LLVM's SLP vectoriser packs straight-line code into vectors. It takes an
// insertion into a vector of integers for cheaper than it is: table lookups
// whose results are combined (AES) end up more than twice as slow. Code that
// computes with integers was seen to gain only where it works on runs of bytes:
// the differences of two rows of pixels are one instruction.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_PACKING_H
#define SINTER_CODEGEN_PACKING_H

namespace llvm {
class Function;
}

namespace sinter {

/// Whether the SLP vectoriser may work on `f`.
bool gainsFromPacking(const llvm::Function &f);

} // namespace sinter
#endif
