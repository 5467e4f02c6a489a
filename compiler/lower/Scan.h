//===- Scan.h - what must be known before the first body is lowered -------===//
//
// Bodies are validated and lowered one after the other, but calling
// conventions and the number of function references are needed by the first of
// them. One pass that only decodes finds both.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_SCAN_H
#define SINTER_LOWER_SCAN_H

#include "../wasm/Module.h"

namespace sinter {

struct LowerOptions;

struct Scan {
  bool tailCalls = false;        ///< some body has a return_call*
  std::vector<bool> refs;        ///< functions whose reference can be taken
  std::vector<uint32_t> exports; ///< of Module::exports, those that are kept
};

/// Malformed bodies are left for validation to report.
Scan scanModule(const wasm::Module &m, const LowerOptions &o);

} // namespace sinter
#endif
