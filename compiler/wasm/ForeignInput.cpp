//===- ForeignInput.cpp - what is not a core module -----------------------===//
//
// Files that people pass by mistake, and what to do with them instead.
//
//===----------------------------------------------------------------------===//
#include "Decoder.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace sinter::wasm {

static bool looksLikeText(StringRef s) {
  return llvm::all_of(s.take_front(256), [](char c) {
    return isPrint(c) || isSpace(c) || uint8_t(c) >= 0x80;
  });
}

std::string explainForeignInput(ArrayRef<uint8_t> bytes) {
  StringRef s(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  if (s.empty())
    return "the input is empty";
  if (s.starts_with(StringRef("\0asm\x0d\0\x01\0", 8)))
    return "this is a component, not a core module; extract its core modules "
           "first (`wasm-tools component unbundle`, or `jco transpile`)";
  if (s.starts_with(StringRef("\0asm", 4)))
    return s.size() >= 8 && s[6] == 1 ? "this is a component of a version that "
                                        "is not known, not a core module"
                                      : "";
  if (s.starts_with("\x7f"
                    "ELF"))
    return "this is an ELF file: native code, not WebAssembly";
  if (s.starts_with("MZ"))
    return "this is a Windows program: native code, not WebAssembly";
  if (s.starts_with("\x1f\x8b"))
    return "this is a gzip file; unpack it first (`gunzip`)";
  if (s.starts_with("\x28\xb5\x2f\xfd"))
    return "this is a zstd file; unpack it first (`unzstd`)";
  if (s.starts_with("PK\x03\x04"))
    return "this is a zip archive; unpack it first";
  if (s.starts_with("!<arch>\n"))
    return "this is an archive of object files; link it first (`wasm-ld`)";
  if (s.starts_with("BC\xc0\xde"))
    return "this is LLVM bitcode; compile and link it for a wasm32 target "
           "first";
  StringRef text = s.ltrim();
  if (text.starts_with("(module") || text.starts_with("(;") ||
      text.starts_with(";;") || text.starts_with("(component"))
    return "this looks like WebAssembly's text format; assemble it first "
           "(`wat2wasm`) or give the file the suffix .wat";
  if (text.starts_with("<"))
    return "this looks like HTML or XML, perhaps a failed download";
  if (looksLikeText(s))
    return "this is text, not a binary module";
  return "";
}

} // namespace sinter::wasm
