//===- Mutations.cpp - small modules, broken in every small way -----------===//
//
// sinter-mutations FILE...: every truncation of each module, and every value in
// place of every single byte, through decoder and validator. Each is a module
// or an error that lies in the file; sanitizers see the rest.
//
//===----------------------------------------------------------------------===//
#include "wasm/Decoder.h"
#include "wasm/Reader.h"
#include "wasm/Validator.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace sinter::wasm;

namespace {

struct Tally {
  size_t valid = 0, invalid = 0, malformed = 0;
};

Error check(ArrayRef<uint8_t> bytes) {
  Expected<Module> m = decodeModule(bytes, FeatureSet::all());
  if (!m)
    return m.takeError();
  for (uint32_t i = m->importedFuncs(); i != m->functions.size(); ++i)
    if (Error e = validateBody(*m, i, nullptr))
      return e;
  return Error::success();
}

void count(ArrayRef<uint8_t> bytes, Tally &tally) {
  Error e = check(bytes);
  if (!e) {
    ++tally.valid;
    return;
  }
  handleAllErrors(std::move(e), [&](const WasmError &w) {
    if (w.message.empty() || w.offset > bytes.size())
      report_fatal_error("an error is nowhere");
    ++(w.malformed ? tally.malformed : tally.invalid);
  });
}

void mutate(std::vector<uint8_t> bytes, Tally &tally) {
  for (size_t length = 0; length != bytes.size(); ++length)
    count(ArrayRef(bytes).take_front(length), tally);
  for (uint8_t &b : bytes) {
    uint8_t original = b;
    for (unsigned value = 0; value != 256; ++value) {
      b = value;
      count(bytes, tally);
    }
    b = original;
  }
}

} // namespace

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i) {
    auto file = MemoryBuffer::getFile(argv[i]);
    if (!file) {
      errs() << argv[i] << ": " << file.getError().message() << '\n';
      return 1;
    }
    StringRef s = (*file)->getBuffer();
    Tally tally;
    mutate(std::vector<uint8_t>(s.bytes_begin(), s.bytes_end()), tally);
    outs() << tally.valid << " valid, " << tally.invalid << " invalid, "
           << tally.malformed << " malformed\n";
  }
  return 0;
}
