//===- Profile.h - optimisation by what a run of the program did ----------===//
//
// Two compilations: one whose code counts what it executes and writes a profile
// when the program ends, and one that reads it. Both work on LLVM's own terms:
// its instrumentation, compiler-rt's file format, and so llvm-profdata and
// llvm-profdata-show work on the files.
//
// A function's counts are found again by the hash of its Wasm body (attribute
// "wasm-body", lower/BodyHash.h) and not by its name or number. So a profile
// outlives changes of a module: the functions that changed have no counts.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_PROFILE_H
#define SINTER_CODEGEN_PROFILE_H

#include "llvm/IR/PassManager.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

namespace llvm {
class PassBuilder;
}

namespace sinter {

/// What --profile-use named, read and merged. Immutable; for all threads.
class Profile {
public:
  /// Files as programs write them (.profraw) or llvm-profdata merges them.
  static llvm::Expected<std::unique_ptr<Profile>>
  read(llvm::ArrayRef<std::string> paths);

  /// In LLVM's indexed format. Its bytes say all about the profile.
  llvm::MemoryBufferRef indexed() const { return *buffer; }

private:
  explicit Profile(std::unique_ptr<llvm::MemoryBuffer> indexed)
      : buffer(std::move(indexed)) {}
  std::unique_ptr<llvm::MemoryBuffer> buffer;
};

/// How well a profile fits a module, summed up over its functions.
struct ProfileMatch {
  uint64_t functions = 0, found = 0;
  void operator+=(const ProfileMatch &m) {
    functions += m.functions;
    found += m.found;
  }
};

/// Makes the pipeline instrument its functions first. `file`: where the program
/// writes its counts, as LLVM_PROFILE_FILE; empty: "default.profraw".
void instrumentForProfile(llvm::PassBuilder &pb, llvm::StringRef file);

/// Makes the pipeline put the profile's counts into the IR first, and call the
/// frequent targets of indirect calls directly. `profile` and `match` outlive
/// the pipeline.
void useProfile(llvm::PassBuilder &pb, const Profile &profile,
                ProfileMatch &match);

} // namespace sinter
#endif
