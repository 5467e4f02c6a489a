//===- Features.h - which features a module may use -----------------------===//
//
// A set over the rows of Features.def. Opcodes.def ties each opcode to a row.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_WASM_FEATURES_H
#define SINTER_WASM_FEATURES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace sinter::wasm {

enum class Feature : uint8_t {
#define FEATURE(Name, Text, Version, Lowered, Description) Name,
#include "Features.def"
};

struct FeatureInfo {
  llvm::StringLiteral text;
  unsigned version;
  bool lowered;
  llvm::StringLiteral description;
};
const FeatureInfo &featureInfo(Feature f);
std::optional<Feature> featureFromText(llvm::StringRef text);
llvm::ArrayRef<Feature> allFeatures();

class FeatureSet {
public:
  bool has(Feature f) const { return bits >> unsigned(f) & 1; }
  void set(Feature f, bool on = true) {
    bits = (bits & ~(1u << unsigned(f))) | uint32_t(on) << unsigned(f);
  }
  /// All features of core version `v` (1, 2 or 3).
  static FeatureSet ofVersion(unsigned v);
  /// What is on when nobody says otherwise: version 3 and threads.
  static FeatureSet defaults();
  /// Every row of Features.def.
  static FeatureSet all();

private:
  uint32_t bits = 0;
};

} // namespace sinter::wasm
#endif
