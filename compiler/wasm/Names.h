//===- Names.h - custom sections that we understand -----------------------===//
//
// They carry advice, so nothing in them is an error: what cannot be read is
// left out, from the first broken byte of a (sub)section on.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_NAMES_H
#define SINTER_WASM_NAMES_H

#include "Module.h"

namespace sinter::wasm {

/// If `section` is name, target_features or producers, fills in what the
/// module has for it.
void readCustomSection(const CustomSection &section, Module &m);

} // namespace sinter::wasm
#endif
