//===- OwnImage.h - the file that the compiler was loaded from ------------===//
//
// The program `sinter`, or the shared library when another program compiles
// in-process. What Sinter needs at run time lies beside it, and its bytes say
// which build of the compiler this is.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_CODEGEN_OWNIMAGE_H
#define SINTER_CODEGEN_OWNIMAGE_H

#include <string>

namespace sinter {

/// An absolute path without symbolic links; empty if the system does not know.
std::string ownImage();

} // namespace sinter
#endif
