//===- Reader.cpp - integers, names and errors ----------------------------===//
//
// The rare halves of Reader: integers of more than one byte, names, counts,
// and failure. Failing moves `end` to `pos`, which sends every later read into
// these slow paths, where it comes to nothing.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace sinter::wasm {

char WasmError::ID = 0;

void WasmError::log(raw_ostream &os) const {
  os << "0x" << utohexstr(offset, /*LowerCase=*/true) << ": ";
  if (function)
    os << "in function " << *function << " (" << functionName << ")";
  if (!instruction.empty())
    os << (function ? ", " : "") << instruction;
  if (function || !instruction.empty())
    os << ": ";
  os << message;
}

std::error_code WasmError::convertToErrorCode() const {
  return std::make_error_code(std::errc::invalid_argument);
}

void Reader::fail(uint64_t at, const Twine &message, bool malformed) {
  if (failed)
    return;
  error = std::make_unique<WasmError>(at, message.str());
  error->malformed = malformed;
  failed = true;
  end = pos;
}

void Reader::malformed(uint64_t at, const Twine &message) {
  fail(at, message, true);
}

void Reader::invalid(uint64_t at, const Twine &message) {
  fail(at, message, false);
}

void Reader::adopt(Reader &part) {
  if (failed || !part.failed)
    return;
  error = std::move(part.error);
  failed = true;
  end = pos;
}

Error Reader::takeError() {
  if (!error)
    return Error::success();
  return Error(std::move(error));
}

uint8_t Reader::unexpectedEnd() {
  malformed(offset(), "unexpected end of section or function");
  return 0;
}

/// Spec: 5.2.2. At most ceil(Bits/7) bytes, and the bits of the last one that
/// have no place in the result must be zero or copies of the sign.
template <unsigned Bits, bool Signed> uint64_t Reader::leb() {
  const uint8_t *first = pos;
  uint64_t result = 0;
  for (unsigned shift = 0; shift < Bits && pos != end; shift += 7) {
    uint8_t b = *pos++;
    uint64_t group = b & 0x7f;
    if (shift + 7 > Bits) {
      uint64_t unused = 0x7f & -(1u << (Bits - shift - Signed));
      uint64_t excess = group & unused;
      if (excess != 0 && !(Signed && excess == unused)) [[unlikely]]
        return badInteger<Bits>(first, "too large");
    }
    result |= group << shift;
    if (b >= 0x80)
      continue;
    unsigned used = shift + 7;
    if (Signed && used < 64 && (b & 0x40))
      result |= -(uint64_t(1) << used);
    return result;
  }
  if (size_t(pos - first) < (Bits + 6) / 7)
    return unexpectedEnd();
  return badInteger<Bits>(first, "representation too long");
}

template <unsigned Bits>
uint64_t Reader::badInteger(const uint8_t *first, const char *how) {
  malformed(base + (first - start), "integer " + Twine(how) + ": of " +
                                        Twine(Bits) + " bits, in at most " +
                                        Twine((Bits + 6) / 7) + " bytes");
  return 0;
}

uint32_t Reader::longU32() { return leb<32, false>(); }
uint64_t Reader::longU64() { return leb<64, false>(); }
int32_t Reader::longS32() { return leb<32, true>(); }
int64_t Reader::longS33() { return leb<33, true>(); }
int64_t Reader::longS64() { return leb<64, true>(); }

uint32_t Reader::u32le() {
  ArrayRef<uint8_t> b = take(4);
  return failed ? 0 : support::endian::read32le(b.data());
}

uint64_t Reader::u64le() {
  ArrayRef<uint8_t> b = take(8);
  return failed ? 0 : support::endian::read64le(b.data());
}

ArrayRef<uint8_t> Reader::take(uint64_t n, const char *missing) {
  if (failed)
    return {};
  if (n > remaining()) {
    malformed(offset(), Twine(missing) + ": " + Twine(n) + " bytes expected, " +
                            Twine(remaining()) + " found");
    return {};
  }
  ArrayRef<uint8_t> result(pos, n);
  pos += n;
  return result;
}

StringRef Reader::name() {
  uint32_t n = u32();
  uint64_t at = offset();
  ArrayRef<uint8_t> b = take(n, "length out of bounds");
  const UTF8 *from = b.begin();
  if (!isLegalUTF8String(&from, b.end())) {
    malformed(at + (from - b.begin()), "malformed UTF-8 encoding");
    return {};
  }
  return StringRef(reinterpret_cast<const char *>(b.data()), b.size());
}

uint32_t Reader::count(const char *what, uint32_t limit, unsigned minBytes) {
  uint64_t at = offset();
  uint32_t n = u32();
  if (n > limit)
    malformed(at, "too many " + Twine(what) + ": " + Twine(n) +
                      ", the limit is " + Twine(limit));
  else if (uint64_t(n) * minBytes > remaining())
    malformed(at, "unexpected end of section or function: " + Twine(n) + " " +
                      what + " cannot be in " + Twine(remaining()) + " bytes");
  return failed ? 0 : n;
}

} // namespace sinter::wasm
