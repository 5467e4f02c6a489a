//===- OwnImage.cpp - the file that the compiler was loaded from ----------===//
//
// The dynamic linker knows for any address which file it came from. For code
// of the program itself it says what the program was called by, which may be
// relative to a directory that is no longer the current one, so there the
// system is asked instead.
//
//===----------------------------------------------------------------------===//
#include "OwnImage.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include <dlfcn.h>
#include <link.h>

using namespace llvm;

namespace sinter {

std::string ownImage() {
  static char hereToo;
  Dl_info info;
  link_map *map = nullptr;
  bool found = dladdr1(&hereToo, &info, reinterpret_cast<void **>(&map),
                       RTLD_DL_LINKMAP) != 0;
  bool isProgram = !found || !map || !map->l_name[0];
  if (isProgram)
    return sys::fs::getMainExecutable(nullptr, nullptr);
  SmallString<128> real;
  return sys::fs::real_path(map->l_name, real) ? "" : real.str().str();
}

} // namespace sinter
