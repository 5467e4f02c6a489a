//===- V8.h - the modules in Node.js --------------------------------------===//
//
// One node process takes all modules, as files in a folder; v8.mjs says how.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_FUZZ_V8_H
#define SINTER_FUZZ_V8_H

#include "LoopModule.h"
#include <sys/types.h>

namespace sinter::fuzz {

/// Writes module number `number` and its calls for v8.mjs.
bool writeForV8(const LoopModule &module, const std::string &folder,
                unsigned number);

/// Writes only the module.
bool saveBinary(const LoopModule &module, const std::string &path);

/// Starts `node` on the first `count` modules; -1 if that fails.
pid_t startV8(const std::string &node, const std::string &script,
              const std::string &folder, unsigned count);

/// What it has written about a module: a line for each call.
std::vector<std::string> readFromV8(const std::string &folder, unsigned number);

} // namespace sinter::fuzz
#endif
