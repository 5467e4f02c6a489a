//===- Compilation.h - what the functions of the API have in common -------===//
#ifndef SINTER_COMPILATION_H
#define SINTER_COMPILATION_H

#include "sinter/Compiler.h"
#include "wasm/Decoder.h"

namespace sinter {

/// An error about options, as opposed to one about the module or the system.
struct UsageError : llvm::ErrorInfo<UsageError> {
  static char ID;
  explicit UsageError(std::string message) : message(std::move(message)) {}
  std::string message;

  void log(llvm::raw_ostream &os) const override { os << message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }
};

/// Decodes with the features that the options leave on.
llvm::Expected<wasm::Module> decodeInput(const Input &in, const Options &o);

/// The outcome for an operation on `in` that ended with `e`.
Result toResult(llvm::Error e, const Input &in);

} // namespace sinter
#endif
