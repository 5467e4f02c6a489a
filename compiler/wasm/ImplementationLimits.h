//===- ImplementationLimits.h - how large a module may be -----------------===//
//
// The limits that the WebAssembly JavaScript interface prescribes to engines
// ("Implementation-defined limits"), so that a module which a browser takes is
// taken here, and the other way round. A few more that it does not name keep
// hostile modules from using memory out of proportion: label tables, and
// operands on the stack at one time (a call of two bytes can push 1,000).
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_IMPLEMENTATIONLIMITS_H
#define SINTER_WASM_IMPLEMENTATIONLIMITS_H

#include <cstdint>

namespace sinter::wasm::limits {

constexpr uint64_t moduleBytes = 1u << 30;
constexpr uint32_t types = 1'000'000;
constexpr uint32_t recGroups = 1'000'000;
constexpr uint32_t subtypeDepth = 63;
constexpr uint32_t params = 1'000;
constexpr uint32_t results = 1'000;
constexpr uint32_t structFields = 10'000;
constexpr uint32_t imports = 1'000'000;
constexpr uint32_t functions = 1'000'000;
constexpr uint32_t tables = 100'000;
constexpr uint32_t memories = 100;
constexpr uint32_t tags = 1'000'000;
constexpr uint32_t globals = 1'000'000;
constexpr uint32_t exports = 1'000'000;
constexpr uint32_t elemSegments = 10'000'000;
constexpr uint32_t elemEntries = 10'000'000;
constexpr uint32_t dataSegments = 100'000;
constexpr uint32_t bodyBytes = 7'654'321;
constexpr uint32_t locals = 50'000;
constexpr uint32_t fixedArrayLength = 10'000;

constexpr uint32_t brTableLabels = 65'536;
constexpr uint32_t catches = 65'536;
constexpr uint32_t operands = 10'000'000;

} // namespace sinter::wasm::limits
#endif
