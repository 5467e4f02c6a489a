//===- CheckReport.h - what became of the bounds checks -------------------===//
//
// The text of --explain-checks: for each function, and each loop in which
// something was done or left undone, and a total at the end.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CHECKREPORT_H
#define SINTER_CHECKREPORT_H

#include "codegen/CheckRemarks.h"
#include "wasm/Module.h"

namespace sinter {

/// For people. `functions`: those of all shards.
std::string checkReport(const wasm::Module &m,
                        const std::map<uint32_t, FunctionChecks> &functions);

} // namespace sinter
#endif
