//===- Symbols.h - names of what shards have in common --------------------===//
//
// Shards refer to each other's functions and variables by name, so these names
// must be unique in the module: LLVM's own renaming ends where its module ends.
// Names of the module's names section, which may be anything, are kept where
// that is possible; they are what debuggers and profilers show. Those of other
// versions than the default have the version's suffix behind them.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_LOWER_SYMBOLS_H
#define SINTER_LOWER_SYMBOLS_H

#include "../wasm/Module.h"
#include "llvm/ADT/Twine.h"

namespace sinter {

struct LowerOptions;

/// What a pass puts behind the name of a function for the part that it splits
/// off (passes/EarlyReturn.cpp). No function has such a name by itself.
inline constexpr llvm::StringLiteral earlyReturnRest = ".rest";

class Symbols {
public:
  Symbols(const wasm::Module &m, const LowerOptions &o);

  std::string function(uint32_t func) const;
  /// The C function in front of a tailcc function; see Thunks.cpp.
  std::string reference(uint32_t func) const { return function(func) + ".ref"; }
  std::string global(uint32_t global) const;
  /// Anything else: "instance", "type5". No name of a function or global is
  /// like that.
  std::string part(const llvm::Twine &name) const { return plain(name.str()); }
  /// "MODULE.NAME" without regard to what else has that name.
  std::string plain(llvm::StringRef name) const;

private:
  const wasm::Module &m;
  std::string prefix;
  llvm::DenseMap<uint32_t, std::string> renamedFunctions, renamedGlobals;
};

} // namespace sinter
#endif
