//===- BodyHash.h - what a function does, as a number ---------------------===//
//
// A profile finds its functions again by this hash. It covers a body's
// instructions and constants, but none of the indices into the module (of
// functions, types, globals, segments, ...): a function that was added
// elsewhere shifts those and changes nothing in this one.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_BODYHASH_H
#define SINTER_LOWER_BODYHASH_H

#include "../wasm/Instr.h"
#include "llvm/Support/SHA1.h"

namespace sinter {

class BodyHash {
public:
  void locals(llvm::ArrayRef<wasm::ValType> types);
  void instr(const wasm::Instr &in);
  /// 16 hexadecimal digits; once.
  std::string text();

private:
  void add(uint64_t number);
  llvm::SHA1 hash;
};

} // namespace sinter
#endif
