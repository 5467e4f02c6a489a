//===- Value.h - values of the scripts against values at run time ---------===//
//
// The scripts write numbers as decimal strings of their bit pattern, NaNs as
// classes, references as "null", as a host number, or as "any of this type".
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_VALUE_H
#define SINTER_SPEC_VALUE_H

#include "sinter/runtime.h"
#include "llvm/Support/JSON.h"
#include <string>

namespace sinter::spec {

/// Writes the argument `json` as a value of `type` to `out`. Returns what is
/// wrong with it, or nothing.
std::string parseArgument(const llvm::json::Object &json,
                          const sinter_ValType &type, sinter_Value &out);

/// Whether `actual`, of type `type`, is what `expected` describes.
bool matches(const llvm::json::Object &expected, const sinter_ValType &type,
             const sinter_Value &actual);

std::string print(const sinter_ValType &type, const sinter_Value &value);
/// The pattern as the script has it.
std::string print(const llvm::json::Object &pattern);

} // namespace sinter::spec
#endif
