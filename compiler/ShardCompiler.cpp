//===- ShardCompiler.cpp - from a plan to the code of all shards ----------===//
//
// See ShardCompiler.h.
//
//===----------------------------------------------------------------------===//
#include "ShardCompiler.h"
#include "Grants.h"
#include "codegen/Parallel.h"
#include "llvm/ADT/Sequence.h"

using namespace llvm;

namespace sinter {

static bool verifies(const Options &o) {
#ifdef NDEBUG
  return o.verifyIr;
#else
  (void)o;
  return true;
#endif
}

/// The numbers of all shards, those with the most work first: then no thread is
/// left alone with a large one at the end.
static SmallVector<uint32_t> largestFirst(ArrayRef<Shard> shards) {
  auto order = to_vector(seq<uint32_t>(0, shards.size()));
  llvm::stable_sort(order, [&](uint32_t l, uint32_t r) {
    return shards[l].bytes > shards[r].bytes;
  });
  return order;
}

Expected<std::vector<Code>> ShardCompiler::run() {
  ArrayRef<Shard> shards = plan.partition.shards();
  std::vector<Code> codes(shards.size());
  auto work = [&](uint32_t shard) -> Error {
    Expected<Code> code = compile(shard);
    if (!code)
      return code.takeError();
    codes[shard] = std::move(*code);
    return Error::success();
  };
  if (Error e = forEachInParallel(o.jobs, largestFirst(shards), work))
    return e;
  return codes;
}

/// Lowers, optimises and emits until all stack frames fit their checks; once,
/// for nearly every shard.
Expected<Code> ShardCompiler::compile(uint32_t shard) {
  auto target = createTarget(o, /*positionIndependent=*/emit != Emit::Exe);
  if (!target)
    return target.takeError();
  for (FrameSizes frames;;) {
    FrameSizes tooLarge;
    Expected<Code> code = compile(shard, **target, frames, tooLarge);
    if (!code || tooLarge.empty())
      return code;
    for (const auto &f : tooLarge)
      frames[f.getKey()] = std::max(frames[f.getKey()], f.getValue());
  }
}

Expected<Code> ShardCompiler::compile(uint32_t shard, TargetMachine &target,
                                      const FrameSizes &frames,
                                      FrameSizes &tooLarge) {
  LLVMContext context;
  // Names of values are for readers: they take half of the time at -O0.
  context.setDiscardValueNames(emit != Emit::LlvmIr);
  auto ir = lowerShard(plan, shard, context, target);
  if (!ir)
    return ir.takeError();
  if (emit == Emit::Exe && shard == 0)
    addGrants(**ir, o);
  if (verifies(o))
    if (Error e = verifyIr(**ir, "lowering"))
      return e;

  if (!o.unoptimizedIr)
    optimize(**ir, target, o, frames, use);
  if (verifies(o))
    if (Error e = verifyIr(**ir, "optimisation"))
      return e;
  return emitAs(**ir, target, tooLarge);
}

Expected<Code> ShardCompiler::emitAs(Module &ir, TargetMachine &target,
                                     FrameSizes &tooLarge) {
  switch (emit) {
  case Emit::Asm:
    return emitAssembly(ir, target, tooLarge);
  case Emit::LlvmIr:
    return emitIr(ir);
  case Emit::Bitcode:
    return emitBitcode(ir);
  default:
    return emitObject(ir, target, tooLarge);
  }
}

} // namespace sinter
