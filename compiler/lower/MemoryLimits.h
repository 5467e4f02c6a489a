//===- MemoryLimits.h - how large a memory can become ---------------------===//
//
// Compiled code promises LLVM a range for the size of each memory (!range, see
// Memory.cpp): that is what lets loops with bounds checks be hoisted and
// vectorised. A size outside it would be undefined behaviour, so whoever makes
// or grows a memory keeps to the same rule:
//
//   32 bit, pages of 64 KiB   the declared maximum, at most 65535 pages unless
//                             the minimum is 65536: then adding an access's
//                             width to an address inside cannot wrap
//   32 bit, pages of 1 byte   the declared maximum, at most 2^32 - 1
//   64 bit                    the declared maximum, at most 2^40 bytes
//
// The runtime keeps it as sinter_Memory.capPages, from the same SINTER_MEMORY*
// numbers.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_MEMORYLIMITS_H
#define SINTER_LOWER_MEMORYLIMITS_H

#include "../wasm/Types.h"
#include "sinter/runtime.h"
#include <algorithm>

namespace sinter {

/// No memory is larger, whatever it declares.
inline constexpr uint64_t maxMemoryBytes = SINTER_MEMORY64_MAX_BYTES;

inline uint64_t pagesToBytes(uint64_t pages, unsigned pageShift) {
  return pages > maxMemoryBytes >> pageShift ? maxMemoryBytes
                                             : pages << pageShift;
}

inline uint64_t memoryMinBytes(const wasm::MemoryType &t) {
  return pagesToBytes(t.limits.min, t.pageShift);
}

inline uint64_t memoryMaxBytes(const wasm::MemoryType &t) {
  return t.limits.max ? pagesToBytes(*t.limits.max, t.pageShift)
                      : maxMemoryBytes;
}

/// Upper limit of the size of a memory that is declared with type `t`.
inline uint64_t memoryCapBytes(const wasm::MemoryType &t) {
  uint64_t limit = SINTER_MEMORY64_MAX_BYTES;
  if (!t.limits.is64 && t.pageShift == 0)
    limit = SINTER_MEMORY32_MAX_BYTES;
  else if (!t.limits.is64)
    limit = std::max(SINTER_MEMORY32_MAX_PAGES, t.limits.min) << 16;
  return std::min(memoryMaxBytes(t), limit);
}

/// The same of a memory that is imported with type `t`. Its own declaration
/// may have the larger minimum that admits all 65536 pages.
inline uint64_t importedMemoryCapBytes(const wasm::MemoryType &t) {
  return t.limits.is64 ? memoryMaxBytes(t)
                       : std::min(memoryMaxBytes(t), uint64_t(1) << 32);
}

/// Whether guard pages can stop accesses to a memory of this type: the address
/// space must hold all that can be reached, and the size be whole pages of the
/// system.
inline bool canHaveGuardPages(const wasm::MemoryType &t) {
  return !t.limits.is64 && t.pageShift == 16;
}

} // namespace sinter
#endif
