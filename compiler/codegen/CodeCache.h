//===- CodeCache.h - shards that were compiled before ---------------------===//
//
// A directory of files (--cache-dir), one for each shard that was compiled,
// found by a hash of all that its code depends on: the shard's IR as lowered,
// the options of code generation, the profile, and the compiler itself. After a
// change of one function only its shard has another hash.
//
// IR is the key, not the Wasm: what lowering took from the rest of the module
// (types, facts about tables and calls, bodies to inline) is in it, and nothing
// else is. Lowering a shard is a small part of compiling it.
//
// Processes may share a directory. Entries appear whole or not at all, carry a
// checksum, and one that is damaged counts as missing. A cache can be slow or
// useless, but it cannot make a compilation fail.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_CODECACHE_H
#define SINTER_CODEGEN_CODECACHE_H

#include "Codegen.h"
#include "Profile.h"
#include "llvm/Support/BLAKE3.h"
#include <mutex>

namespace sinter {

class CodeCache {
public:
  /// For compilations with these options; `profile` may be null. `o.cacheDir`
  /// is made if it is missing.
  CodeCache(const Options &o, Emit emit, const Profile *profile);

  /// Whether there is one to ask.
  bool isOn() const { return !directory.empty(); }

  /// The name of a shard's entry. `ir` as lowered, to be compiled for `target`.
  std::string key(const llvm::Module &ir,
                  const llvm::TargetMachine &target) const;
  /// Also says how well the profile fits the shard, for the sum's sake.
  std::optional<Code> find(llvm::StringRef key, ProfileMatch &match) const;
  void store(llvm::StringRef key, const Code &code, const ProfileMatch &match);

  /// Deletes what was not used for a week, and the oldest entries beyond 4 GiB;
  /// not each time.
  void prune() const;

  /// Why the cache is off or could not take an entry; empty if all went well.
  const std::string &problem() const { return trouble; }

private:
  void fail(llvm::StringRef what, std::error_code why);

  std::string directory;
  llvm::BLAKE3 common; ///< hash of what all shards depend on
  std::mutex mutex;    ///< of trouble
  std::string trouble;
};

} // namespace sinter
#endif
