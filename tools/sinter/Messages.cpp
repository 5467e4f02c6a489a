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

static void print(const Diagnostic &d, const char *kind, const char *colour) {
  std::string line = "sinter: ";
  if (useColour())
    line += std::string(colour) + kind + ":\033[0m ";
  else
    line += std::string(kind) + ": ";
  line += printableText(place(d) + d.message) + "\n";
  fputs(line.c_str(), stderr);
}

void printError(const Diagnostic &d) { print(d, "error", "\033[1;31m"); }
void printWarning(const Diagnostic &d) { print(d, "warning", "\033[1;35m"); }

} // namespace sinter
