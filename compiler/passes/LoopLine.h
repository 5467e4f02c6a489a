//===- LoopLine.h - loops that are a line of blocks -----------------------===//
//
// Loops that look for something are one line of blocks, each of which may leave
// the loop: no branches that join again, no loops inside. LoopSearch and
// LoopScan begin with such a line.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PASSES_LOOPLINE_H
#define SINTER_PASSES_LOOPLINE_H

#include "llvm/ADT/SmallVector.h"

namespace llvm {
class BasicBlock;
class Loop;
} // namespace llvm

namespace sinter {

/// The blocks of `l` as they run, if each has one successor in the loop and,
/// but for the header, one predecessor; otherwise none.
llvm::SmallVector<llvm::BasicBlock *> lineOfBlocks(const llvm::Loop &l);

} // namespace sinter
#endif
