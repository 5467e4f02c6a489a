//===- Messages.h - how the command talks ---------------------------------===//
//
// Messages go to stderr in the form "sinter: error: FILE:0xOFFSET: TEXT", in
// colour on a terminal unless NO_COLOR is set.
//
//===----------------------------------------------------------------------===//
#ifndef SINTER_TOOLS_MESSAGES_H
#define SINTER_TOOLS_MESSAGES_H

#include "sinter/Compiler.h"

namespace sinter {

void printError(const Diagnostic &d);
void printWarning(const Diagnostic &d);

/// `text` without control characters other than line ends, which a terminal
/// might obey: they may come from a module or a file name.
std::string printableText(const std::string &text);

} // namespace sinter
#endif
