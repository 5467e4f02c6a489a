//===- Wat.cpp - text format through libwabt ------------------------------===//
//
// wabt reads the text and writes the binary; validation is ours, so that errors
// are the same for both formats. Features are all on here for the same reason.
//
//===----------------------------------------------------------------------===//
#include "Input.h"

#ifdef SINTER_HAVE_WABT
#include "wabt/binary-writer.h"
#include "wabt/error-formatter.h"
#include "wabt/wast-lexer.h"
#include "wabt/wast-parser.h"

namespace sinter {

/// "3:14: unexpected token", a line per error.
static std::string describe(const wabt::Errors &errors) {
  std::string out;
  for (const wabt::Error &e : errors) {
    if (!out.empty())
      out += '\n';
    out += "line " + std::to_string(e.loc.line) + ", column " +
           std::to_string(e.loc.first_column) + ": " + e.message;
  }
  return out;
}

bool assembleText(const std::string &name, const std::vector<uint8_t> &text,
                  std::vector<uint8_t> &bytes, std::string &error) {
  wabt::Errors errors;
  auto lexer = wabt::WastLexer::CreateBufferLexer(name, text.data(),
                                                  text.size(), &errors);
  wabt::Features features;
  features.EnableAll();
  wabt::WastParseOptions options(features);
  std::unique_ptr<wabt::Module> module;
  bool ok = wabt::Succeeded(
      wabt::ParseWatModule(lexer.get(), &module, &errors, &options));
  if (!ok) {
    error = "invalid text format: " + describe(errors);
    return false;
  }
  wabt::MemoryStream stream;
  wabt::WriteBinaryOptions binary;
  binary.features = features;
  binary.write_debug_names = true;
  binary.canonicalize_lebs = true;
  if (wabt::Failed(wabt::WriteBinaryModule(&stream, module.get(), binary))) {
    error = "the text format could not be assembled";
    return false;
  }
  bytes = stream.output_buffer().data;
  return true;
}

} // namespace sinter
#else
namespace sinter {

bool assembleText(const std::string &, const std::vector<uint8_t> &,
                  std::vector<uint8_t> &, std::string &error) {
  error = "text format is not supported by this build of Sinter (made without "
          "libwabt): assemble it first, for example with wat2wasm";
  return false;
}

} // namespace sinter
#endif
