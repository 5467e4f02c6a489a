//===- Input.cpp - reading a module ---------------------------------------===//
//
// From a file or standard input; text format is assembled. What is not a core
// module but may be taken for one (a component, an archive) is explained here,
// before the decoder would only complain about its first bytes.
//
//===----------------------------------------------------------------------===//
#include "Input.h"
#include "sinter/Compiler.h"
#include "wasm/Decoder.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace sinter {
namespace {

Result failure(Result::Kind kind, const std::string &file,
               std::string message) {
  return {kind, {file, std::nullopt, std::move(message)}};
}

/// Text format begins with a parenthesis or a comment, which starts with one or
/// with two semicolons.
bool looksLikeText(const std::string &name, StringRef bytes) {
  if (bytes.starts_with(StringRef("\0asm", 4)))
    return false;
  StringRef start = bytes.ltrim();
  return StringRef(name).ends_with(".wat") || start.starts_with("(") ||
         start.starts_with(";;");
}

} // namespace

Result readInput(const std::string &path, Input &out) {
  out.name = path == "-" ? "<stdin>" : path;
  if (path != "-" && sys::fs::is_directory(path))
    return failure(Result::Failure, out.name, "cannot read: it is a directory");
  ErrorOr<std::unique_ptr<MemoryBuffer>> file =
      MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false,
                                   /*RequiresNullTerminator=*/false);
  if (!file)
    return failure(Result::Failure, out.name,
                   "cannot read: " + file.getError().message());

  StringRef bytes = (*file)->getBuffer();
  out.bytes.assign(bytes.bytes_begin(), bytes.bytes_end());
  if (bytes.ltrim().starts_with("(component"))
    return failure(Result::InvalidInput, out.name,
                   "this is a component in text format, not a core module; "
                   "extract its core modules first (`wasm-tools component "
                   "unbundle`, or `jco transpile`)");
  if (looksLikeText(path, bytes)) {
    std::string error;
    std::vector<uint8_t> text = std::move(out.bytes);
    out.bytes.clear();
    if (!assembleText(out.name, text, out.bytes, error))
      return failure(Result::InvalidInput, out.name, std::move(error));
    return {};
  }
  if (std::string why = wasm::explainForeignInput(out.bytes); !why.empty())
    return failure(Result::InvalidInput, out.name, std::move(why));
  return {};
}

} // namespace sinter
