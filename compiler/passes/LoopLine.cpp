//===- LoopLine.cpp - loops that are a line of blocks ---------------------===//
#include "LoopLine.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/CFG.h"

using namespace llvm;

namespace sinter {

SmallVector<BasicBlock *> lineOfBlocks(const Loop &l) {
  SmallVector<BasicBlock *> line;
  for (BasicBlock *block = l.getHeader();;) {
    line.push_back(block);
    if (block == l.getLoopLatch())
      break;
    BasicBlock *next = nullptr;
    for (BasicBlock *to : successors(block))
      if (l.contains(to) && std::exchange(next, to))
        return {};
    if (!next || !next->getSinglePredecessor())
      return {};
    block = next;
  }
  return line.size() == l.getNumBlocks() ? line : SmallVector<BasicBlock *>();
}

} // namespace sinter
