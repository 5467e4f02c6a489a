//===- FuzzValidate.cpp - any bytes through decoder and validator ---------===//
//
// Whatever the bytes are, the answer is a module or an error, in memory and
// time in proportion to the input. Of a module everything is asked that
// lowering and `sinter inspect` would ask.
//
//===----------------------------------------------------------------------===//
#include "wasm/Decoder.h"
#include "wasm/Reader.h"
#include "wasm/Validator.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace sinter::wasm;

namespace {

/// Counts what it is handed, as a stand-in for lowering.
class CountingConsumer final : public BodyConsumer {
public:
  size_t seen = 0;

private:
  void locals(ArrayRef<ValType> types) override { seen += types.size(); }
  void instr(const Instr &in, bool live) override { seen += in.offset + live; }
};

/// An error must say something, and where it is must be in the file.
void checkError(Error e, size_t size) {
  handleAllErrors(std::move(e), [&](const WasmError &w) {
    if (w.message.empty() || w.offset > size)
      abort();
    std::string text;
    raw_string_ostream os(text);
    w.log(os);
  });
}

bool validateBodies(const Module &m) {
  CountingConsumer consumer;
  for (uint32_t i = m.importedFuncs(); i != m.functions.size(); ++i)
    if (Error e = validateBody(m, i, &consumer)) {
      checkError(std::move(e), m.bytes.size());
      return false;
    }
  return true;
}

void askAll(const Module &m) {
  usedFeatures(m);
  for (uint32_t i = 0; i != m.types.size(); ++i)
    if (m.typeHash(i) != m.typeHash(m.types[i].canonical))
      abort();
  for (uint32_t i = 0; i != m.functions.size(); ++i)
    if (m.funcName(i).empty())
      abort();
  auto visit = [&](const ConstExpr &e) {
    visitConstExpr(m, e, [](const Instr &) {});
  };
  for (const ElemSegment &s : m.elems)
    llvm::for_each(s.exprs, visit);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  // The last byte chooses features, so that the gates are tried as well.
  bool all = size == 0 || data[size - 1] % 8 != 7;
  Expected<Module> m = decodeModule(
      {data, size}, all ? FeatureSet::all() : FeatureSet::ofVersion(1));
  if (!m)
    checkError(m.takeError(), size);
  else if (validateBodies(*m))
    askAll(*m);
  else
    usedFeatures(*m);
  return 0;
}
