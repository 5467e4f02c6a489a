//===- ShardCompiler.cpp - from a plan to the code of all shards ----------===//
//
// See ShardCompiler.h.
//
//===----------------------------------------------------------------------===//
#include "ShardCompiler.h"
#include "Grants.h"
#include "codegen/Parallel.h"
#include "llvm/ADT/StringExtras.h"
#include <numeric>

using namespace llvm;

namespace sinter {

std::vector<ShardCompiler::Part> ShardCompiler::parts() const {
  std::vector<Part> all;
  for (uint32_t version = 0; version != plan.options.versions.size(); ++version)
    for (uint32_t shard = 0; shard != plan.partition.shards().size(); ++shard)
      all.push_back({shard, version});
  return all;
}

/// The numbers of all parts, those with the most work first: then no thread is
/// left alone with a large one at the end.
std::vector<uint32_t> ShardCompiler::largestFirst(ArrayRef<Part> parts) const {
  auto bytes = [&](uint32_t part) {
    return plan.partition.shards()[parts[part].shard].bytes;
  };
  std::vector<uint32_t> order(parts.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::sort(order, [&](uint32_t l, uint32_t r) {
    return bytes(l) != bytes(r) ? bytes(l) > bytes(r) : l < r;
  });
  return order;
}

Expected<std::vector<Code>> ShardCompiler::run() {
  std::vector<Part> all = parts();
  std::vector<Code> codes(all.size());
  auto work = [&](uint32_t part) -> Error {
    Expected<Code> code = compile(all[part]);
    if (!code)
      return code.takeError();
    codes[part] = std::move(*code);
    return Error::success();
  };
  if (Error e = forEachInParallel(o.jobs, largestFirst(all), work))
    return e;
  if (!alarms.empty()) {
    llvm::sort(alarms); // by shard, whatever the number of threads
    return internalError(join(make_second_range(alarms), "\n"));
  }
  return codes;
}

/// `part`: how much of the shard's work is done now that was not done before.
void ShardCompiler::advance(uint32_t shard, double part) {
  if (!o.onProgress)
    return;
  uint64_t all = 0;
  for (const Shard &s : plan.partition.shards())
    all += s.bytes * plan.options.versions.size();
  std::lock_guard<std::mutex> lock(progressMutex);
  bytesDone += double(plan.partition.shards()[shard].bytes) * part;
  if (all)
    o.onProgress(std::min(bytesDone / double(all), 1.0));
}

/// Lowers and, unless the cache has its code, optimises and emits until all
/// stack frames fit their checks; once, for nearly every shard.
Expected<Code> ShardCompiler::compile(Part part) {
  auto target =
      createTarget(o, /*positionIndependent=*/emit != Emit::Exe, part.version);
  if (!target)
    return target.takeError();
  const Shard &s = plan.partition.shards()[part.shard];
  ShardTimes times{part.shard, s.bytes, s.functions.size(), s.copies.size()};
  for (FrameSizes frames;;) {
    Findings found;
    Expected<Code> code = compile(part, **target, frames, found, times);
    if (!code)
      return code;
    if (found.tooLarge.empty() || !found.alarms.empty()) {
      finish(part, *code, found, times);
      return code;
    }
    for (const auto &f : found.tooLarge)
      frames[f.getKey()] = std::max(frames[f.getKey()], f.getValue());
  }
}

void ShardCompiler::finish(Part part, const Code &code, Findings &found,
                           const ShardTimes &times) {
  if (!found.alarms.empty()) {
    std::lock_guard<std::mutex> lock(alarmMutex);
    for (std::string &alarm : found.alarms)
      alarms.push_back({part.shard, std::move(alarm)});
    return;
  }
  if (!found.cacheKey.empty())
    cache.store(found.cacheKey, code, found.match);
  report.add(times);
  if (part.version == 0)
    said[part.shard] = std::move(found.remarks);
  if (!use.profile || part.version != 0) // other versions have the same counts
    return;
  std::lock_guard<std::mutex> lock(matchMutex);
  *use.match += found.match;
}

CheckRemarks ShardCompiler::remarks() const {
  CheckRemarks all;
  for (auto [shard, remarks] : zip(plan.partition.shards(), said)) {
    all.yaml += remarks.yaml;
    // Of functions that are there to be inlined others know more.
    for (uint32_t f : shard.functions)
      if (auto it = remarks.functions.find(f); it != remarks.functions.end())
        all.functions.insert(*it);
  }
  return all;
}

Expected<Code> ShardCompiler::compile(Part part, TargetMachine &target,
                                      const FrameSizes &frames, Findings &found,
                                      ShardTimes &times) {
  double last = threadSeconds();
  auto lap = [&](double &sum, double ofWork) {
    double now = threadSeconds();
    sum += now - last;
    last = now;
    advance(part.shard, ofWork);
  };
  LLVMContext context;
  // Names of values are for readers: they take half of the time at -O0.
  context.setDiscardValueNames(emit != Emit::LlvmIr);
  std::optional<CheckListening> listening;
  if (saysChecks(o))
    listening.emplace(found.remarks, context);
  auto ir = lowerShard(plan, part.shard, part.version, context, target);
  if (!ir)
    return ir.takeError();
  if (emit == Emit::Exe && part.shard == 0 && part.version == 0)
    addGrants(**ir, o);
  if (verifiesIr(o))
    if (Error e = verifyIr(**ir, "lowering", Proof::Exact, found.alarms))
      return e;

  lap(times.lower, 0.05);
  if (cache.isOn()) {
    found.cacheKey = cache.key(**ir, target);
    std::optional<Code> code = cache.find(found.cacheKey, found.match);
    lap(times.cache, code ? 0.95 : 0);
    if (code) {
      found.cacheKey.clear(); // it is stored already
      return std::move(*code);
    }
  }

  if (!o.unoptimizedIr)
    optimize(**ir, target, o, frames, ProfileUse{use.profile, &found.match},
             found.alarms);
  if (verifiesIr(o))
    if (Error e = verifyIr(**ir, "optimisation", Proof::Guarded, found.alarms))
      return e;
  lap(times.optimize, 0.55);
  Expected<Code> code = emitAs(**ir, target, found.tooLarge);
  lap(times.emit, 0.4);
  return code;
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
