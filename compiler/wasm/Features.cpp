//===- Features.cpp - Features.def as data --------------------------------===//
//
// Texts and versions of features, and the sets that the command line names.
//
//===----------------------------------------------------------------------===//
#include "Features.h"

using namespace llvm;

namespace sinter::wasm {

static const FeatureInfo featureInfos[] = {
#define FEATURE(Name, Text, Version, Lowered, Description)                     \
  {Text, Version, Lowered != 0, Description},
#include "Features.def"
};

static const Feature features[] = {
#define FEATURE(Name, Text, Version, Lowered, Description) Feature::Name,
#include "Features.def"
};
static_assert(std::size(features) <= 32, "FeatureSet is one 32-bit word");

const FeatureInfo &featureInfo(Feature f) { return featureInfos[size_t(f)]; }

ArrayRef<Feature> allFeatures() { return features; }

std::optional<Feature> featureFromText(StringRef text) {
  for (Feature f : features)
    if (featureInfo(f).text == text)
      return f;
  return std::nullopt;
}

FeatureSet FeatureSet::ofVersion(unsigned v) {
  FeatureSet s;
  for (Feature f : features)
    s.set(f, featureInfo(f).version <= v);
  return s;
}

FeatureSet FeatureSet::defaults() {
  FeatureSet s = ofVersion(3);
  s.set(Feature::Threads);
  return s;
}

FeatureSet FeatureSet::all() {
  FeatureSet s;
  for (Feature f : features)
    s.set(f);
  return s;
}

} // namespace sinter::wasm
