//===- Partition.h - which code goes into which LLVM module ---------------===//
//
// LLVM compiles a module on one thread, and holds all of its IR meanwhile. A
// large Wasm module is therefore cut into shards, an LLVM module each, which
// are compiled in any order, on any number of threads, and linked at the end.
//
// Three things must hold:
//  - The shards follow from the module alone, not from the machine or the
//    number of threads: the output is always the same.
//  - A function that grows or shrinks moves no boundary but that of its own
//    shard: a cache of shards then has all the others. So shards are aligned
//    blocks of function indices. All functions are one block; a block with too
//    much code is halved.
//  - Code is as good as that of one module. Neighbours, which call each other
//    most, are in one shard. Small functions that are called from other shards
//    are there as copies that can be inlined and are never emitted.
//
// Shard 0, the main one, has no Wasm functions but everything that there is
// once: the instance, descriptors, segments, instantiation. A small module is
// whole: the main shard has the functions too, and all linkage is internal.
//
// With --multiversion all shards but the main one are compiled for each kind of
// processor, under other names. The main shard, which is for all of them,
// reaches functions through the references of the instance.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_PARTITION_H
#define SINTER_LOWER_PARTITION_H

#include "Scan.h"

namespace sinter {

struct Shard {
  std::vector<uint32_t> functions; ///< defined here, ascending
  std::vector<uint32_t> copies;    ///< of other shards, to be inlined
  std::vector<uint32_t> exports;   ///< of Module::exports, for CExports.cpp
  uint64_t bytes = 0;              ///< of bodies: how much work it is
};

class Partition {
public:
  /// Functions that nothing can reach are in no shard, unless
  /// LowerOptions::keepUnused.
  Partition(const wasm::Module &m, const Scan &scan, const LowerOptions &o);

  llvm::ArrayRef<Shard> shards() const { return all; }
  bool isWhole() const { return all.size() == 1; }
  /// Of a defined function; UINT32_MAX if it is in none.
  uint32_t shardOf(uint32_t func) const { return shardNumbers[func]; }
  /// Whether other shards than its own refer to the function.
  bool isShared(uint32_t func) const { return shared[func]; }

private:
  void markUsed(const Scan &scan, const LowerOptions &o);
  void cut(const LowerOptions &o);
  void addShard(uint32_t begin, uint32_t end, uint64_t bytes);
  void addCopies(const Scan &scan, Shard &shard, uint32_t number);
  void markShared(const Scan &scan);
  void placeExports(const Scan &scan, const LowerOptions &o);
  uint64_t bodyBytes(uint32_t func) const;

  const wasm::Module &m;
  std::vector<Shard> all;
  std::vector<bool> used, shared;     ///< by function index
  std::vector<uint32_t> shardNumbers; ///< by function index
};

} // namespace sinter
#endif
