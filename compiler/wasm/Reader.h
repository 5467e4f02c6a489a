//===- Reader.h - a byte cursor that remembers its first error ------------===//
//
// After the first failure every read returns zero and moves nothing, so that
// decoding code needs no test after each read: look at the error once per
// section, body or loop iteration. Spec: 5.1, 5.2.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_READER_H
#define SINTER_WASM_READER_H

#include "Module.h"
#include "llvm/Support/Error.h"

namespace sinter::wasm {

/// What is wrong with a module and where. `message` starts with the spec
/// suite's wording ("type mismatch", "unknown local", ...) and then says what
/// was expected and found.
struct WasmError : llvm::ErrorInfo<WasmError> {
  static char ID;
  WasmError(uint64_t offset, std::string message)
      : offset(offset), message(std::move(message)) {}

  uint64_t offset; ///< from the start of the module
  std::string message;
  std::optional<uint32_t> function; ///< index of the function it is in
  std::string functionName, instruction;
  bool malformed = false; ///< does not decode, as opposed to does not validate

  /// "0x1a3: in function 12 (fib), i32.add: type mismatch: expected ..."
  void log(llvm::raw_ostream &os) const override;
  std::error_code convertToErrorCode() const override;
};

class Reader {
public:
  explicit Reader(Bytes b)
      : start(b.bytes.begin()), pos(start), end(b.bytes.end()),
        base(b.offset) {}

  explicit operator bool() const { return !failed; }
  bool done() const { return pos == end || failed; }
  size_t remaining() const { return failed ? 0 : end - pos; }
  uint64_t offset() const { return base + (pos - start); } ///< in the module

  uint8_t u8();
  uint32_t u32le();
  uint64_t u64le();
  uint32_t u32();  ///< LEB128
  uint64_t u64();
  int32_t s32();
  int64_t s33();
  int64_t s64();
  llvm::ArrayRef<uint8_t> take(uint64_t n);
  llvm::StringRef name(); ///< length-prefixed, valid UTF-8
  /// A vector's length: fails when it exceeds `limit` (JS API limits, with
  /// `what` in the message) or when so many entries of at least `minBytes`
  /// bytes cannot be in what remains.
  uint32_t count(const char *what, uint32_t limit, unsigned minBytes = 1);

  /// Sets the error if there is none yet.
  void malformed(uint64_t at, const llvm::Twine &message);
  void invalid(uint64_t at, const llvm::Twine &message);
  std::unique_ptr<WasmError> error; ///< null while all is well
  llvm::Error takeError();

private:
  const uint8_t *start, *pos, *end;
  uint64_t base;
  bool failed = false;
};

} // namespace sinter::wasm
#endif
