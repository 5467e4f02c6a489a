//===- LoadForwarding.h - loops in which LLVM may keep what was stored ----===//
//
// LLVM's LoopLoadElimination keeps in a register what one iteration stores and
// the next one loads. It misses a store in between if that has another width:
// of
//
//   store i8 at p + 14; store i64 at p + 18; x = load i64 at p + 10; p += 8
//
// x becomes the number that was stored before, without the byte (LLVM 19). In
// C accesses of several widths to the same bytes are rare; of Wasm one cannot
// know.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_LOADFORWARDING_H
#define SINTER_CODEGEN_LOADFORWARDING_H

namespace llvm {
class LoopInfo;
}

namespace sinter {

/// Whether LoopLoadElimination is right for the loops of a function: there is
/// no innermost one that stores and accesses memory in more than one width.
bool mayForwardLoads(const llvm::LoopInfo &loops);

} // namespace sinter
#endif
