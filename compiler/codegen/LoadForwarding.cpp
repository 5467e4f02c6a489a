//===- LoadForwarding.cpp - loops in which LLVM may keep what was stored --===//
#include "LoadForwarding.h"
#include "llvm/ADT/SmallSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace sinter {
namespace {

bool hasOneWidth(const Loop &l) {
  const DataLayout &layout = l.getHeader()->getDataLayout();
  bool stores = false;
  SmallSet<uint64_t, 4> widths;
  for (const BasicBlock *block : l.blocks())
    for (const Instruction &i : *block)
      if (isa<LoadInst, StoreInst>(i)) {
        stores |= isa<StoreInst>(i);
        auto *access = const_cast<Instruction *>(&i);
        Type *type = getLoadStoreType(access);
        widths.insert(layout.getTypeStoreSize(type).getFixedValue());
      }
  return !stores || widths.size() < 2;
}

} // namespace

bool mayForwardLoads(const LoopInfo &loops) {
  return all_of(loops.getLoopsInPreorder(), [](const Loop *l) {
    return !l->isInnermost() || hasOneWidth(*l);
  });
}

} // namespace sinter
