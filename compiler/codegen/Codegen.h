//===- Codegen.h - LLVM IR to files ---------------------------------------===//
//
// Target.cpp picks the machine, Optimize.cpp runs LLVM's pipeline with our
// passes, Emit.cpp makes objects and text, Link.cpp calls lld. No Wasm
// knowledge is left here.
//
// Stack frames. The check at a function's entry has to know how large its frame
// will be, which nobody knows before registers are allocated. So emission
// reports the frames that are larger than what their check allows for; the
// caller then starts again from lowering with these sizes. That is rare: small
// frames fit into the runtime's head room, and allocas are counted beforehand.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_CODEGEN_H
#define SINTER_CODEGEN_CODEGEN_H

#include "../passes/CheckVerifier.h"
#include "Profile.h"
#include "sinter/Compiler.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

namespace sinter {

/// The machine to compile for. `positionIndependent` for everything but
/// executables of our own. `version`: 0, or of Options::versions, from 1.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTarget(const Options &o, bool positionIndependent, unsigned version = 0);

/// Bytes of stack by name of LLVM function.
using FrameSizes = llvm::StringMap<uint64_t>;

/// What --profile-use is about; both or neither.
struct ProfileUse {
  const Profile *profile = nullptr;
  ProfileMatch *match = nullptr;
};

/// Accesses to memory that are not proved to be checked: bugs of ours.
using Alarms = std::vector<std::string>;

/// Runs the passes of the level; with O0 only what correctness needs. `frames`:
/// what emission reported earlier.
void optimize(llvm::Module &ir, llvm::TargetMachine &target, const Options &o,
              const FrameSizes &frames, ProfileUse use, Alarms &alarms);

/// Whether somebody wants to know what becomes of bounds checks.
bool saysChecks(const Options &o);

/// Whether IR is verified: always in debug builds.
bool verifiesIr(const Options &o);

/// An error if LLVM's verifier objects: a bug in the stage of that name.
llvm::Error verifyIr(llvm::Module &ir, llvm::StringRef stage, Proof wanted,
                     Alarms &alarms);
llvm::Error internalError(const llvm::Twine &what);

/// An object file, assembly, ...: the contents of a file.
using Code = llvm::SmallVector<char, 0>;

/// Object file or assembly in memory. Consumes the IR: afterwards it is good
/// for nothing. Adds to `tooLarge` the functions whose frame outgrew their
/// check; the output is not to be used if there are any.
llvm::Expected<Code> emitObject(llvm::Module &ir, llvm::TargetMachine &target,
                                FrameSizes &tooLarge);
llvm::Expected<Code> emitAssembly(llvm::Module &ir, llvm::TargetMachine &target,
                                  FrameSizes &tooLarge);
Code emitIr(const llvm::Module &ir);
Code emitBitcode(const llvm::Module &ir);

/// Writes an archive of the objects of a module, which are called NAME.o, or
/// NAME.0.o and so on if there are several. `forLinkers`: with a table of
/// symbols.
llvm::Error writeArchive(llvm::raw_ostream &out, llvm::ArrayRef<Code> objects,
                         llvm::StringRef name, bool forLinkers);

/// What the linker needs to know.
struct LinkJob {
  Emit kind = Emit::Exe;        ///< Exe, Shared, or Object: several to one
  llvm::ArrayRef<Code> objects; ///< object files of the module
  llvm::StringRef output;       ///< path of the file to write
  llvm::StringRef soname;       ///< Shared: DT_SONAME
  /// Symbol of an imported function -> "env.log", for messages.
  llvm::StringMap<std::string> importSymbols;
};

/// Links with lld. Unless the kind is Object it needs the runtime files of the
/// installation (Options::resourceDir).
llvm::Error link(const LinkJob &job, const Options &o);

/// The directory lib/sinter of the installation, or an error that says where it
/// was looked for.
llvm::Expected<std::string> findResourceDir(const Options &o);

} // namespace sinter
#endif
