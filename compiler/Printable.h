//===- Printable.h - names of a module, fit for terminals and logs --------===//
//
// A module's names may hold escape sequences that a terminal would obey.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_PRINTABLE_H
#define SINTER_PRINTABLE_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

namespace sinter {

/// `name` (UTF-8) with all control characters as \xNN. C1 controls are two
/// bytes in UTF-8: c2 80 to c2 9f.
inline std::string printable(llvm::StringRef name) {
  std::string out;
  auto escape = [&](unsigned char c) {
    out +=
        {'\\', 'x', llvm::hexdigit(c >> 4, true), llvm::hexdigit(c & 15, true)};
  };
  for (size_t i = 0; i < name.size(); ++i) {
    unsigned char c = name[i];
    unsigned char next = i + 1 < name.size() ? name[i + 1] : 0;
    bool isC1 = c == 0xc2 && next >= 0x80 && next <= 0x9f;
    if (isC1)
      escape(c), escape(name[++i]);
    else if (c < 0x20 || c == 0x7f)
      escape(c);
    else
      out += c;
  }
  return out;
}

} // namespace sinter
#endif
