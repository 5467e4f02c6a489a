//===- Partition.cpp - which code goes into which LLVM module -------------===//
//
// See Partition.h.
//
//===----------------------------------------------------------------------===//
#include "Partition.h"
#include "Lower.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace sinter {

/// What LLVM may want to inline: larger bodies are above its threshold even if
/// they have neither loads nor stores.
static constexpr uint64_t CopyBytes = 64;
/// How far calls are followed from copy to copy.
static constexpr unsigned CopyLevels = 3;
/// Copies are at most this part of a shard's own code.
static constexpr uint64_t CopyShare = 4;

Partition::Partition(const wasm::Module &m, const Scan &scan,
                     const LowerOptions &o)
    : m(m), used(m.functions.size()), shared(m.functions.size()),
      shardNumbers(m.functions.size(), UINT32_MAX) {
  markUsed(scan, o);
  cut(o);
  if (!isWhole()) {
    for (auto [number, shard] : enumerate(all))
      if (!o.optimizeNone)
        addCopies(scan, shard, number);
    markShared(scan);
  }
  placeExports(scan, o);
}

/// A function of few bytes is not less work than these.
uint64_t Partition::bodyBytes(uint32_t func) const {
  constexpr uint64_t Least = 8;
  return used[func]
             ? std::max<uint64_t>(m.functions[func].body.bytes.size(), Least)
             : 0;
}

/// What is exported, referenced, or called from there on.
void Partition::markUsed(const Scan &scan, const LowerOptions &o) {
  std::vector<uint32_t> work;
  auto use = [&](uint32_t func) {
    if (used[func])
      return;
    used[func] = true;
    work.push_back(func);
  };
  for (uint32_t f = 0; f != m.functions.size(); ++f)
    if (scan.refs[f] || o.keepUnused)
      use(f);
  if (m.start)
    use(*m.start);
  while (!work.empty()) {
    uint32_t func = work.back();
    work.pop_back();
    for (uint32_t callee : scan.calls[func])
      use(callee);
  }
}

void Partition::addShard(uint32_t begin, uint32_t end, uint64_t bytes) {
  Shard shard;
  shard.bytes = bytes;
  for (uint32_t f = begin; f != end; ++f)
    if (used[f]) {
      shard.functions.push_back(f);
      shardNumbers[f] = all.size();
    }
  all.push_back(std::move(shard));
}

/// Halves blocks of defined functions until each has at most the bytes of code
/// that a shard may have. What would be two shards or three stays whole, unless
/// there are several versions of it.
void Partition::cut(const LowerOptions &o) {
  uint64_t shardBytes = o.shardBytes;
  uint32_t first = m.importedFuncs(), count = m.functions.size() - first;
  std::vector<uint64_t> before = {0}; // bytes before each function
  for (uint32_t i = 0; i != count; ++i)
    before.push_back(before.back() + bodyBytes(first + i));
  bool isSmall = !shardBytes || before.back() <= 3 * shardBytes;
  if (!isSmall || o.hasVersions())
    all.emplace_back(); // the main one
  if (isSmall)
    return addShard(first, first + count, before.back());

  struct Block {
    uint64_t begin, size; // size is a power of two
  };
  std::vector<Block> blocks = {{0, PowerOf2Ceil(count)}};
  while (!blocks.empty()) {
    Block b = blocks.back();
    blocks.pop_back();
    uint64_t end = std::min<uint64_t>(b.begin + b.size, count);
    uint64_t bytes = b.begin < end ? before[end] - before[b.begin] : 0;
    if (bytes == 0)
      continue;
    if (bytes <= shardBytes || b.size == 1) {
      addShard(first + b.begin, first + end, bytes);
      continue;
    }
    blocks.push_back({b.begin + b.size / 2, b.size / 2});
    blocks.push_back({b.begin, b.size / 2}); // next: ascending order
  }
}

void Partition::addCopies(const Scan &scan, Shard &shard, uint32_t number) {
  uint64_t budget = shard.bytes / CopyShare;
  DenseSet<uint32_t> seen;
  std::vector<uint32_t> level = shard.functions, next;
  for (unsigned depth = 0; depth != CopyLevels && !level.empty(); ++depth) {
    next.clear();
    for (uint32_t func : level)
      for (uint32_t callee : scan.calls[func]) {
        uint64_t bytes = m.functions[callee].body.bytes.size();
        bool fits = bytes <= std::min(CopyBytes, budget);
        if (m.functions[callee].import || shardOf(callee) == number || !fits ||
            !seen.insert(callee).second)
          continue;
        budget -= bytes;
        next.push_back(callee);
      }
    shard.copies.insert(shard.copies.end(), next.begin(), next.end());
    level.swap(next);
  }
  llvm::sort(shard.copies);
}

/// References are made by the main shard, and it calls the start function.
void Partition::markShared(const Scan &scan) {
  for (uint32_t f = m.importedFuncs(); f != m.functions.size(); ++f)
    shared[f] = scan.refs[f] || m.start == f;
  for (auto [number, shard] : enumerate(all))
    for (const auto &list : {shard.functions, shard.copies})
      for (uint32_t func : list)
        for (uint32_t callee : scan.calls[func])
          if (shardOf(callee) != number)
            shared[callee] = true;
}

/// The C function of an export is beside the function that it calls, if it
/// calls one that is known now.
void Partition::placeExports(const Scan &scan, const LowerOptions &o) {
  for (uint32_t i : scan.exports) {
    const wasm::Export &e = m.exports[i];
    bool isDefined =
        e.kind == wasm::ExternKind::Func && !m.functions[e.index].import;
    all[isDefined && !o.hasVersions() ? shardOf(e.index) : 0].exports.push_back(
        i);
  }
}

} // namespace sinter
