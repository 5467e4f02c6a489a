//===- Codegen.h - LLVM IR to files ---------------------------------------===//
//
// Target.cpp picks the machine, Optimize.cpp runs LLVM's pipeline with our
// passes, Emit.cpp makes objects and text, Link.cpp calls lld. No Wasm knowledge
// is left here.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_CODEGEN_H
#define SINTER_CODEGEN_CODEGEN_H

#include "sinter/Compiler.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace sinter {

/// The machine to compile for. `positionIndependent` for everything but
/// executables of our own.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTarget(const Options &o, bool positionIndependent);

/// Runs the passes of the level. With O0 only what correctness needs.
void optimize(llvm::Module &ir, llvm::TargetMachine &target, const Options &o);

/// Object file, assembly, or IR in memory.
llvm::Expected<llvm::SmallVector<char, 0>>
emitObject(llvm::Module &ir, llvm::TargetMachine &target);
llvm::Expected<llvm::SmallVector<char, 0>>
emitAssembly(llvm::Module &ir, llvm::TargetMachine &target);

/// Links the object file at `object` to `output`. Kind is Exe or Shared.
/// Needs the runtime files of the installation (Options::resourceDir).
llvm::Error link(Emit kind, llvm::StringRef object, llvm::StringRef output,
                 const Options &o);

} // namespace sinter
#endif
