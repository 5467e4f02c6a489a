//===- Workers.h - a process per script -----------------------------------===//
//
// Compiled code runs in this program, so a script that crashes or never ends
// must not take the others with it: each gets a forked process, `jobs` of them
// at a time. The parent has no threads and loads no compiled code.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_WORKERS_H
#define SINTER_SPEC_WORKERS_H

#include "Report.h"
#include "Suite.h"
#include "sinter/Compiler.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace sinter::spec {

struct RunSettings {
  Options options;
  unsigned jobs = 1;
  unsigned timeout = 600; ///< seconds for one script
  std::string folder;     ///< for shared objects
  bool messages = false, skipUnsupported = false, listSkipped = false;
};

/// What is known of a script after its process has ended.
struct ScriptResult {
  uint32_t passed = 0, failed = 0, skipped = 0, notApplicable = 0;
  double seconds = 0;
  std::string notes; ///< what failed, a line each
};

/// Runs all scripts, longest file first; `done` is called as they end.
void runScripts(
    const std::vector<ScriptFile> &scripts, const RunSettings &settings,
    llvm::function_ref<void(size_t index, const ScriptResult &)> done);

} // namespace sinter::spec
#endif
