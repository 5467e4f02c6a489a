//===- Request.h - can this be compiled as asked? -------------------------===//
//
// The rules about options and about what an executable needs of its module, all
// checked before any work is done.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_REQUEST_H
#define SINTER_REQUEST_H

#include "sinter/Compiler.h"
#include "wasm/Module.h"
#include "llvm/Support/Error.h"

namespace sinter {

/// The features that the options leave on.
llvm::Expected<wasm::FeatureSet> chooseFeatures(const Options &o);

/// Options that contradict each other or the kind of output.
llvm::Error checkOptions(Emit emit, const std::string &output,
                         const Options &o);

/// An entry point, a memory for WASI, and somebody who provides each import.
llvm::Error checkExecutable(const wasm::Module &m, const Options &o);

/// The output is machine code, in as many objects as is convenient.
inline bool isObjectCode(Emit emit) {
  return emit == Emit::Exe || emit == Emit::Shared || emit == Emit::Static ||
         emit == Emit::Object;
}

/// Code and objects of the host take part in the link.
inline bool linksHostCode(const Options &o) {
  return !o.linkInputs.empty() || !o.libraries.empty();
}

/// Names whose symbols could be taken for LLVM's intrinsics or the runtime's.
bool isReservedModuleName(llvm::StringRef name);

} // namespace sinter
#endif
