//===- ByteShuffle.cpp - indices of byte shuffles
//---------------------------===//
//
// Before:                                 After:
//   %i = and %x, splat 15                   %i = and %x, splat 15
//   %j = or %i, splat 0x70                  pshufb %table, %i
//   pshufb %table, %j
//
// An index of Wasm's swizzle that is 16 or more selects 0, one of pshufb only
// if its bit 7 is set. So lowering adds 0x70 with saturation. LLVM makes an
// `or` of that where it knows the index to be small, but not that pshufb looks
// at bits 7 and 3..0 only.
//
//===----------------------------------------------------------------------===//
#include "Passes.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsX86.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;
using namespace llvm::PatternMatch;

namespace sinter {
namespace {

constexpr uint64_t usedBits = 0x8f;

/// Whether the bits that pshufb looks at are clear in each byte of `c`.
bool clearsUsed(const APInt &c) {
  return c.getBitWidth() % 8 == 0 &&
         !c.intersects(APInt::getSplat(c.getBitWidth(), APInt(8, usedBits)));
}

/// The indices before somebody set bits that do not matter.
Value *withoutUnused(Value *indices) {
  for (;;) {
    Value *x;
    const APInt *c;
    if (match(indices, m_BitCast(m_Value(x))) && x->getType()->isVectorTy()) {
      Value *inner = withoutUnused(x);
      return inner == x ? indices : inner;
    }
    if (!match(indices, m_Or(m_Value(x), m_APInt(c))) || !clearsUsed(*c))
      return indices;
    indices = x;
  }
}

} // namespace

PreservedAnalyses ByteShufflePass::run(Function &f, FunctionAnalysisManager &) {
  bool changed = false;
  for (Instruction &i : instructions(f)) {
    auto *call = dyn_cast<IntrinsicInst>(&i);
    if (!call || call->getIntrinsicID() != Intrinsic::x86_ssse3_pshuf_b_128)
      continue;
    Value *indices = call->getArgOperand(1);
    Value *same = withoutUnused(indices);
    if (same == indices)
      continue;
    IRBuilder<> b(call);
    call->setArgOperand(1, b.CreateBitCast(same, indices->getType()));
    changed = true;
  }
  return preservedByEdits(changed);
}

} // namespace sinter
