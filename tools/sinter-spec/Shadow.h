//===- Shadow.h - a module that can be linked but not run -----------------===//
//
// Some features are validated and have no code yet. Whether such a module links
// is decided by its types alone, so the runner gives it to the runtime as a
// descriptor without code: the runtime's own matching of imports is what
// assert_unlinkable asks, and what a shadow exports can be imported by others,
// which then are shadows too. Calls into a shadow never happen.
//
// Tags are the exception: the runtime does not know them yet, so their types
// are compared here.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_SPEC_SHADOW_H
#define SINTER_SPEC_SHADOW_H

#include "sinter/runtime.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <string>
#include <vector>

namespace sinter::spec {

/// What an export stands for.
struct Exported {
  sinter_Extern object;
  const sinter_Type *tag = nullptr; ///< of a tag; `object` has no tags
};

class Shadow {
public:
  /// The module at `path`, or null and what is wrong.
  static std::unique_ptr<Shadow> create(const std::string &path,
                                        std::string &error);
  ~Shadow();

  llvm::ArrayRef<sinter_Import> imports() const;

  /// Matches `given`, one for each import. Afterwards exports can be found.
  sinter_Status link(sinter_Store *store, llvm::ArrayRef<Exported> given,
                     sinter_Error &error);
  const Exported *find(llvm::StringRef name) const;

private:
  struct Parts;
  explicit Shadow(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts;
  llvm::StringMap<Exported> exports;
};

} // namespace sinter::spec
#endif
