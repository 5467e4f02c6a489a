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
      : start(b.bytes.begin()), pos(start), end(b.bytes.end()), base(b.offset) {
  }

  explicit operator bool() const { return !failed; }
  bool done() const { return pos == end; }
  size_t remaining() const { return end - pos; }
  uint64_t offset() const { return base + (pos - start); } ///< in the module

  // What most reads meet is inline: a byte that is there, and integers (LEB128)
  // of one or two bytes. A failed reader has nothing remaining, so it takes the
  // slow path.
  uint8_t u8() { return pos != end ? *pos++ : unexpectedEnd(); }
  uint8_t peek() const { return pos != end ? *pos : 0; }
  uint32_t u32() { return short7() ? *pos++ : short14() ? two() : longU32(); }
  uint64_t u64() { return short7() ? *pos++ : short14() ? two() : longU64(); }
  int32_t s32() {
    return short7() ? sign7(*pos++) : short14() ? sign14(two()) : longS32();
  }
  int64_t s33() { return short7() ? sign7(*pos++) : longS33(); }
  int64_t s64() { return short7() ? sign7(*pos++) : longS64(); }
  uint32_t u32le();
  uint64_t u64le();
  /// The next `n` bytes; `missing` is the message when there are fewer.
  llvm::ArrayRef<uint8_t>
  take(uint64_t n,
       const char *missing = "unexpected end of section or function");
  llvm::StringRef name(); ///< length-prefixed, valid UTF-8
  /// A vector's length: fails when it exceeds `limit` (JS API limits, with
  /// `what` in the message) or when so many entries of at least `minBytes`
  /// bytes cannot be in what remains.
  uint32_t count(const char *what, uint32_t limit, unsigned minBytes = 1);

  /// Sets the error if there is none yet.
  void malformed(uint64_t at, const llvm::Twine &message);
  void invalid(uint64_t at, const llvm::Twine &message);
  /// Fails with the error of `part`, a reader of some of the same bytes.
  void adopt(Reader &part);
  std::unique_ptr<WasmError> error; ///< null while all is well
  llvm::Error takeError();

private:
  bool short7() const { return pos != end && *pos < 0x80; }
  bool short14() const { return end - pos >= 2 && pos[1] < 0x80; }
  uint32_t two() {
    pos += 2;
    return (pos[-2] & 0x7f) | uint32_t(pos[-1]) << 7;
  }
  static int32_t sign7(uint8_t b) { return int32_t(b ^ 0x40) - 0x40; }
  static int32_t sign14(uint32_t b) { return int32_t(b ^ 0x2000) - 0x2000; }

  uint8_t unexpectedEnd();
  uint32_t longU32();
  uint64_t longU64();
  int32_t longS32();
  int64_t longS33();
  int64_t longS64();
  template <unsigned Bits, bool Signed> uint64_t leb();
  template <unsigned Bits>
  uint64_t badInteger(const uint8_t *first, const char *how);
  void fail(uint64_t at, const llvm::Twine &message, bool malformed);

  const uint8_t *start, *pos, *end;
  uint64_t base;
  bool failed = false;
};

} // namespace sinter::wasm
#endif
