//===- Messages.cpp - how the command talks -------------------------------===//
#include "Messages.h"
#include "../../compiler/Printable.h"
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace sinter {

static bool useColour() {
  const char *off = getenv("NO_COLOR");
  const char *term = getenv("TERM");
  bool dumb = term && std::string(term) == "dumb";
  return isatty(STDERR_FILENO) && !(off && *off) && !dumb;
}

static std::string place(const Diagnostic &d) {
  if (d.file.empty())
    return "";
  char offset[32] = "";
  if (d.offset)
    snprintf(offset, sizeof offset, ":0x%llx", (unsigned long long)*d.offset);
  return d.file + offset + ": ";
}

std::string printableText(const std::string &text) {
  std::string out;
  for (size_t at = 0;;) {
    size_t end = text.find('\n', at);
    out += printable(llvm::StringRef(text).slice(at, end));
    if (end == std::string::npos)
      return out;
    out += '\n';
    at = end + 1;
  }
}

void printError(const Diagnostic &d) {
  bool colour = useColour();
  std::string line = "sinter: ";
  line += colour ? "\033[1;31merror:\033[0m " : "error: ";
  line += printableText(place(d) + d.message) + "\n";
  fputs(line.c_str(), stderr);
}

} // namespace sinter
