//===- ShardCompiler.h - from a plan to the code of all shards ------------===//
//
// Each shard goes through lowering, optimisation and emission in an LLVMContext
// of its own, as many of them at a time as there are threads; its IR is gone
// when its code is there. So memory is bounded by the number of threads and the
// size of a shard, not by that of the module.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SHARDCOMPILER_H
#define SINTER_SHARDCOMPILER_H

#include "TimeReport.h"
#include "codegen/CheckRemarks.h"
#include "codegen/CodeCache.h"
#include "codegen/Codegen.h"
#include "lower/Lower.h"

namespace sinter {

class ShardCompiler {
public:
  ShardCompiler(const LowerPlan &plan, Emit emit, const Options &o,
                ProfileUse use, CodeCache &cache, TimeReport &report)
      : plan(plan), emit(emit), o(o), use(use), cache(cache), report(report),
        said(plan.partition.shards().size()) {}

  /// Code of all shards, in all versions, in order. If several fail, the error
  /// is that of the first one, whatever the number of threads; but accesses
  /// that are not proved are all named, of all shards.
  llvm::Expected<std::vector<Code>> run();

  /// What passes said about bounds checks, if saysChecks(), in the order of
  /// shards; of the default version.
  CheckRemarks remarks() const;

private:
  /// A shard in a version.
  struct Part {
    uint32_t shard, version;
  };
  std::vector<Part> parts() const;
  std::vector<uint32_t> largestFirst(llvm::ArrayRef<Part> parts) const;
  llvm::Expected<Code> compile(Part part);
  /// What a compilation found out besides the code.
  struct Findings {
    FrameSizes tooLarge;  ///< frames that their stack checks do not allow for
    std::string cacheKey; ///< empty: not to be stored
    ProfileMatch match;
    CheckRemarks remarks;
    Alarms alarms;
  };
  llvm::Expected<Code> compile(Part part, llvm::TargetMachine &target,
                               const FrameSizes &frames, Findings &found,
                               ShardTimes &times);
  void finish(Part part, const Code &code, Findings &found,
              const ShardTimes &times);
  llvm::Expected<Code> emitAs(llvm::Module &ir, llvm::TargetMachine &target,
                              FrameSizes &tooLarge);
  void advance(uint32_t shard, double part);

  const LowerPlan &plan;
  Emit emit;
  const Options &o;
  ProfileUse use;
  CodeCache &cache;
  TimeReport &report;
  std::vector<CheckRemarks> said;                       ///< by shard
  std::vector<std::pair<uint32_t, std::string>> alarms; ///< with their shards
  std::mutex progressMutex, matchMutex, alarmMutex;
  double bytesDone = 0;
};

} // namespace sinter
#endif
